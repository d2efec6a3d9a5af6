package io.github.relucert.theorem.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Points of norm {@code sqrt(d)} made of Gaussian numbers: on the sphere, orthogonal, or with a Gram matrix nearly {@code d I}. */
public final class GaussianPoints {
    private GaussianPoints() {}

    /** One point, uniform on the sphere of radius {@code sqrt(d)}. */
    public static double[] onSphere(int dimension, SplittableRandom random) {
        double[] point = gaussian(dimension, random);
        scale(point, Math.sqrt(dimension) / norm(point));
        return point;
    }

    /**
     * Orthogonal points of norm {@code sqrt(d)}, spanning a uniformly random subspace: the Q factor of a Gaussian matrix.
     *
     * @param count at most {@code dimension}
     */
    public static List<double[]> orthogonal(int dimension, int count, SplittableRandom random) {
        if (count < 1 || count > dimension) {
            throw new IllegalArgumentException(count + " orthogonal points in " + dimension + " dimensions");
        }
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = gaussian(dimension, random);
            orthogonalise(point, points);
            // Once more: the first pass leaves rounding errors as large as what it subtracts.
            orthogonalise(point, points);
            scale(point, 1 / norm(point));
            points.add(point);
        }
        points.forEach(point -> scale(point, Math.sqrt(dimension)));
        return points;
    }

    /**
     * Points with squared norm {@code d} and inner products drawn uniformly from {@code [-p, p]}, both to about 1e-12.
     *
     * @param p at least 0, with {@code (count - 1) p < dimension}, so that the Gram matrix is diagonally dominant
     */
    public static List<double[]> withProductsUpTo(double p, int dimension, int count, SplittableRandom random) {
        if (!(p >= 0 && (count - 1) * p < dimension)) {
            throw new IllegalArgumentException(
                    count + " points in " + dimension + " dimensions with inner products up to " + p);
        }
        double[][] factor = cholesky(gram(p, dimension, count, random));
        List<double[]> frame = orthogonal(dimension, count, random);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = new double[dimension];
            for (int k = 0; k <= i; k++) {
                addMultiple(point, factor[i][k] / Math.sqrt(dimension), frame.get(k));
            }
            points.add(point);
        }
        return points;
    }

    private static double[][] gram(double p, int dimension, int count, SplittableRandom random) {
        double[][] gram = new double[count][count];
        for (int i = 0; i < count; i++) {
            gram[i][i] = dimension;
            for (int j = 0; j < i; j++) {
                gram[i][j] = p * (2 * random.nextDouble() - 1);
                gram[j][i] = gram[i][j];
            }
        }
        return gram;
    }

    private static double[][] cholesky(double[][] gram) {
        double[][] factor = new double[gram.length][gram.length];
        for (int i = 0; i < gram.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = gram[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
            }
        }
        return factor;
    }

    private static double[] gaussian(int dimension, SplittableRandom random) {
        double[] point = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            point[i] = random.nextGaussian();
        }
        return point;
    }

    private static void orthogonalise(double[] point, List<double[]> unit) {
        for (double[] other : unit) {
            addMultiple(point, -dot(point, other), other);
        }
    }

    private static void addMultiple(double[] target, double factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * source[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static void scale(double[] a, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= factor;
        }
    }
}
