package io.github.relucert;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.cells.UniversalPerturbation;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The least universal perturbation of some rows: exactly by cells where these settle it within their share of the time,
 * otherwise bracketed by an engine on the same product network.
 */
public final class UniversalVerifier {
    /** Beyond so many ReLUs of all copies together, cells are not tried. */
    private static final int MOST_NEURONS = 400;

    private static final int CELLS_SHARE = 2;
    private static final int ATTACK_SHARE = 4;
    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    private final Engine engine;
    private final long seed;

    /** @param seed of the attack that the engine starts from */
    public UniversalVerifier(Engine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
    }

    /**
     * Answers for the rows together.
     *
     * @param domain where every row may move
     * @throws IllegalArgumentException as {@link UniversalPerturbation#problem}
     */
    public UniversalAnswer solve(
            Network network, List<UniversalPerturbation.Row> rows, Norm norm, Box domain, Limits limits) {
        long start = System.nanoTime();
        Problem problem = UniversalPerturbation.problem(network, rows, norm, domain);
        Optional<Witness> known = Optional.empty();
        if (problem.network().neuronCount() <= MOST_NEURONS) {
            long end = start + limits.time().toNanos() / CELLS_SHARE;
            ExactRadius.Attempt attempt = ExactRadius.atMost(
                    problem, () -> System.nanoTime() > end || limits.cancelled().getAsBoolean());
            known = attempt.nearest().map(nearest -> Witness.at(problem, nearest.point()));
            if (attempt.progress() == ExactRadius.Progress.SETTLED) {
                return settled(problem, attempt, start);
            }
        }
        return byEngine(problem, known, limits, start);
    }

    private static UniversalAnswer settled(Problem problem, ExactRadius.Attempt attempt, long start) {
        Radius none = new Radius(problem.norm(), Rational.POSITIVE_INFINITY);
        return new UniversalAnswer(
                problem,
                attempt.nearest().isPresent() ? UniversalAnswer.Status.EXACT : UniversalAnswer.Status.NONE,
                attempt.nearest().map(Nearest::radius).orElse(none),
                new UniversalAnswer.Cells(),
                attempt.nearest().map(nearest -> Witness.at(problem, nearest.point())),
                Optional.empty(),
                Duration.ofNanos(System.nanoTime() - start),
                attempt.nodes());
    }

    private UniversalAnswer byEngine(Problem problem, Optional<Witness> known, Limits limits, long start) {
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Duration attackTime = rest(limits, start).dividedBy(ATTACK_SHARE);
        Optional<Witness> attacked = AttackStage.run(problem, compiled, seed, attackTime, limits.cancelled());
        Optional<Witness> nearer = known.filter(k -> attacked.isEmpty()
                        || k.distance().compareTo(attacked.get().distance()) <= 0)
                .or(() -> attacked);
        Limits left = new Limits(rest(limits, start), limits.threads(), Optional.empty(), limits.cancelled());
        Outcome outcome = engine.solve(problem, compiled, nearer, left).with(nearer);
        UniversalAnswer.Status status = switch (outcome.verdict()) {
            case NONE -> UniversalAnswer.Status.NONE;
            case ABOVE, BELOW, BRACKET ->
                outcome.isExact() ? UniversalAnswer.Status.EXACT : UniversalAnswer.Status.BRACKET;
        };
        return new UniversalAnswer(
                problem,
                status,
                outcome.lower(),
                new UniversalAnswer.ByEngine(outcome.lowerBy()),
                outcome.witness(),
                outcome.stopped(),
                Duration.ofNanos(System.nanoTime() - start),
                outcome.nodes());
    }

    private static Duration rest(Limits limits, long start) {
        Duration left = limits.time().minusNanos(System.nanoTime() - start);
        return left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left;
    }
}
