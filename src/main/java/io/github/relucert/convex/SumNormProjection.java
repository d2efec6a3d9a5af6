package io.github.relucert.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Nearest point in l1 as one linear program: {@code x - x0 = p - q} with {@code p, q >= 0} and cost {@code sum p + q}. The
 * start is dual feasible because all costs are positive.
 */
final class SumNormProjection {
    private static final double FEASIBLE = 1e-11;

    private SumNormProjection() {}

    static Projection solve(Polyhedron polyhedron, double[] centre, double cutoff) {
        int size = polyhedron.size();
        int rows = polyhedron.rows();
        double[] cost = new double[2 * size];
        Arrays.fill(cost, 1);
        double[] lower = new double[2 * size];
        double[] upper = new double[2 * size];
        for (int i = 0; i < size; i++) {
            double low = polyhedron.lower()[i] - centre[i];
            double high = polyhedron.upper()[i] - centre[i];
            lower[i] = Math.max(low, 0);
            upper[i] = Math.max(high, 0);
            lower[size + i] = Math.max(-high, 0);
            upper[size + i] = Math.max(-low, 0);
        }
        double[] scale = new double[rows];
        double[] matrix = new double[2 * size * rows];
        double[] limits = new double[rows];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < size; i++) {
                scale[k] = Math.max(scale[k], Math.abs(polyhedron.normals()[k * size + i]));
            }
            scale[k] = scale[k] > 0 ? scale[k] : 1;
            for (int i = 0; i < size; i++) {
                double entry = polyhedron.normals()[k * size + i] / scale[k];
                matrix[2 * k * size + i] = entry;
                matrix[(2 * k + 1) * size + i] = -entry;
            }
            limits[k] = -polyhedron.violation(k, centre) / scale[k];
        }
        // A row of unit maximum norm rises by at most the distance, so the largest violation is a yardstick below it.
        double yardstick = Arrays.stream(lower).sum();
        for (double limit : limits) {
            yardstick = Math.max(yardstick, -limit);
        }
        double[] free = new double[rows];
        Arrays.fill(free, Double.NEGATIVE_INFINITY);
        DualSimplex simplex = new DualSimplex(new LinearProgram(cost, matrix, free, limits, lower, upper));
        LpOutcome outcome = simplex.solve(cutoff, FEASIBLE * yardstick);
        if (outcome instanceof LpOutcome.Unsettled) {
            outcome = simplex.solve(cutoff, 1e4 * FEASIBLE * yardstick);
        }
        return switch (outcome) {
            case LpOutcome.Optimal optimal -> nearest(polyhedron, centre, optimal, scale);
            case LpOutcome.AboveCutoff above -> new Projection.Farther(above.bound(), weights(above.rowDuals(), scale));
            case LpOutcome.Infeasible infeasible -> new Projection.Empty(weights(negate(infeasible.ray()), scale));
            case LpOutcome.Unbounded unbounded -> new Projection.Unsettled("unbounded: " + unbounded);
            case LpOutcome.Unsettled unsettled -> new Projection.Unsettled(unsettled.reason());
        };
    }

    /** Rows have upper sides only, so their duals are never positive; the weights of the unscaled rows are their opposites. */
    static double[] weights(double[] rowDuals, double[] scale) {
        double[] result = new double[rowDuals.length];
        Arrays.setAll(result, k -> Math.max(-rowDuals[k], 0) / scale[k]);
        return result;
    }

    static double[] negate(double[] v) {
        double[] result = new double[v.length];
        Arrays.setAll(result, k -> -v[k]);
        return result;
    }

    private static Projection nearest(
            Polyhedron polyhedron, double[] centre, LpOutcome.Optimal optimal, double[] scale) {
        int size = polyhedron.size();
        double[] point = new double[size];
        double distance = 0;
        List<Place> places = new ArrayList<>();
        List<Basis.Status> statuses = optimal.basis().statuses();
        for (int i = 0; i < size; i++) {
            double move = optimal.point()[i] - optimal.point()[size + i];
            point[i] = Math.min(
                    Math.max(centre[i] + move, polyhedron.lower()[i]),
                    polyhedron.upper()[i]);
            distance += Math.abs(move);
            if (statuses.get(i) == Basis.Status.BASIC) {
                places.add(Place.FREE_ABOVE);
            } else if (statuses.get(size + i) == Basis.Status.BASIC) {
                places.add(Place.FREE_BELOW);
            } else {
                places.add(nonbasicPlace(polyhedron, centre, i, move));
            }
        }
        return new Projection.Nearest(
                point,
                distance,
                weights(optimal.rowDuals(), scale),
                new ActiveSet(tightRows(statuses, 2 * size), places));
    }

    /** Rows whose activity is not basic. */
    static List<Integer> tightRows(List<Basis.Status> statuses, int columns) {
        List<Integer> tight = new ArrayList<>();
        for (int k = columns; k < statuses.size(); k++) {
            if (statuses.get(k) != Basis.Status.BASIC) {
                tight.add(k - columns);
            }
        }
        return tight;
    }

    private static Place nonbasicPlace(Polyhedron polyhedron, double[] centre, int i, double move) {
        if (move == 0
                && polyhedron.lower()[i] <= centre[i]
                && centre[i] <= polyhedron.upper()[i]) {
            return Place.CENTRE;
        }
        double toLower = Math.abs(polyhedron.lower()[i] - centre[i] - move);
        double toUpper = Math.abs(polyhedron.upper()[i] - centre[i] - move);
        return toLower <= toUpper ? Place.LOWER_SIDE : Place.UPPER_SIDE;
    }
}
