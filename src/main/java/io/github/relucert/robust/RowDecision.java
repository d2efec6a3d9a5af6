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

    /**
     * The longest that a row may take, setting up and coming to an end not counted.
     *
     * @param radii how many are asked for
     * @param time the limit for each
     */
    public static Duration longest(int radii, Duration time) {
        return time.plus(time.dividedBy(ATTACK_SHARE)).multipliedBy(radii);
    }

    /** The radius itself, as closely as time allows: a step of the curve of robust accuracy. */
    public Finding radius(RowQuestions.Question question, Norm norm, Limits limits) {
        return radius(question, norm, limits, KnownEnds.none(norm));
    }

    /** The same where something is known, which is kept where it is not bettered. */
    Finding radius(RowQuestions.Question question, Norm norm, Limits limits, KnownEnds known) {
        Answer answer = verifier.certify(question, norm, limits, known.witness());
        KnownEnds ends = known.with(answer.witness()).with(body(answer.lowerBy(), norm), norm);
        return finding(question, ends, norm, answer.stopped().filter(_ -> !ends.areEqual(norm)));
    }

    /**
     * The verdicts.
     *
     * @param radii in ascending order
     * @param limits for each radius that a search is made for
     */
    public Finding decide(RowQuestions.Question question, Norm norm, List<Radius> radii, Limits limits) {
        return decide(question, norm, radii, limits, KnownEnds.none(norm));
    }

    /** The same where something is known, which is kept where it is not bettered. */
    Finding decide(RowQuestions.Question question, Norm norm, List<Radius> radii, Limits limits, KnownEnds known) {
        Problem problem = question.problem(norm);
        if (question.unsafe().contains(question.centre(), question.output())) {
            KnownEnds ends = known.with(Optional.of(Witness.at(problem, question.centre())));
            return finding(question, ends, norm, Optional.empty());
        }
        KnownEnds ends = known;
        Optional<Outcome.Stop> stopped = Optional.empty();
        List<Radius> open = open(radii, ends);
        while (!open.isEmpty() && !limits.cancelled().getAsBoolean()) {
            // The larger one of two: most rows are robust there or nowhere.
            Radius middle = open.get(open.size() / 2);
            Search search = at(problem, middle, ends, limits);
            ends = search.ends();
            stopped = search.stopped().isPresent() ? search.stopped() : stopped;
            // Where time ran out, a smaller ball may still be proved and a larger one may hold a witness.
            open = open(open, ends).stream()
                    .filter(radius -> !radius.equals(middle))
                    .toList();
        }
        boolean decided = radii.stream().allMatch(ends::isDecidedAt);
        return finding(
                question,
                ends,
                norm,
                decided ? Optional.empty() : stopped.or(() -> Optional.of(Outcome.Stop.INTERRUPTED)));
    }

    private static List<Radius> open(List<Radius> radii, KnownEnds ends) {
        return radii.stream().filter(radius -> !ends.isDecidedAt(radius)).toList();
    }

    /** A witness of a finding that the deployed model can be fed, near the exact one; empty without a witness or where none was found. */
    public Optional<Witness> deployable(Finding finding) {
        Problem problem = finding.question().problem(finding.norm());
        return finding.witness().flatMap(w -> new DeployableWitness(new AttackTarget(problem, compiled)).near(w));
    }

    /** @param stopped why the radius searched is still undecided, if it is */
    private record Search(KnownEnds ends, Optional<Outcome.Stop> stopped) {}

    /** One radius more. */
    private Search at(Problem problem, Radius radius, KnownEnds before, Limits limits) {
        KnownEnds attacked = before.with(BriefAttack.run(problem, compiled, radius, seed));
        if (attacked.isAttackedAt(radius)) {
            return new Search(attacked, Optional.empty());
        }
        Outcome outcome = engine.solve(problem, compiled, attacked.witness(), limits.upTo(radius));
        KnownEnds searched =
                attacked.with(outcome.witness()).with(body(outcome.lowerBy(), problem.norm()), problem.norm());
        if (searched.isDecidedAt(radius)) {
            return new Search(searched, Optional.empty());
        }
        Duration time = limits.time().dividedBy(ATTACK_SHARE);
        KnownEnds again = searched.with(AttackStage.run(problem, compiled, seed, time, limits.cancelled()));
        return new Search(
                again,
                again.isAttackedAt(radius)
                        ? Optional.empty()
                        : outcome.stopped().or(() -> Optional.of(Outcome.Stop.SOLVER)));
    }

    private static ProofBody body(Outcome.Provenance by, Norm norm) {
        return switch (by) {
            case Outcome.Proved(Optional<ProofBody> known) -> known.orElse(ProofBody.ofNothing(norm));
            case Outcome.Claimed _ -> ProofBody.ofNothing(norm);
        };
    }

    private static Finding finding(
            RowQuestions.Question question, KnownEnds ends, Norm norm, Optional<Outcome.Stop> stopped) {
        OptionalInt target = ends.witness().isPresent()
                ? question.classAt(ends.witness().get().point())
                : OptionalInt.empty();
        return new Finding(question, norm, ends.proof(), ends.witness(), target, stopped);
    }
}
