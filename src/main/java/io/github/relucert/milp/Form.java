package io.github.relucert.milp;

import java.util.Arrays;

/**
 * {@code constant + sum of coefficients[k] * v[columns[k]]} over the columns of a program. Both arrays are the form's own and are
 * not changed; columns ascend.
 */
record Form(int[] columns, double[] coefficients, double constant) {
    private static final int[] NO_COLUMNS = {};
    private static final double[] NO_COEFFICIENTS = {};

    /** A number. */
    static Form of(double constant) {
        return new Form(NO_COLUMNS, NO_COEFFICIENTS, constant);
    }

    /** {@code constant + coefficient * v[column]}. */
    static Form of(double constant, int column, double coefficient) {
        return new Form(new int[] {column}, new double[] {coefficient}, constant);
    }

    /** {@code constant + first * v[firstColumn] + second * v[secondColumn]}, columns ascending. */
    static Form of(double constant, int firstColumn, double first, int secondColumn, double second) {
        return new Form(new int[] {firstColumn, secondColumn}, new double[] {first, second}, constant);
    }

    /** Number of columns. */
    int size() {
        return columns.length;
    }

    /** The largest absolute value of a coefficient; 0 for a number. */
    double largestCoefficient() {
        double largest = 0;
        for (double coefficient : coefficients) {
            largest = Math.max(largest, Math.abs(coefficient));
        }
        return largest;
    }

    /** This form times a factor. */
    Form times(double factor) {
        double[] products = coefficients.clone();
        for (int k = 0; k < products.length; k++) {
            products[k] *= factor;
        }
        return new Form(columns, products, factor * constant);
    }

    /** This form plus a number. */
    Form plus(double number) {
        return new Form(columns, coefficients, constant + number);
    }

    /** This form plus {@code coefficient * v[column]}, where the column comes after all of this form's. */
    Form plus(int column, double coefficient) {
        int[] longer = Arrays.copyOf(columns, size() + 1);
        double[] values = Arrays.copyOf(coefficients, size() + 1);
        longer[size()] = column;
        values[size()] = coefficient;
        return new Form(longer, values, constant);
    }

    /** The value where the columns have the given values. */
    double at(double[] values) {
        double sum = constant;
        for (int k = 0; k < columns.length; k++) {
            sum += coefficients[k] * values[columns[k]];
        }
        return sum;
    }
}
