package io.github.relucert.robust;

import io.github.relucert.Answer;
import io.github.relucert.Verifier;
import io.github.relucert.attack.AttackStage;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.BriefAttack;
import io.github.relucert.attack.DeployableWitness;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides a row at several radii. A proof at one radius settles all smaller ones, a witness all larger ones than its distance; the rest is
 * halved. A brief attack comes first, since it costs a fraction of a bound pass; a long one where a search ran out of time.
 *
 * <p>The answer is a function of question, radii and seed as long as time does not run out. Safe for use by several threads at once.
 */
public final class RowDecision {
    /** The share of the time for a radius that the long attack may take on top of it. */
    private static final int ATTACK_SHARE = 4;

    private final CompiledNetwork compiled;
    private final Engine engine;
    private final Verifier verifier;
    private final long seed;

    /**
     * For one network.
     *
     * @param engine what proves; has to prove what it says
     * @param seed the only source of chance
     */
    public RowDecision(Network network, Engine engine, long seed) {
        this.compiled = CompiledNetwork.of(network);
        this.engine = engine;
        this.verifier = new Verifier(network, engine, seed);
        this.seed = seed;
    }

    /** The radius itself, as closely as time allows: a step of the curve of robust accuracy. */
    public Finding radius(RowQuestions.Question question, Norm norm, Limits limits) {
        Answer answer = verifier.certify(question, norm, limits);
        return new Finding(
                question, norm, body(answer.lowerBy(), norm), answer.witness(), answer.target(), answer.stopped());
    }

    /**
     * The verdicts.
     *
     * @param radii in ascending order
     * @param limits for each radius that a search is made for
     */
    public Finding decide(RowQuestions.Question question, Norm norm, List<Radius> radii, Limits limits) {
        Problem problem = question.problem(norm);
        if (question.unsafe().contains(question.centre(), question.output())) {
            Witness centre = Witness.at(problem, question.centre());
            return finding(question, new State(ProofBody.ofNothing(norm), Optional.of(centre), Optional.empty()), norm);
        }
        State state = new State(ProofBody.ofNothing(norm), Optional.empty(), Optional.empty());
        int from = 0;
        int to = radii.size();
        while (from < to) {
            // The larger one of two: most rows are robust there or nowhere.
            int middle = (from + to) / 2;
            state = at(problem, radii.get(middle), state, limits);
            boolean robust = state.proof.assertion().isRefutedBy(radii.get(middle));
            from = robust ? middle + 1 : from;
            to = robust ? to : middle;
            while (from < to && state.isAttackedAt(radii.get(to - 1))) {
                to--;
            }
            while (from < to && state.proof.assertion().isRefutedBy(radii.get(from))) {
                from++;
            }
        }
        return finding(question, state, norm);
    }

    private record State(ProofBody proof, Optional<Witness> witness, Optional<Outcome.Stop> stopped) {
        boolean isAttackedAt(Radius radius) {
            return witness.filter(w -> w.distance().compareTo(radius) <= 0).isPresent();
        }

        State with(Optional<Witness> found) {
            boolean nearer = found.isPresent()
                    && (witness.isEmpty()
                            || found.get().distance().compareTo(witness.get().distance()) < 0);
            return nearer ? new State(proof, found, stopped) : this;
        }

        State with(ProofBody other, Norm norm) {
            int order =
                    other.assertion().lowerEnd(norm).compareTo(proof.assertion().lowerEnd(norm));
            return order > 0 ? new State(other, witness, stopped) : this;
        }

        State stoppedBy(Outcome.Stop reason) {
            return new State(proof, witness, Optional.of(reason));
        }
    }

    /** A witness of a finding that the deployed model can be fed, near the exact one; empty without a witness or where none was found. */
    public Optional<Witness> deployable(Finding finding) {
        Problem problem = finding.question().problem(finding.norm());
        return finding.witness().flatMap(w -> new DeployableWitness(new AttackTarget(problem, compiled)).near(w));
    }

    /** One radius more. */
    private State at(Problem problem, Radius radius, State before, Limits limits) {
        State attacked = before.with(BriefAttack.run(problem, compiled, radius, seed));
        if (attacked.isAttackedAt(radius)) {
            return attacked;
        }
        Outcome outcome = engine.solve(problem, compiled, attacked.witness(), limits.upTo(radius));
        State searched = attacked.with(outcome.witness()).with(body(outcome.lowerBy(), problem.norm()), problem.norm());
        return switch (outcome.verdict()) {
            case ABOVE, BELOW, NONE -> searched;
            case BRACKET -> {
                Duration time = limits.time().dividedBy(ATTACK_SHARE);
                State again = searched.with(AttackStage.run(problem, compiled, seed, time, limits.cancelled()));
                yield again.isAttackedAt(radius)
                        ? again
                        : again.stoppedBy(outcome.stopped().orElse(Outcome.Stop.SOLVER));
            }
        };
    }

    private static ProofBody body(Outcome.Provenance by, Norm norm) {
        return switch (by) {
            case Outcome.Proved(Optional<ProofBody> known) -> known.orElse(ProofBody.ofNothing(norm));
            case Outcome.Claimed _ -> ProofBody.ofNothing(norm);
        };
    }

    private static Finding finding(RowQuestions.Question question, State state, Norm norm) {
        OptionalInt target =
                state.witness.isPresent() ? question.classAt(state.witness.get().point()) : OptionalInt.empty();
        return new Finding(question, norm, state.proof, state.witness, target, state.stopped);
    }
}
