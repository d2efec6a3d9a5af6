package io.github.relucert.cells;

import io.github.relucert.bounds.Region;
import io.github.relucert.convex.ActiveSet;
import io.github.relucert.convex.DualSimplex;
import io.github.relucert.convex.ExactLinearProgram;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.convex.LinearProgram;
import io.github.relucert.convex.LpOutcome;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Distances from a bounded box: {@code ||x - y||} with {@code y} free in the box. In l_inf and l1 a linear program; in l2 the limit
 * of alternating projections, made exact by {@link ExactBoxProjection}.
 */
final class BoxDistance implements Distance {
    private static final int PROJECTIONS = 200;
    private static final double STILL = 1e-14;

    private final Norm norm;
    private final Box start;
    private final Box domain;
    private final double[] from;
    private final double[] to;
    private final double[] lower;
    private final double[] upper;
    private final DualProof proof;

    /** @param start bounded, within the domain */
    BoxDistance(Norm norm, Box start, Box domain) {
        this.norm = norm;
        this.start = start;
        this.domain = domain;
        this.from = rounded(start.lower());
        this.to = rounded(start.upper());
        this.lower = rounded(domain.lower());
        this.upper = rounded(domain.upper());
        this.proof = new DualProof(norm, start, domain);
    }

    private static double[] rounded(List<Rational> values) {
        return values.stream()
                .mapToDouble(x -> x.isFinite() ? x.doubleNearest() : x.signum() * Double.POSITIVE_INFINITY)
                .toArray();
    }

    @Override
    public Region within(Radius radius) {
        double length = Math.nextUp(radius.ceiling());
        double[] low = new double[from.length];
        double[] high = new double[from.length];
        for (int i = 0; i < low.length; i++) {
            double down = Math.nextDown(Math.nextDown(from[i]) - length);
            double up = Math.nextUp(Math.nextUp(to[i]) + length);
            low[i] = Math.max(domain.lower().get(i).doubleFloor(), down);
            high[i] = Math.min(domain.upper().get(i).doubleCeiling(), up);
        }
        return Region.box(low, high);
    }

    /** The point of the box nearest to a point. */
    List<Rational> nearestStart(List<Rational> point) {
        List<Rational> nearest = new ArrayList<>();
        for (int i = 0; i < point.size(); i++) {
            nearest.add(point.get(i).max(start.lower().get(i)).min(start.upper().get(i)));
        }
        return nearest;
    }

    @Override
    public Radius of(List<Rational> point) {
        return norm.distance(point, nearestStart(point));
    }

    @Override
    public double[] start() {
        double[] middle = new double[from.length];
        Arrays.setAll(middle, i -> from[i] + (to[i] - from[i]) / 2);
        return middle;
    }

    private double[] clipped(double[] x) {
        double[] nearest = new double[x.length];
        Arrays.setAll(nearest, i -> Math.min(Math.max(x[i], from[i]), to[i]));
        return nearest;
    }

    @Override
    public double[] beyond(double[] x, double factor) {
        double[] nearest = clipped(x);
        double[] moved = new double[x.length];
        for (int i = 0; i < moved.length; i++) {
            double wish = nearest[i] + factor * (x[i] - nearest[i]);
            moved[i] = Math.min(Math.max(wish, lower[i]), upper[i]);
        }
        return moved;
    }

    @Override
    public boolean provesNoNearer(Projection guess, List<Row> rows, Radius radius) {
        return proof.keepsAway(guess, rows, radius);
    }

    @Override
    public Projection guess(List<Row> rows, double cutoff) {
        return switch (norm) {
            case L2 -> alternating(rows);
            case LINF -> byProgram(rows, 1);
            case L1 -> byProgram(rows, from.length);
        };
    }

