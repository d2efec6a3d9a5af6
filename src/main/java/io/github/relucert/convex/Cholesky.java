package io.github.relucert.convex;

/**
 * Solves with a positive semidefinite Gram matrix. A pivot that rounding cannot tell from zero is replaced by a tiny one, so
 * that the solution follows the null space as far as the caller's line search allows.
 */
final class Cholesky {
    private static final double DEPENDENT = 1e-12;

    private Cholesky() {}

    /** The solution of {@code matrix z = right}; both arguments are overwritten and the second one returned. */
    static double[] solve(double[][] matrix, double[] right) {
        int n = right.length;
        for (int j = 0; j < n; j++) {
            double diagonal = matrix[j][j];
            double pivot = diagonal;
            for (int k = 0; k < j; k++) {
                pivot -= matrix[j][k] * matrix[j][k];
            }
            double floor = DEPENDENT * Math.max(diagonal, DEPENDENT);
            double root = Math.sqrt(Math.max(pivot, floor));
            matrix[j][j] = root;
            for (int i = j + 1; i < n; i++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                matrix[i][j] = sum / root;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                right[i] -= matrix[i][k] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                right[i] -= matrix[k][i] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }
}
