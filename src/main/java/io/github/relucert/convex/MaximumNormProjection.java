package io.github.relucert.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Nearest point in l_inf by Newton's method on the radius. For a radius {@code t} the linear program "least {@code s} such that
 * {@code g_k . x - h_k <= s} for all rows, over box and ball" has a value {@code s(t)} that is convex, piecewise linear and
 * falling; its duals give the slope. From below, Newton's steps never pass the root and end after finitely many, and each
 * program differs from the one before in the sides of its columns only, which is where the dual simplex method starts warm.
 * Rows are scaled to unit l1 norm, so that {@code s} is a distance.
 */
final class MaximumNormProjection {
    private static final double ROOT = 1e-11;
    private static final int STEPS = 100;

    /**
     * The cost of a unit of {@code s}. The method's tolerance on reduced costs is absolute, and in a row of unit l1 norm with
     * hundreds of entries most of them are small: this makes the tolerance small against them.
     */
    private static final double COST = 1 << 14;

    private final Polyhedron polyhedron;
    private final double[] centre;
    private final int size;
    private final int rows;
    private final double[] scale;
    private final double[] costScale;
    private final double[] matrix;
    private final double[] limits;
    private double[] reduced = new double[0];

    MaximumNormProjection(Polyhedron polyhedron, double[] centre) {
        this.polyhedron = polyhedron;
        this.centre = centre;
        this.size = polyhedron.size();
        this.rows = polyhedron.rows();
        this.scale = new double[rows];
        this.costScale = new double[rows];
        this.matrix = new double[rows * (size + 1)];
        this.limits = new double[rows];
        for (int k = 0; k < rows; k++) {
            for (int i = 0; i < size; i++) {
                scale[k] += Math.abs(polyhedron.normals()[k * size + i]);
            }
            scale[k] = scale[k] > 0 ? scale[k] : 1;
            costScale[k] = scale[k] * COST;
            for (int i = 0; i < size; i++) {
                matrix[k * (size + 1) + i] = polyhedron.normals()[k * size + i] / scale[k];
            }
            matrix[k * (size + 1) + size] = -1;
            limits[k] = -polyhedron.violation(k, centre) / scale[k];
        }
    }

    Projection solve(double cutoff) {
        double radius = 0;
        for (int i = 0; i < size; i++) {
            radius = Math.max(radius, Math.max(low(i), -high(i)));
        }
        for (double limit : limits) {
            // A row of unit l1 norm rises by at most the distance.
            radius = Math.max(radius, -limit);
        }
        if (rows == 0) {
            return nearestOfBox(radius);
        }
        DualSimplex simplex = new DualSimplex(program(radius));
        for (int step = 0; step < STEPS; step++) {
            bound(simplex, radius);
            LpOutcome outcome = solve(simplex, radius);
            if (!(outcome instanceof LpOutcome.Optimal optimal)) {
                return new Projection.Unsettled("linear program at radius " + radius + ": " + outcome);
            }
            double excess = optimal.value() / COST;
            double[] weights = SumNormProjection.weights(optimal.rowDuals(), costScale);
            if (excess <= ROOT * radius) {
                return nearest(optimal, radius, weights);
            }
            reduced = Arrays.stream(optimal.reducedCosts()).map(d -> d / COST).toArray();
            double next = newton(radius, excess);
            if (next == Double.POSITIVE_INFINITY) {
                return new Projection.Empty(weights);
            }
            if (!(next > radius)) {
                return nearest(optimal, radius, weights);
            }
            radius = next;
            if (radius >= cutoff) {
                return new Projection.Farther(radius, weights);
            }
        }
        return new Projection.Unsettled("no root after " + STEPS + " radii");
    }

    /** Sides are met to a small part of the radius; where rounding does not allow that, to a larger one. */
    private static LpOutcome solve(DualSimplex simplex, double radius) {
        LpOutcome outcome = simplex.solve(Double.POSITIVE_INFINITY, ROOT * radius);
        return outcome instanceof LpOutcome.Unsettled
                ? simplex.solve(Double.POSITIVE_INFINITY, 1e4 * ROOT * radius)
                : outcome;
    }

    private double low(int i) {
        return polyhedron.lower()[i] - centre[i];
    }

