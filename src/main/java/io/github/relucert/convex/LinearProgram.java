package io.github.relucert.convex;

/**
 * Minimise {@code cost . x} subject to {@code rowLower <= A x <= rowUpper} and {@code lower <= x <= upper}; every side may be
 * infinite. The arrays are shared, not copied.
 *
 * @param matrix {@code A}, row-major
 */
public record LinearProgram(
        double[] cost, double[] matrix, double[] rowLower, double[] rowUpper, double[] lower, double[] upper) {
    /** @throws IllegalArgumentException when the lengths do not fit together */
    public LinearProgram {
        if (rowLower.length != rowUpper.length
                || lower.length != cost.length
                || upper.length != cost.length
                || matrix.length != (long) cost.length * rowLower.length) {
            throw new IllegalArgumentException(
                    matrix.length + " coefficients for " + rowLower.length + " rows and " + cost.length + " columns");
        }
    }

    public int rows() {
        return rowLower.length;
    }

    public int columns() {
        return cost.length;
    }
}
