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

    /** Whether the solver's bracket contains the exact radius and, unless it was stopped early, is closed around it. */
    public static Finding brackets(String instance, Problem problem, Radius exact) {
        Outcome outcome = new MilpEngine()
                .solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), Limits.of(TIME));
        double lower = outcome.lower().floor();
        double upper = outcome.witness().map(w -> w.distance().ceiling()).orElse(Double.POSITIVE_INFINITY);
        boolean contains = lower <= exact.ceiling() && upper >= exact.floor();
        boolean closed = upper - lower <= CLOSED * upper;
        String stopped = outcome.stopped().map(stop -> ", stopped: " + stop).orElse("");
        return new Finding(
                instance,
                String.format(Locale.ROOT, "solver's bracket [%.9f, %.9f]%s", lower, upper, stopped),
                String.format(
                        Locale.ROOT,
                        "%s the exact radius %.9f",
                        outcome.stopped().isPresent() ? "contains" : "closed around",
                        exact.floor()),
                contains && (closed || outcome.stopped().isPresent()) ? Verdict.HOLDS : Verdict.FAILS);
    }
}