    private double high(int i) {
        return polyhedron.upper()[i] - centre[i];
    }

    private LinearProgram program(double radius) {
        double[] cost = new double[size + 1];
        cost[size] = COST;
        double[] lower = new double[size + 1];
        double[] upper = new double[size + 1];
        for (int i = 0; i < size; i++) {
            lower[i] = Math.max(low(i), -radius);
            upper[i] = Math.min(high(i), radius);
        }
        // Below the root the excess is positive; a finite lower side spares the start a free column.
        lower[size] = -1;
        for (double limit : limits) {
            lower[size] = Math.min(lower[size], -2 * Math.abs(limit));
        }
        upper[size] = Double.POSITIVE_INFINITY;
        double[] free = new double[rows];
        Arrays.fill(free, Double.NEGATIVE_INFINITY);
        return new LinearProgram(cost, matrix, free, limits, lower, upper);
    }

    private void bound(DualSimplex simplex, double radius) {
        for (int i = 0; i < size; i++) {
            simplex.boundColumn(i, Math.max(low(i), -radius), Math.min(high(i), radius));
        }
    }

    /**
     * Root of {@code excess + change of sum_i min over [max(lo_i, -t), min(hi_i, t)] of d_i y_i}, the dual function of the last
     * duals as a function of the radius: from {@code radius} on it falls piecewise linearly, slower after each side reached.
     */
    private double newton(double radius, double excess) {
        List<double[]> kinks = new ArrayList<>();
        double slope = 0;
        for (int i = 0; i < size; i++) {
            double side = reduced[i] > 0 ? -low(i) : high(i);
            if (reduced[i] != 0 && side > radius) {
                slope += Math.abs(reduced[i]);
                kinks.add(new double[] {side, Math.abs(reduced[i])});
            }
        }
        kinks.sort((a, b) -> Double.compare(a[0], b[0]));
        double at = radius;
        double left = excess;
        for (double[] kink : kinks) {
            double fall = slope * (kink[0] - at);
            if (fall >= left) {
                return at + left / slope;
            }
            left -= fall;
            at = kink[0];
            slope -= kink[1];
        }
        return Double.POSITIVE_INFINITY;
    }

    private Projection nearest(LpOutcome.Optimal optimal, double radius, double[] weights) {
        // Scaled such that the ball's own multiplier is one: the sum of |d_i| over the coordinates that the ball holds.
        double ball = 0;
        double[] point = new double[size];
        List<Place> places = new ArrayList<>();
        double distance = 0;
        for (int i = 0; i < size; i++) {
            double move = optimal.point()[i];
            point[i] = Math.min(
                    Math.max(centre[i] + move, polyhedron.lower()[i]),
                    polyhedron.upper()[i]);
            distance = Math.max(distance, Math.abs(move));
            Place place = place(i, optimal.basis().statuses().get(i), radius);
            places.add(place);
            ball += place == Place.MINUS_RADIUS || place == Place.PLUS_RADIUS
                    ? Math.abs(optimal.reducedCosts()[i]) / COST
                    : 0;
        }
        double[] multipliers = new double[rows];
        if (ball > 0) {
            double factor = 1 / ball;
            Arrays.setAll(multipliers, k -> weights[k] * factor);
        }
        List<Integer> tight = SumNormProjection.tightRows(optimal.basis().statuses(), size + 1);
        return new Projection.Nearest(point, distance, multipliers, new ActiveSet(tight, places));
    }

    private Place place(int i, Basis.Status status, double radius) {
        return switch (status) {
            case BASIC, FREE -> Place.FREE;
            case AT_LOWER -> low(i) >= -radius ? Place.LOWER_SIDE : Place.MINUS_RADIUS;
            case AT_UPPER -> high(i) <= radius ? Place.UPPER_SIDE : Place.PLUS_RADIUS;
        };
    }

    private Projection nearestOfBox(double radius) {
        double[] point = new double[size];
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            point[i] = Math.min(
                    Math.max(centre[i], polyhedron.lower()[i]), polyhedron.upper()[i]);
            places.add(point[i] == polyhedron.lower()[i] ? Place.LOWER_SIDE : Place.UPPER_SIDE);
        }
        return new Projection.Nearest(point, radius, new double[0], new ActiveSet(List.of(), places));
    }
}
