package io.github.relucert.milp;

import io.github.relucert.bounds.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A polyhedron around the unit l2 ball, by tangents of the squares: {@code sum of w_k <= 1} and {@code w_k >= 2 a delta_k - a^2}
 * for a finite set of points {@code a} of each coordinate. One column a coordinate describes as many facets of the ball as all
 * combinations of the tangents (Vielma, Dunning, Huchette and Lubin, Extended Formulations in Mixed Integer Conic Quadratic
 * Programming, 2017), so few rows come close, and a point outside is cut off by one new row a coordinate.
 */
final class TangentBall {
    private static final int MOST_AT_START = 2000;
    private static final int MOST_PER_SIDE = 8;

    private final Region region;
    private final List<TreeSet<Double>> points = new ArrayList<>();

    /** Starts with evenly spread tangents up to twice the typical coordinate {@code 1 / sqrt(size)}. */
    TangentBall(Region region) {
        this.region = region;
        int size = region.size();
        int perSide = Math.clamp(MOST_AT_START / size, 2, MOST_PER_SIDE);
        double step = 2 / (perSide * Math.sqrt(size));
        for (int k = 0; k < size; k++) {
            TreeSet<Double> own = new TreeSet<>();
            for (int i = 1; i <= perSide; i++) {
                own.add(step * i);
                own.add(-step * i);
            }
            points.add(own);
        }
    }

    /**
     * Adds the tangents at a point, which is cut off if it lies outside the ball.
     *
     * @return the point's distance in units of the region's radius, in the region's norm
     */
    double touch(double[] point) {
        double reach = 0;
        for (int k = 0; k < point.length; k++) {
            double delta = (point[k] - region.centre(k)) / region.radius();
            reach = switch (region.norm()) {
                case LINF -> Math.max(reach, Math.abs(delta));
                case L2 -> Math.hypot(reach, delta);
                case L1 -> reach + Math.abs(delta);
            };
            points.get(k).add(delta);
        }
        return reach;
    }

    /**
     * Writes the polyhedron.
     *
     * @param columns the column of each coordinate, or -1 where the coordinate cannot move
     */
    void require(Program program, int[] columns) {
        FormSum total = new FormSum();
        total.add(-1);
        for (int k = 0; k < columns.length; k++) {
            if (columns[k] >= 0) {
                int square = program.column(0, 1);
                total.add(square, 1);
                double low = program.lower(columns[k]);
                double high = program.upper(columns[k]);
                // Between the sides, tangents at points beyond a side are weaker than the tangent at the side.
                SortedSet<Double> own = new TreeSet<>(points.get(k).subSet(low, high));
                own.add(low);
                own.add(high);
                for (double a : own) {
                    program.requireAtMostZero(Form.of(-a * a, columns[k], 2 * a, square, -1));
                }
            }
        }
        program.requireAtMostZero(total.take(1));
    }
}
