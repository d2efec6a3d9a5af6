package io.github.relucert;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.DeployableWitness;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Answers how far the nearest adversarial point of a row is: evaluate the row exactly, take a first lower end from bounds,
 * attack the row for an upper end, bracket the radius by an engine, look for a witness in the model's own number type. Safe for use by
 * several threads at once.
 */
public final class Verifier {
    /** The share of a row's time that the attack may take; what it does not use goes to the engine. */
    private static final int ATTACK_SHARE = 4;

    /** The share of a row's time that a first lower end may take. */
    private static final int GLANCE_SHARE = 2;

    /** What it takes in a process that has just begun. */
    private static final Duration LEAST_GLANCE = Duration.ofSeconds(2);

    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    private final CompiledNetwork compiled;
    private final Engine engine;
    private final long seed;

    /**
     * A verifier for one network.
     *
     * @param network the network that all questions are about
     * @param engine what brackets the radius
     * @param seed the only source of chance
     */
    public Verifier(Network network, Engine engine, long seed) {
        this.compiled = CompiledNetwork.of(network);
        this.engine = engine;
        this.seed = seed;
    }

    /** Certifies one row in one norm; the answer is honest also when a limit stops the work. */
    public Answer certify(RowQuestions.Question question, Norm norm, Limits limits) {
        return certify(question, norm, limits, Optional.empty());
    }

    /**
     * The same where an unsafe point is known already.
     *
     * @param known the nearest one; the answer's is not farther, and {@link Answer#foundBy()} says {@code attack} of it
     */
    public Answer certify(RowQuestions.Question question, Norm norm, Limits limits, Optional<Witness> known) {
        long start = System.nanoTime();
        Problem problem = question.problem(norm);
        if (question.unsafe().contains(question.centre(), question.output())) {
            return misclassified(question, problem, start);
        }
        Search search = limits.upTo().isPresent()
                ? decide(problem, limits, start, known)
                : bracket(problem, limits, start, known);
        Outcome outcome = search.outcome();
        Optional<Witness> witness = outcome.witness();
        return new Answer(
                question,
                norm,
                status(outcome),
                outcome.lower(),
                outcome.lowerBy(),
                witness,
                witness.flatMap(w -> new DeployableWitness(new AttackTarget(problem, compiled)).near(w)),
                witness.equals(search.attacked()) ? "attack" : "engine",
                witness.map(w -> question.classAt(w.point())).orElse(OptionalInt.empty()),
                outcome.stopped(),
                Duration.ofNanos(System.nanoTime() - start),
                outcome.nodes());
    }

    private record Search(Outcome outcome, Optional<Witness> attacked) {}

    /** Bounds come first, so that the bracket is worth something however early the end comes. */
    private Search bracket(Problem problem, Limits limits, long start, Optional<Witness> known) {
        Duration glance = longer(limits.time().dividedBy(GLANCE_SHARE), LEAST_GLANCE);
        Optional<Outcome> first = engine.glance(problem, compiled, limits.within(glance));
        Duration attack = longer(
                rest(limits, start).time().dividedBy(ATTACK_SHARE),
                limits.time().dividedBy(2 * ATTACK_SHARE));
        Optional<Witness> attacked =
                nearest(known, AttackStage.run(problem, compiled, seed, attack, limits.cancelled()));
        Limits rest = rest(limits, start);
        if (first.isPresent() && rest.time().equals(LEAST_TIME)) {
            return new Search(first.get().with(attacked), attacked);
        }
        Outcome outcome = engine.solve(problem, compiled, attacked, rest);
        return new Search(first.map(outcome::orHigher).orElse(outcome), attacked);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** A radius asked for is often settled by bounds alone, in a fraction of the time of an attack, so the attack comes second. */
    private Search decide(Problem problem, Limits limits, long start, Optional<Witness> known) {
        Outcome outcome = engine.solve(problem, compiled, known, rest(limits, start));
        if (outcome.verdict() != Outcome.Verdict.BRACKET) {
            return new Search(outcome, known);
        }
        Optional<Witness> attacked = nearest(
                known,
                AttackStage.run(problem, compiled, seed, rest(limits, start).time(), limits.cancelled()));
        boolean near = attacked.isPresent()
                && attacked.get().distance().compareTo(limits.upTo().orElseThrow()) <= 0;
        return new Search(
                near ? engine.solve(problem, compiled, attacked, rest(limits, start)) : outcome.with(attacked),
                attacked);
    }

    private static Optional<Witness> nearest(Optional<Witness> known, Optional<Witness> found) {
        return Stream.of(known, found).flatMap(Optional::stream).min(Comparator.comparing(Witness::distance));
    }

    private static Limits rest(Limits limits, long start) {
        Duration left = limits.time().minusNanos(System.nanoTime() - start);
        return limits.within(longer(left, LEAST_TIME));
    }

    private static Answer misclassified(RowQuestions.Question question, Problem problem, long start) {
        List<Rational> centre = question.centre();
        boolean tie = question.unsafe().margin(centre, question.output()).signum() == 0;
        Optional<Witness> witness = Optional.of(Witness.at(problem, centre));
        return new Answer(
                question,
                problem.norm(),
                Answer.Status.MISCLASSIFIED,
                new Radius(problem.norm(), Rational.ZERO),
                new Outcome.Proved(),
                witness,
                witness.filter(w -> !tie),
                "centre",
                question.classAt(centre),
                Optional.empty(),
                Duration.ofNanos(System.nanoTime() - start),
                0);
    }

    private static Answer.Status status(Outcome outcome) {
        return switch (outcome.verdict()) {
            case ABOVE -> Answer.Status.ABOVE;
            case BELOW -> Answer.Status.BELOW;
            case NONE -> Answer.Status.NONE;
            case BRACKET -> outcome.isExact() ? Answer.Status.EXACT : Answer.Status.BRACKET;
        };
    }
}
