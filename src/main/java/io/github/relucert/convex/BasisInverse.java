package io.github.relucert.convex;

import java.util.Arrays;

/**
 * The dense inverse of a simplex basis whose columns are structural columns of {@code A} and negative unit columns. Only the
 * rows whose own activity left the basis take part in the factorisation; every other column of the inverse is a unit column
 * and stays exactly zero elsewhere, so skipping zeros makes each operation cost what the few active rows cost.
 */
final class BasisInverse {
    private static final double SINGULAR = 1e-11;

    private final int rows;
    private final double[] inverse;
    private int updates;

    BasisInverse(int rows) {
        this.rows = rows;
        this.inverse = new double[rows * rows];
    }

    /** Number of pivots since the last factorisation. */
    int updates() {
        return updates;
    }

    /**
     * Inverts the basis {@code head}: position {@code p} holds variable {@code head[p]}, variables from {@code columns} on being
     * the activities of rows. On return {@code head} is permuted so that row {@code i}'s own activity, where basic, stands at
     * position {@code i}.
     *
     * @return false when the basis is numerically singular
     */
    boolean factorise(int[] head, double[] matrix, int columns) {
        updates = 0;
        int[] structural = new int[rows];
        int[] coreRows = new int[rows];
        boolean[] activityBasic = new boolean[rows];
        int core = 0;
        for (int variable : head) {
            if (variable >= columns) {
                activityBasic[variable - columns] = true;
            } else {
                structural[core++] = variable;
            }
        }
        int filled = 0;
        for (int i = 0; i < rows; i++) {
            if (!activityBasic[i]) {
                coreRows[filled++] = i;
            }
        }
        double[][] tableau = new double[core][2 * core];
        for (int a = 0; a < core; a++) {
            for (int b = 0; b < core; b++) {
                tableau[a][b] = matrix[coreRows[a] * columns + structural[b]];
            }
            tableau[a][core + a] = 1;
        }
        if (!eliminate(tableau, core)) {
            return false;
        }
        Arrays.fill(inverse, 0);
        for (int a = 0; a < core; a++) {
            head[coreRows[a]] = structural[a];
            for (int b = 0; b < core; b++) {
                inverse[coreRows[a] * rows + coreRows[b]] = tableau[a][core + b];
            }
        }
        for (int i = 0; i < rows; i++) {
            if (activityBasic[i]) {
                head[i] = columns + i;
                fillActivityRow(i, structural, coreRows, core, tableau, matrix, columns);
            }
        }
        return true;
    }

    /** The activity of a row is {@code A_i x}, so its row of the inverse is {@code A_i,core C^-1} and -1 at its own place. */
    private void fillActivityRow(
            int row, int[] structural, int[] coreRows, int core, double[][] tableau, double[] matrix, int columns) {
        inverse[row * rows + row] = -1;
        for (int a = 0; a < core; a++) {
            double factor = matrix[row * columns + structural[a]];
            if (factor != 0) {
                for (int b = 0; b < core; b++) {
                    inverse[row * rows + coreRows[b]] += factor * tableau[a][core + b];
                }
            }
        }
    }

    /** Gauss-Jordan elimination with row pivoting on {@code [C | I]}; leaves {@code [I | C^-1]}. */
    private static boolean eliminate(double[][] tableau, int core) {
        for (int column = 0; column < core; column++) {
            int pivot = column;
            double scale = 0;
            for (int a = column; a < core; a++) {
                if (Math.abs(tableau[a][column]) > Math.abs(tableau[pivot][column])) {
                    pivot = a;
                }
            }
            for (double entry : tableau[pivot]) {
                scale = Math.max(scale, Math.abs(entry));
            }
            double value = tableau[pivot][column];
            if (!(Math.abs(value) > SINGULAR * scale)) {
                return false;
            }
            double[] row = tableau[pivot];
            tableau[pivot] = tableau[column];
            tableau[column] = row;
            for (int b = column; b < 2 * core; b++) {
                row[b] /= value;
            }
            for (int a = 0; a < core; a++) {
                double factor = tableau[a][column];
                if (a != column && factor != 0) {
                    for (int b = column; b < 2 * core; b++) {
                        tableau[a][b] -= factor * row[b];
                    }
                }
            }
        }
        return true;
    }

    /** Entry of the inverse: basis position {@code position}, row {@code row} of the constraints. */
    double entry(int position, int row) {
        return inverse[position * rows + row];
    }

    /** The squared length of a row of the inverse: the dual steepest-edge weight of its position. */
    double weight(int position) {
        double sum = 0;
        for (int i = position * rows; i < (position + 1) * rows; i++) {
            sum += inverse[i] * inverse[i];
        }
        return sum;
    }

    /** {@code result = B^-1 v}. */
    void multiply(double[] v, double[] result) {
        for (int p = 0; p < rows; p++) {
            double sum = 0;
            int start = p * rows;
            for (int i = 0; i < rows; i++) {
                sum += inverse[start + i] * v[i];
            }
            result[p] = sum;
        }
    }

    /** Replaces the basic variable of a position, {@code w = B^-1 a} being the transformed entering column. */
    void pivot(int position, double[] w) {
        updates++;
        int start = position * rows;
        double value = w[position];
        for (int i = 0; i < rows; i++) {
            inverse[start + i] /= value;
        }
        for (int p = 0; p < rows; p++) {
            double factor = w[p];
            if (p != position && factor != 0) {
                int other = p * rows;
                for (int i = 0; i < rows; i++) {
                    inverse[other + i] -= factor * inverse[start + i];
                }
            }
        }
    }
}
