package io.github.relucert.milp;

import java.util.Arrays;

/** Adds up forms: a dense row of coefficients and the list of columns met, both reused from one sum to the next. */
final class FormSum {
    private double[] coefficients = new double[64];
    private boolean[] met = new boolean[64];
    private int[] columns = new int[64];
    private int count;
    private double constant;

    /** Adds {@code factor} times a form. */
    void add(Form form, double factor) {
        constant += factor * form.constant();
        for (int k = 0; k < form.size(); k++) {
            add(form.columns()[k], factor * form.coefficients()[k]);
        }
    }

    /** Adds {@code coefficient * v[column]}. */
    void add(int column, double coefficient) {
        if (column >= met.length) {
            int length = Math.max(column + 1, 2 * met.length);
            coefficients = Arrays.copyOf(coefficients, length);
            met = Arrays.copyOf(met, length);
        }
        if (!met[column]) {
            if (count == columns.length) {
                columns = Arrays.copyOf(columns, 2 * count);
            }
            met[column] = true;
            columns[count++] = column;
        }
        coefficients[column] += coefficient;
    }

    /** Adds a number. */
    void add(double number) {
        constant += number;
    }

    /** The sum times {@code factor}; starts the next sum at zero. Coefficients that cancelled out are left out. */
    Form take(double factor) {
        Arrays.sort(columns, 0, count);
        int[] kept = new int[count];
        double[] values = new double[count];
        int size = 0;
        for (int k = 0; k < count; k++) {
            int column = columns[k];
            if (coefficients[column] != 0) {
                kept[size] = column;
                values[size++] = factor * coefficients[column];
            }
            coefficients[column] = 0;
            met[column] = false;
        }
        double total = factor * constant;
        count = 0;
        constant = 0;
        return new Form(Arrays.copyOf(kept, size), Arrays.copyOf(values, size), total);
    }
}
