package io.github.relucert.cells;

import io.github.relucert.convex.DualSimplex;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactSlack;
import io.github.relucert.convex.LinearProgram;
import io.github.relucert.convex.LpOutcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The sign of the largest slack that rows leave within a box: an exact linear program. A positive sign is shown by a point, a
 * negative one by a combination of the rows; where the doubles propose neither, exact pivoting decides.
 */
final class LargestSlack {
    private final List<Row> rows;
    private final Box box;

    private LargestSlack(List<Row> rows, Box box) {
        this.rows = rows;
        this.box = box;
    }

    /** What the rows leave. */
    sealed interface Verdict {
        /** A point of the box that satisfies every row strictly. */
        record Interior(ExactPoint point) implements Verdict {}

        /** No such point, but one that satisfies every row. */
        record Flat(ExactPoint point) implements Verdict {}

        /** No point. */
        record Nothing() implements Verdict {}
    }

    /** Decides. Rows that are constant on the box take part like the others. */
    static Verdict of(List<Row> rows, Box box) {
        return new LargestSlack(rows, box).decide();
    }

    /** A point of the box that satisfies some rows, and others strictly; empty when there is none. */
    static Optional<ExactPoint> strictly(List<Row> closed, List<Row> strict, Box box) {
        List<Row> all = new ArrayList<>(closed);
        all.addAll(strict);
        return switch (of(all, box)) {
            case Verdict.Interior interior -> Optional.of(interior.point());
            case Verdict.Nothing _ -> Optional.empty();
            case Verdict.Flat _ -> {
                ExactPolyhedron polyhedron =
                        new ExactPolyhedron(all.stream().map(Row::exact).toList(), box);
                Optional<ExactSlack> slack = ExactSlack.largest(polyhedron, closed.size());
                yield slack.filter(s -> s.value().signum() > 0).map(s -> ExactPoint.of(s.point()));
            }
        };
    }

    private Verdict decide() {
        if (rows.isEmpty()) {
            double[] origin = new double[box.size()];
            return new Verdict.Interior(ExactPoint.within(box, origin));
        }
        if (solved(program()) instanceof LpOutcome.Optimal optimal) {
            ExactPoint point = ExactPoint.within(box, Arrays.copyOf(optimal.point(), box.size()));
            if (rows.stream().allMatch(row -> row.violation(point) < 0)) {
                return new Verdict.Interior(point);
            }
            double[] weights = optimal.rowDuals().clone();
            Arrays.setAll(weights, k -> Math.max(0, -weights[k]));
            if (Combination.of(rows, Multipliers.shortened(weights)).contradicts(box)) {
                return new Verdict.Nothing();
            }
        }
        return exactly();
    }

    private Verdict exactly() {
        ExactPolyhedron polyhedron =
                new ExactPolyhedron(rows.stream().map(Row::exact).toList(), box);
        ExactSlack slack = ExactSlack.largest(polyhedron, 0).orElseThrow();
        ExactPoint point = ExactPoint.of(slack.point());
        int sign = slack.value().signum();
        return sign > 0 ? new Verdict.Interior(point) : sign == 0 ? new Verdict.Flat(point) : new Verdict.Nothing();
    }

    /** {@code min -s} over {@code (x, s)} with {@code G x + s <= h} and {@code s <= 1}. */
    private LinearProgram program() {
        int size = box.size();
        int columns = size + 1;
        double[] matrix = new double[rows.size() * columns];
        double[] limits = new double[rows.size()];
        for (int k = 0; k < rows.size(); k++) {
            System.arraycopy(rows.get(k).roundedNormal(), 0, matrix, k * columns, size);
            matrix[k * columns + size] = 1;
            limits[k] = rows.get(k).roundedLimit();
        }
        double[] cost = new double[columns];
        cost[size] = -1;
        double[] below = new double[rows.size()];
        Arrays.fill(below, Double.NEGATIVE_INFINITY);
        double[] lower = new double[columns];
        double[] upper = new double[columns];
        for (int i = 0; i < size; i++) {
            lower[i] = side(box.lower().get(i));
            upper[i] = side(box.upper().get(i));
        }
        lower[size] = Double.NEGATIVE_INFINITY;
        upper[size] = 1;
        return new LinearProgram(cost, matrix, below, limits, lower, upper);
    }

    private static double side(Rational value) {
        return value.isFinite() ? value.doubleNearest() : value.signum() * Double.POSITIVE_INFINITY;
    }

    private static LpOutcome solved(LinearProgram program) {
        return new DualSimplex(program).solve();
    }
}