    /** {@code min sum_j t_j} with {@code from_i - t_j <= x_i <= to_i + t_j}: one {@code t} for all coordinates, or one each. */
    private Projection byProgram(List<Row> rows, int lengths) {
        int size = from.length;
        int columns = size + lengths;
        int count = rows.size() + 2 * size;
        double[] matrix = new double[count * columns];
        double[] limits = new double[count];
        for (int k = 0; k < rows.size(); k++) {
            System.arraycopy(rows.get(k).roundedNormal(), 0, matrix, k * columns, size);
            limits[k] = rows.get(k).roundedLimit();
        }
        for (int i = 0; i < size; i++) {
            int above = rows.size() + 2 * i;
            int length = size + (lengths == 1 ? 0 : i);
            matrix[above * columns + i] = 1;
            matrix[above * columns + length] = -1;
            limits[above] = to[i];
            matrix[(above + 1) * columns + i] = -1;
            matrix[(above + 1) * columns + length] = -1;
            limits[above + 1] = -from[i];
        }
        double[] cost = new double[columns];
        Arrays.fill(cost, size, columns, 1);
        double[] low = Arrays.copyOf(lower, columns);
        double[] high = Arrays.copyOf(upper, columns);
        Arrays.fill(high, size, columns, Double.POSITIVE_INFINITY);
        double[] below = new double[count];
        Arrays.fill(below, Double.NEGATIVE_INFINITY);
        LpOutcome outcome = new DualSimplex(new LinearProgram(cost, matrix, below, limits, low, high)).solve();
        return switch (outcome) {
            case LpOutcome.Optimal optimal ->
                nearest(
                        Arrays.copyOf(optimal.point(), size),
                        optimal.value(),
                        weights(optimal.rowDuals(), rows.size(), -1));
            case LpOutcome.Infeasible infeasible
            when infeasible.ray().length > 0 -> new Projection.Empty(weights(infeasible.ray(), rows.size(), 1));
            case LpOutcome.Infeasible _, LpOutcome.AboveCutoff _, LpOutcome.Unbounded _, LpOutcome.Unsettled _ ->
                new Projection.Unsettled("the linear program was not solved");
        };
    }

    private static double[] weights(double[] duals, int count, double sign) {
        double[] weights = new double[count];
        Arrays.setAll(weights, k -> Math.max(0, sign * duals[k]));
        return weights;
    }

    private static Projection.Nearest nearest(double[] point, double distance, double[] multipliers) {
        return new Projection.Nearest(point, distance, multipliers, new ActiveSet(List.of(), List.of()));
    }

    /** Back and forth between box and polyhedron (von Neumann; Cheney and Goldstein, 1959). */
    private Projection alternating(List<Row> rows) {
        double[] normals = new double[rows.size() * from.length];
        double[] limits = new double[rows.size()];
        for (int k = 0; k < limits.length; k++) {
            System.arraycopy(rows.get(k).roundedNormal(), 0, normals, k * from.length, from.length);
            limits[k] = rows.get(k).roundedLimit();
        }
        Polyhedron polyhedron = new Polyhedron(normals, limits, lower, upper);
        double[] y = start();
        Projection projection = NearestPoint.project(norm, polyhedron, y);
        for (int step = 0; step < PROJECTIONS && projection instanceof Projection.Nearest found; step++) {
            double[] next = clipped(found.point());
            double move = 0;
            for (int i = 0; i < y.length; i++) {
                move = Math.max(move, Math.abs(next[i] - y[i]));
            }
            if (move <= STILL * (1 + found.distance())) {
                break;
            }
            y = next;
            projection = NearestPoint.project(norm, polyhedron, y);
        }
        return projection;
    }

    @Override
    public Optional<ExactNearest> exactly(Projection guess, List<Row> rows) {
        List<ExactRow> exact = rows.stream().map(Row::exact).toList();
        Optional<List<Rational>> point = switch (norm) {
            case L2 -> ExactBoxProjection.nearest(rows, start, domain, proof);
            case LINF -> leastBox(exact, 1);
            case L1 -> leastBox(exact, from.length);
        };
        return point.map(x -> new ExactNearest(x, of(x), Collections.nCopies(rows.size(), Rational.ZERO)));
    }

    private Optional<List<Rational>> leastBox(List<ExactRow> rows, int lengths) {
        int size = from.length;
        List<ExactRow> all = new ArrayList<>();
        for (ExactRow row : rows) {
            List<Rational> normal = new ArrayList<>(row.normal());
            normal.addAll(Collections.nCopies(lengths, Rational.ZERO));
            all.add(new ExactRow(normal, row.limit()));
        }
        for (int i = 0; i < size; i++) {
            int length = size + (lengths == 1 ? 0 : i);
            all.add(side(size + lengths, i, Rational.ONE, length, start.upper().get(i)));
            all.add(side(
                    size + lengths,
                    i,
                    Rational.ONE.negate(),
                    length,
                    start.lower().get(i).negate()));
        }
        List<Rational> cost = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
        List<Rational> low = new ArrayList<>(domain.lower());
        List<Rational> high = new ArrayList<>(domain.upper());
        for (int j = 0; j < lengths; j++) {
            cost.add(Rational.ONE);
            low.add(Rational.ZERO);
            high.add(Rational.POSITIVE_INFINITY);
        }
        return ExactLinearProgram.minimise(cost, all, low, high).map(x -> x.subList(0, size));
    }

    private static ExactRow side(int columns, int coordinate, Rational sign, int length, Rational limit) {
        List<Rational> normal = new ArrayList<>(Collections.nCopies(columns, Rational.ZERO));
        normal.set(coordinate, sign);
        normal.set(length, Rational.ONE.negate());
        return new ExactRow(normal, limit);
    }
}
