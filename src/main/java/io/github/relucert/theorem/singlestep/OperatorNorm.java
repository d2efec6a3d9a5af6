package io.github.relucert.theorem.singlestep;

import java.util.Arrays;

/**
 * An upper bound on the largest singular value of a matrix that rounding errors cannot make too small. Power iteration only guesses the
 * largest eigenvalue of the smaller Gram matrix {@code G}; that {@code mu I - G} is positive semidefinite is shown by a Cholesky
 * factorisation that runs through, up to its backward error {@code gamma_(n+1) ||R||_F^2} (Rump, "Verification of positive
 * definiteness", BIT 2006; Higham, "Accuracy and stability of numerical algorithms", theorem 10.3).
 */
final class OperatorNorm {
    private static final double UNIT = 0x1p-53;
    private static final int ITERATIONS = 100;
    private static final double FIRST_SLACK = 1e-3;
    /** Far above the sum of all underflows in a matrix of this project's sizes. */
    private static final double UNDERFLOW = 1e-280;

    private OperatorNorm() {}

    /**
     * At least {@code ||W||_op}.
     *
     * @param matrix {@code W}, row-major, finite
     */
    static double upperBound(double[] matrix, int rows, int columns) {
        int n = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[] gram = gram(matrix, rows, columns);
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += gram[i * n + i];
        }
        double guess = largestEigenvalue(gram, n);
        double slack = FIRST_SLACK;
        while (true) {
            double mu = guess * (1 + slack) + UNDERFLOW;
            double[] shifted = shifted(gram, n, mu);
            if (factorises(shifted, n)) {
                // Twice each error bound pays for the rounding of the bounds themselves.
                double ofGram = 2 * gamma(length + 1) * trace;
                double ofFactors = 2 * gamma(n + 2) * n * mu;
                return Math.sqrt(mu + ofGram + ofFactors + UNDERFLOW) * (1 + 4 * UNIT);
            }
            slack *= 2;
        }
    }

    private static double gamma(int terms) {
        return terms * UNIT / (1 - terms * UNIT);
    }

    /** {@code W W^T} or {@code W^T W}, whichever is smaller. */
    private static double[] gram(double[] matrix, int rows, int columns) {
        int n = Math.min(rows, columns);
        double[] gram = new double[n * n];
        double[] wide = rows <= columns ? matrix : transposed(matrix, rows, columns);
        int length = Math.max(rows, columns);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < length; k++) {
                    sum += wide[i * length + k] * wide[j * length + k];
                }
                gram[i * n + j] = sum;
                gram[j * n + i] = sum;
            }
        }
        return gram;
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        Arrays.setAll(result, i -> matrix[i % rows * columns + i / rows]);
        return result;
    }

    /** A guess from below, which nothing relies on. */
    private static double largestEigenvalue(double[] gram, int n) {
        double[] vector = new double[n];
        Arrays.setAll(vector, i -> 1 + (i % 7) / 8.0);
        double value = 0;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += gram[i * n + j] * vector[j];
                }
                next[i] = sum;
            }
            double length = Math.sqrt(Arrays.stream(next).map(x -> x * x).sum());
            value = length / Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
            Arrays.setAll(vector, i -> length == 0 ? 0 : next[i] / length);
            if (length == 0) {
                return 0;
            }
        }
        return value;
    }

    private static double[] shifted(double[] gram, int n, double mu) {
        double[] result = new double[n * n];
        Arrays.setAll(result, i -> i % n == i / n ? mu - gram[i] : -gram[i]);
        return result;
    }

    /** Cholesky's factorisation in place, by rows; false when a pivot is not positive. */
    private static boolean factorises(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return false;
                    }
                    a[i * n + i] = Math.sqrt(sum);
                } else {
                    a[i * n + j] = sum / a[j * n + j];
                }
            }
        }
        return true;
    }
}
