package io.github.relucert.milp;

import io.github.relucert.attack.ExactRepair;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a region holds a point at which one disjunct holds: a mixed-integer program that is stopped at its first solution.
 *
 * <p>The margin is the objective, not the radius: over a fixed ball the inputs are columns between two sides, without the
 * {@code |delta_k| <= tau} rows that a radius needs, and branches die as soon as their margin is positive. In l2 the program sees
 * a polyhedron around the ball; a solution outside the ball yields the nearest point of its activation cell, whose tangents cut
 * the whole cell off.
 */
final class DisjunctSearch {
    /** Tightening may take as long as the probe took, times this. */
    private static final double TIGHTENING_SHARE = 1;

    /** A cut that removes less than this is lost in the solver's tolerances. */
    private static final double LEAST_CUT = 3e-8;

    private final UnsafeProgram.Question question;
    private final UnsafeProgram.Aim aim;
    private final ExactRepair repair;
    private final Radius wanted;
    private final double rounding;
    private final StopSignal stop;
    private NeuronBounds bounds;
    private boolean tightened;
    private long nodes;

    /**
     * A search.
     *
     * @param bounds valid over the region
     * @param wanted only witnesses at most this far from the centre are of use
     * @param rounding how far the disjunct's left sides may be off in double
     */
    DisjunctSearch(
            UnsafeProgram.Question question,
            UnsafeProgram.Aim aim,
            NeuronBounds bounds,
            ExactRepair repair,
            Radius wanted,
            double rounding,
            StopSignal stop) {
        this.question = question;
        this.aim = aim;
        this.bounds = bounds;
        this.repair = repair;
        this.wanted = wanted;
        this.rounding = rounding;
        this.stop = stop;
    }

    /** What came out. */
    sealed interface Finding {
        /** No point of the region is unsafe, says the settler. */
        record Clear(Settler by) implements Finding {}

        /** A witness that is near enough. */
        record Near(Witness witness) implements Finding {}

        /** The solver has a point, but no witness that is near enough lies there. */
        record Blurred() implements Finding {}

        /** A limit was met. */
        record Open(Outcome.Stop reason) implements Finding {}

        /** Of several findings over one ball the most urgent one counts for all. */
        default int urgency() {
            return switch (this) {
                case Clear _ -> 0;
                case Blurred _ -> 1;
                case Open _ -> 2;
                case Near _ -> 3;
            };
        }
    }

    /** Nodes of all search trees so far. */
    long nodes() {
        return nodes;
    }

    /** Runs the search. */
    Finding run() {
        UnsafeProgram first = new UnsafeProgram(question, bounds, aim, ReluRows.BINARY);
        if (!(rounding <= Tolerances.ROUNDING * first.unit())) {
            return new Finding.Open(Outcome.Stop.SOLVER);
        }
        Optional<Finding> finding = Optional.empty();
        while (finding.isEmpty()) {
            finding = round();
        }
        return finding.get();
    }

    private Optional<Finding> round() {
        if (!tightened) {
            Solved probed = solve(Scip.Effort.PROBE);
            if (!(probed.answer() instanceof ScipAnswer.Hard)) {
                return finding(probed);
            }
            if (!tighten(probed.nanoseconds())) {
                return Optional.of(new Finding.Clear(Settler.GLOP));
            }
        }
        return finding(solve(Scip.Effort.SOLUTION));
    }

    private record Solved(UnsafeProgram program, ScipAnswer answer, long nanoseconds) {}

    private Solved solve(Scip.Effort effort) {
        long start = System.nanoTime();
        UnsafeProgram program = new UnsafeProgram(question, bounds, aim, ReluRows.BINARY);
        ScipAnswer answer = Scip.solve(program.program(), effort, stop);
        nodes += answer.nodes();
        return new Solved(program, answer, System.nanoTime() - start);
    }

    /** False when the relaxation alone shows that there is nothing. */
    private boolean tighten(long nanoseconds) {
        tightened = true;
        StopSignal soon = stop.within(Duration.ofNanos((long) (TIGHTENING_SHARE * nanoseconds)));
        Optional<NeuronBounds> better = new LpTightening(question, soon).tighten(bounds);
        better.ifPresent(b -> bounds = b);
        return better.isPresent();
    }

    private Optional<Finding> finding(Solved solved) {
        return switch (solved.answer()) {
            case ScipAnswer.Infeasible _ -> Optional.of(new Finding.Clear(Settler.SCIP));
            case ScipAnswer.Stopped stopped -> Optional.of(new Finding.Open(stopped.reason()));
            case ScipAnswer.Hard _, ScipAnswer.Failed _ -> Optional.of(new Finding.Open(Outcome.Stop.SOLVER));
            case ScipAnswer.Solution solution -> witness(solved.program().point(solution.values()));
        };
    }

    private Optional<Finding> witness(double[] point) {
        Optional<Witness> witness = repair.repair(point);
        if (witness.isPresent() && witness.get().distance().compareTo(wanted) <= 0) {
            return Optional.of(new Finding.Near(witness.get()));
        }
        if (question.region().norm() != Norm.L2) {
            return Optional.of(new Finding.Blurred());
        }
        double reach = question.tangents().touch(point);
        double witnessReach =
                witness.map(w -> question.tangents().touch(doubles(w))).orElse(0.0);
        return Math.max(reach, witnessReach) > 1 + LEAST_CUT ? Optional.empty() : Optional.of(new Finding.Blurred());
    }

    /** Describes the ball well near a witness; to be called before the search runs. */
    void touch(Witness witness) {
        question.tangents().touch(doubles(witness));
    }

    private static double[] doubles(Witness witness) {
        return witness.point().stream().mapToDouble(Rational::doubleNearest).toArray();
    }
}
