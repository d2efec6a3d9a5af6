package io.github.relucert.bounds;

/**
 * The l_1 ball around an origin, met with a box, for forms that are linear: both questions are fractional knapsacks, which move the steepest coordinates
 * to their sides first. Shares the arrays of its {@link BoxAndBall} and puts the point of an answer there; no call allocates.
 */
final class CrossPolytope {
    private final int size;
    private final double[] origin;
    private final double[] down;
    private final double[] up;
    private final double[] x;
    private final double[] slope;
    private final double[] reach;
    private double multiplier;

    /** @param x where points go */
    CrossPolytope(double[] origin, double[] down, double[] up, double[] x) {
        this.size = origin.length;
        this.origin = origin;
        this.down = down;
        this.up = up;
        this.x = x;
        this.slope = new double[size];
        this.reach = new double[size];
    }

    /** The slope at which the last answer's budget was used up. */
    double multiplier() {
        return multiplier;
    }

    /** The distance of {@code a.x + c <= 0}, given the positive value {@code c} of the form at the origin; infinite when the box does not meet it. */
    double distance(double[] a, double c) {
        int count = 0;
        for (int k = 0; k < size; k++) {
            double room = a[k] > 0 ? down[k] : up[k];
            if (a[k] != 0 && room > 0) {
                slope[count] = Math.abs(a[k]);
                reach[count++] = slope[count - 1] * room;
            }
        }
        double nu = Knapsack.criticalSlope(slope, reach, count, c);
        multiplier = nu;
        double left = c;
        double length = 0;
        for (int k = 0; k < size; k++) {
            double m = Math.abs(a[k]);
            double room = a[k] > 0 ? down[k] : up[k];
            double move = m > nu ? room : 0;
            left -= move * m;
            length += move;
            x[k] = origin[k] - Math.signum(a[k]) * move;
        }
        if (nu == 0) {
            return Double.POSITIVE_INFINITY;
        }
        for (int k = 0; k < size && left > 0; k++) {
            if (Math.abs(a[k]) == nu) {
                double move = Math.min(left / nu, a[k] > 0 ? down[k] : up[k]);
                left -= move * nu;
                length += move;
                x[k] = origin[k] - Math.signum(a[k]) * move;
            }
        }
        return length;
    }

    /** By how much a form falls, at most, from the origin within a ball of the given radius. */
    double gain(double[] a, double radius) {
        int count = 0;
        for (int k = 0; k < size; k++) {
            double room = a[k] > 0 ? down[k] : up[k];
            if (a[k] != 0 && room > 0) {
                slope[count] = Math.abs(a[k]);
                reach[count++] = room;
            }
        }
        double nu = Knapsack.criticalSlope(slope, reach, count, radius);
        multiplier = nu;
        double left = radius;
        double gain = 0;
        for (int k = 0; k < size; k++) {
            double m = Math.abs(a[k]);
            double move = m > nu ? a[k] > 0 ? down[k] : up[k] : 0;
            left -= move;
            gain += m * move;
            x[k] = origin[k] - Math.signum(a[k]) * move;
        }
        for (int k = 0; k < size && left > 0; k++) {
            double m = Math.abs(a[k]);
            if (m == nu && m > 0) {
                double move = Math.min(left, a[k] > 0 ? down[k] : up[k]);
                left -= move;
                gain += m * move;
                x[k] = origin[k] - Math.signum(a[k]) * move;
            }
        }
        return gain;
    }
}
