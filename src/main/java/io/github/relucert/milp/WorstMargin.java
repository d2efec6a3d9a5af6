package io.github.relucert.milp;

import io.github.relucert.bounds.Region;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The least margin over a closed ball met with the domain, where the margin is the least over the disjuncts of the largest of their
 * conditions' left sides: the same program as for the radius, minimised to the end instead of stopped at its first solution.
 */
public final class WorstMargin {
    /** Bracket that is narrow enough, relative to a program's unit. */
    private static final double NARROW = 1e-7;

    /** A tangent that removes less than this is lost in the solver's tolerances. */
    private static final double LEAST_CUT = 3e-8;

    private final Problem problem;
    private final CompiledNetwork network;
    private final Region region;
    private final StopSignal stop;
    private double upper;
    private double[] point;
    private double lower = Double.POSITIVE_INFINITY;
    private Optional<Outcome.Stop> stopped = Optional.empty();

    private WorstMargin(Problem problem, CompiledNetwork network, double radius, StopSignal stop) {
        this.problem = problem;
        this.network = network;
        this.region = Region.of(problem, radius);
        this.stop = stop;
        this.point =
                problem.centre().stream().mapToDouble(x -> x.doubleNearest()).toArray();
        this.upper = Double.POSITIVE_INFINITY;
    }

    /**
     * The answer.
     *
     * @param lower no point of the ball has a smaller margin, says the solver
     * @param upper margin of {@code point}, evaluated in double
     * @param point a point of the ball, up to rounding
     * @param stopped why the bracket stayed wide, if it did
     */
    public record Answer(double lower, double upper, double[] point, Optional<Outcome.Stop> stopped) {}

    /**
     * Minimises the margin.
     *
     * @param radius finite and positive
     * @throws IllegalArgumentException when there is no disjunct, or the radius is none
     */
    public static Answer over(Problem problem, CompiledNetwork network, double radius, Limits limits) {
        if (problem.unsafe().disjuncts().isEmpty() || !(radius > 0 && Double.isFinite(radius))) {
            throw new IllegalArgumentException("no margin over a ball of radius " + radius + " with "
                    + problem.unsafe().disjuncts().size() + " disjuncts");
        }
        return new WorstMargin(problem, network, radius, StopSignal.startingNow(limits)).run();
    }

    private Answer run() {
        List<List<Condition>> disjuncts = problem.unsafe().disjuncts();
        Screening screening = Screening.of(network, region, disjuncts);
        improve(point);
        List<Integer> order = IntStream.range(0, disjuncts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> screening.least()[j]))
                .toList();
        for (int j : order) {
            double least = screening.least()[j];
            lower = Math.min(lower, least > upper ? least : minimise(disjuncts.get(j), screening, least));
        }
        return new Answer(Math.min(lower, upper), upper, point, stopped);
    }

    /** A lower bound of one disjunct's largest left side, close to the minimum unless a limit is met. */
    private double minimise(List<Condition> disjunct, Screening screening, double least) {
        UnsafeProgram.Question question =
                new UnsafeProgram.Question(network, region, new TangentBall(region), disjunct);
        double bound = least;
        boolean open = true;
        while (open) {
            UnsafeProgram program =
                    new UnsafeProgram(question, screening.bounds(), UnsafeProgram.Aim.WORST, ReluRows.BINARY);
            double tolerance = NARROW * program.unit();
            switch (Scip.solve(program.program(), Scip.Effort.MINIMUM, stop)) {
                case ScipAnswer.Solution found -> {
                    bound = Math.max(bound, found.bound() * program.unit() - tolerance);
                    double[] candidate = program.point(found.values());
                    double reach = question.tangents().touch(candidate);
                    improve(towardsCentre(candidate, reach));
                    stopped = found.settled()
                            ? stopped
                            : Optional.of(stop.reason().orElse(Outcome.Stop.TIMEOUT));
                    open = found.settled() && reach > 1 + LEAST_CUT && bound < upper - 2 * tolerance;
                }
                case ScipAnswer.Stopped limit -> {
                    bound = Math.max(bound, limit.bound() * program.unit() - tolerance);
                    stopped = Optional.of(limit.reason());
                    open = false;
                }
                case ScipAnswer.Infeasible _, ScipAnswer.Hard _, ScipAnswer.Failed _ -> {
                    stopped = Optional.of(Outcome.Stop.SOLVER);
                    open = false;
                }
            }
        }
        return bound;
    }

    private double[] towardsCentre(double[] candidate, double reach) {
        double[] inside = candidate.clone();
        for (int k = 0; k < inside.length; k++) {
            double step = (candidate[k] - region.centre(k)) / Math.max(1, reach);
            inside[k] = Math.clamp(region.centre(k) + step, region.lower(k), region.upper(k));
        }
        return inside;
    }

    private void improve(double[] candidate) {
        double margin = UnsafeRows.margin(problem.unsafe(), candidate, network.evaluate(candidate));
        if (margin < upper) {
            upper = margin;
            point = candidate;
        }
    }
}
