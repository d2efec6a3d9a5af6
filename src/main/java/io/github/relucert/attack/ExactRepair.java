package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.convex.ActiveSet;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Neuron;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From a point in double that is nearly unsafe to an exact witness as near to the centre as possible.
 *
 * <p>First choice is the exact solution of the active set of the point's cell: the optimum of the cell itself, also on kinks, on
 * the domain's border and where the unsafe set has no interior. Where the active set is too large for that, or was misjudged by
 * rounding, the cell's program is solved again with conditions that lie a little below zero, in geometric steps from rounding
 * size on, and its point rounded to short dyadics. Every answer has been checked by exact evaluation.
 */
public final class ExactRepair {
    /** Exact vertices with more bits than this in all coordinates together give way to short ones. */
    private static final long LARGEST_EXACT = 2_000_000;

    private static final int MOST_ACTIVE_ROWS = 40;
    private static final int SCRATCH_SIZE = 20;
    private static final int SCRATCH_ROWS = 40;
    private static final double[] SLACKS = {1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6};
    private static final int GRID_BITS = 38;

    /** Solvers meet constraints to about 1e-6 of their scale; this leaves room for a flat margin. */
    private static final double TOLERANCE = 1e-3;

    private final AttackTarget target;
    private final Problem problem;

    public ExactRepair(AttackTarget target) {
        this.target = target;
        this.problem = target.problem();
    }

    /**
     * A witness near a point, at most a thousandth farther from the centre than the point, usually nearer.
     *
     * @param x a point whose margin is at most zero up to rounding or a solver's tolerance; moved into the domain if outside
     * @return empty when no unsafe point was found near it
     */
    public Optional<Witness> repair(double[] x) {
        double[] inside = target.clamped(x);
        double cutoff = target.distance(inside) * (1 + TOLERANCE) + Double.MIN_NORMAL;
        Optional<Witness> solved = NearbyCells.of(target, inside).stream()
                .map(cell -> solveCell(cell, inside, cutoff))
                .flatMap(Optional::stream)
                .min((a, b) -> a.distance().compareTo(b.distance()));
        return solved.isPresent() ? solved : ExactPoints.confirmOnRay(target, inside);
    }

    /** A witness on the ray from the centre through a point, at it or behind it by no more than rounding asks for. */
    public Optional<Witness> stretched(double[] x) {
        return ExactPoints.confirmOnRay(target, target.clamped(x));
    }

    private Optional<Witness> solveCell(ActivationCell cell, double[] x, double cutoff) {
        double[][] values = cell.values(x);
        int disjunct = target.nearestDisjunct(x, 0, values[target.network().outputValue()], 0);
        return disjunct < 0
                ? Optional.empty()
                : new CellProgram(target, cell, disjunct, 0, List.of())
                        .solve(cutoff)
                        .flatMap(this::repair);
    }

    /** The best witness that a polished point leads to. */
    Optional<Witness> repair(CellPoint polished) {
        Optional<Witness> exact = exact(polished);
        if (exact.isPresent() && size(exact.get().point()) <= LARGEST_EXACT) {
            return exact;
        }
        Optional<Witness> nearby = nearby(polished);
        return nearby.isPresent() ? nearby : exact;
    }

    /** The exact optimum of the cell's program by its active set; for small inputs by exact pivoting when that fails. */
    Optional<Witness> exact(CellPoint polished) {
        ExactCell cell = new ExactCell(problem.network(), polished.cell().pattern());
        ActiveSet active = polished.active();
        if (active.rows().size() > MOST_ACTIVE_ROWS) {
            return Optional.empty();
        }
        List<ExactRow> rows =
                active.rows().stream().map(k -> exactRow(cell, polished, k)).toList();
        ActiveSet renumbered =
                new ActiveSet(IntStream.range(0, rows.size()).boxed().toList(), active.places());
        ExactPolyhedron binding = new ExactPolyhedron(rows, problem.domain());
        Optional<Witness> solved = ExactNearestPoint.pointOf(problem.norm(), binding, problem.centre(), renumbered)
                .flatMap(point -> ExactPoints.confirm(target, point));
        return solved.isPresent() ? solved : fromScratch(cell, polished);
    }

    private Optional<Witness> fromScratch(ExactCell cell, CellPoint polished) {
        if (problem.centre().size() > SCRATCH_SIZE || polished.rows().size() > SCRATCH_ROWS) {
            return Optional.empty();
        }
        List<ExactRow> rows = IntStream.range(0, polished.rows().size())
                .mapToObj(k -> exactRow(cell, polished, k))
                .toList();
        return ExactNearestPoint.fromScratch(
                        problem.norm(), new ExactPolyhedron(rows, problem.domain()), problem.centre())
                .map(ExactNearest::point)
                .flatMap(point -> ExactPoints.confirm(target, point));
    }

    private ExactRow exactRow(ExactCell cell, CellPoint polished, int k) {
        return switch (polished.rows().get(k)) {
            case CellRow.OfNeuron row -> cell.phaseOf(row.neuron());
            case CellRow.OfCondition row -> cell.condition(conditions(polished).get(row.index()));
        };
    }

    private List<Condition> conditions(CellPoint polished) {
        return problem.unsafe().disjuncts().get(polished.disjunct());
    }

    /** The program with conditions slightly below zero, its point rounded to short dyadics where that keeps it unsafe. */
    Optional<Witness> nearby(CellPoint polished) {
        double[] y = target.network().evaluate(target.centre());
        double scale = Math.abs(target.value(polished.disjunct(), target.centre(), 0, y, 0));
        List<Neuron> hints = polished.neurons();
        for (double slack : SLACKS) {
            Optional<CellPoint> inner = new CellProgram(
                            target, polished.cell(), polished.disjunct(), slack * scale, hints)
                    .solve(polished.distance() * (1 + 1e-3));
            if (inner.isPresent()) {
                double[] x = inner.get().point();
                Optional<Witness> witness = ExactPoints.confirm(target, rounded(x, polished.distance()));
                if (witness.isEmpty()) {
                    witness = ExactPoints.confirm(target, ExactPoints.exact(x));
                }
                if (witness.isPresent()) {
                    return witness;
                }
            }
        }
        return ExactPoints.confirmOnRay(target, polished.point());
    }

    /** Coordinates on a binary grid that is fine against the distance; in the domain; the centre's own where nothing moved. */
    private List<Rational> rounded(double[] x, double distance) {
        double grid = Math.scalb(1.0, Math.getExponent(distance / Math.max(1, weightOfSize())) - GRID_BITS);
        List<Rational> result = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            Rational low = problem.domain().lower().get(i);
            Rational high = problem.domain().upper().get(i);
            Rational snapped = Rational.of(Math.rint(x[i] / grid) * grid);
            boolean unmoved = x[i] == target.centre()[i];
            result.add(unmoved ? problem.centre().get(i) : snapped.max(low).min(high));
        }
        return result;
    }

    /** How many coordinates' rounding errors may add up in the norm. */
    private double weightOfSize() {
        return switch (problem.norm()) {
            case LINF -> 1;
            case L2 -> Math.sqrt(target.size());
            case L1 -> target.size();
        };
    }

    private static long size(List<Rational> point) {
        return point.stream()
                .mapToLong(r -> (long) bits(r.numerator()) + bits(r.denominator()))
                .sum();
    }

    private static int bits(BigInteger value) {
        return value.bitLength();
    }
}
