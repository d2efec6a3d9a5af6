package io.github.relucert.theorem.definition;

import java.util.SplittableRandom;

/**
 * The mean logistic loss of a linear function on labelled points. Its gradient is Lipschitz with constant
 * {@code mean |(x_i, 1)|^2 / 4}, because the logistic loss has second derivative at most 1/4.
 *
 * @param points one row a point, the last coordinate 1
 * @param labels +1 or -1
 */
record LogisticRegression(double[][] points, int[] labels) {
    static LogisticRegression random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int inputs = random.nextInt(1, 6);
        int count = random.nextInt(1, 9);
        double[][] points = new double[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            points[i] = random.doubles(inputs + 1L, -3, 3).toArray();
            points[i][inputs] = 1;
            labels[i] = random.nextBoolean() ? 1 : -1;
        }
        return new LogisticRegression(points, labels);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    double smoothness() {
        double sum = 0;
        for (double[] x : points) {
            sum += dot(x, x);
        }
        return sum / points.length / 4;
    }

    double loss(double[] theta) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += InnerMaximum.loss(labels[i] * dot(theta, points[i]));
        }
        return sum / points.length;
    }

    /** {@code theta - rate * dL/dtheta}. */
    double[] step(double[] theta, double rate) {
        double[] moved = theta.clone();
        for (int i = 0; i < points.length; i++) {
            double slope = -labels[i] / (1 + StrictMath.exp(labels[i] * dot(theta, points[i]))) / points.length;
            for (int k = 0; k < moved.length; k++) {
                moved[k] -= rate * slope * points[i][k];
            }
        }
        return moved;
    }
}
