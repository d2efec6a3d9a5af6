package io.github.relucert.theorem.twolayer;

import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.milp.MilpEngine;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Verdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The mixed-integer program as a second way to a radius that enumeration has found exactly. The exact radius does not rest on it; a
 * disagreement would mean that one of the two is wrong.
 */
public final class SecondWay {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final double CLOSED = 1e-6;

    private SecondWay() {}

    /**
     * Whether the solver's bracket is closed around the exact radius. Where the solver was stopped early an open bracket that contains
     * the radius confirms nothing, so the finding is no more than a claim; any other open bracket fails.
     */
    public static Finding brackets(String instance, Problem problem, Radius exact) {
        Outcome outcome = new MilpEngine()
                .solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), Limits.of(TIME));
        double lower = outcome.lower().floor();
        double upper = outcome.witness().map(w -> w.distance().ceiling()).orElse(Double.POSITIVE_INFINITY);
        boolean contains = lower <= exact.ceiling() && upper >= exact.floor();
        boolean closed = Double.isFinite(upper) && upper - lower <= CLOSED * upper;
        String stopped = outcome.stopped().map(stop -> ", stopped: " + stop).orElse("");
        Verdict open = contains && outcome.stopped().isPresent() ? Verdict.CLAIMED : Verdict.FAILS;
        return new Finding(
                instance,
                String.format(Locale.ROOT, "solver's bracket [%.9f, %.9f]%s", lower, upper, stopped),
                String.format(Locale.ROOT, "closed around the exact radius %.9f", exact.floor()),
                contains && closed ? Verdict.HOLDS : open);
    }
}
