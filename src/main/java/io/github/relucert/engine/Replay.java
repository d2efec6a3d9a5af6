package io.github.relucert.engine;

import io.github.relucert.certificate.Witness;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * An engine whose answers are made into certificates by another one: the first looks for the nearest unsafe point, the second starts
 * from there and proves the lower end. The first has at most half of the time. Should it claim more than the second can prove in what
 * is left, its claim stands, as a claim.
 *
 * <p>Safe for several threads when both engines are.
 */
public final class Replay implements Engine {
    /** Claims leave a margin of this order for tolerances, so one that says no more than that much more is replaced by a proof. */
    private static final double CLAIMS_WIDTH = 2e-6;

    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    private final Engine first;
    private final Engine prover;

    public Replay(Engine first, Engine prover) {
        this.first = first;
        this.prover = prover;
    }

    @Override
    public Outcome solve(Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits) {
        long start = System.nanoTime();
        Outcome found = first.solve(
                problem, compiled, incumbent, limits.within(limits.time().dividedBy(2)));
        Duration left = limits.time().minusNanos(System.nanoTime() - start);
        Limits rest = limits.within(left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left);
        Outcome proved = prover.solve(problem, compiled, found.witness(), rest);
        return better(found, proved);
    }

    @Override
    public Optional<Outcome> glance(Problem problem, CompiledNetwork compiled, Limits limits) {
        return prover.glance(problem, compiled, limits);
    }

    private static Outcome better(Outcome found, Outcome proved) {
        Outcome chosen = saysMore(found, proved) ? found : proved;
        return new Outcome(
                chosen.verdict(),
                chosen.lower(),
                chosen.lowerBy(),
                chosen.witness(),
                chosen.stopped(),
                found.nodes() + proved.nodes(),
                found.effort().plus(proved.effort()));
    }

    /** Whether the claim decides what the proof leaves open. */
    private static boolean saysMore(Outcome found, Outcome proved) {
        return switch (proved.verdict()) {
            case ABOVE, BELOW, NONE -> false;
            case BRACKET ->
                switch (found.verdict()) {
                    case ABOVE, BELOW, NONE -> true;
                    case BRACKET ->
                        found.lower().floor() * (1 - CLAIMS_WIDTH)
                                > proved.lower().ceiling();
                };
        };
    }
}
