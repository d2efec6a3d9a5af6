package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;

/** Curved manifolds in {@code R^d} as images of angles; moving one angle by {@code s} moves the point by at most {@code s} in l2. */
enum RoundManifold {
    /** The unit circle, in a plane that meets no coordinate axis when {@code d >= 3}. */
    CIRCLE(1, 2) {
        @Override
        void place(double[] x, double[] angles) {
            circle(x, 0, x.length, angles[0], 1);
        }
    },
    /** A helix that climbs as far as it turns, along the last coordinate. */
    HELIX(1, 3) {
        @Override
        void place(double[] x, double[] angles) {
            circle(x, 0, x.length - 1, angles[0], Math.sqrt(0.5));
            x[x.length - 1] = Math.sqrt(0.5) * angles[0];
        }
    },
    /** The product of two unit circles. */
    TORUS(2, 4) {
        @Override
        void place(double[] x, double[] angles) {
            int half = x.length / 2;
            circle(x, 0, half, angles[0], 1);
            circle(x, half, x.length, angles[1], 1);
        }
    };

    /** What the rounding of sines, roots and products may move a point by, generously. */
    static final double ROUNDING = 1e-12;

    private final int angles;
    private final int leastDimension;

    RoundManifold(int angles, int leastDimension) {
        this.angles = angles;
        this.leastDimension = leastDimension;
    }

    abstract void place(double[] x, double[] angles);

    int angles() {
        return angles;
    }

    int leastDimension() {
        return leastDimension;
    }

    /** The point, its coordinates rounded to double. */
    double[] at(int dimension, double... angles) {
        double[] x = new double[dimension];
        place(x, angles);
        return x;
    }

    /** The points over a grid of angles. */
    List<List<Rational>> at(int dimension, List<double[]> angles) {
        List<List<Rational>> points = new ArrayList<>();
        for (double[] angle : angles) {
            List<Rational> point = new ArrayList<>();
            for (double coordinate : at(dimension, angle)) {
                point.add(Rational.of(coordinate));
            }
            points.add(point);
        }
        return points;
    }

    /** A circle of the given radius in the coordinates {@code from .. to - 1}. */
    private static void circle(double[] x, int from, int to, double angle, double radius) {
        int size = to - from;
        for (int i = 0; i < size; i++) {
            double phase = size == 2 ? -i * Math.PI / 2 : 2 * Math.PI * i / size;
            double scale = size == 2 ? 1 : Math.sqrt(2.0 / size);
            x[from + i] = radius * scale * StrictMath.cos(angle + phase);
        }
    }
}
