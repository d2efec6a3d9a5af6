package io.github.relucert.train;

import java.util.stream.IntStream;

/**
 * The one hot loop of training, {@code C += A B} on flat row-major arrays.
 *
 * <p>Row {@code i} of {@code C} gathers eight rows of {@code B} at a time, in ascending order, along contiguous memory: the
 * compiler turns that into vector instructions, and every number comes out of the same operations in the same order
 * whether rows are shared among threads or not. Which instructions the machine has makes no difference either: the files in
 * {@code models/} come out the same everywhere. The kernels' faster product rounds differently with and without vector registers.
 */
final class MatrixProduct {
    private static final long WORTH_SHARING = 2_000_000;

    private MatrixProduct() {}

    /** A matrix whose entry {@code (i, j)} lies at {@code i * rowStep + j * columnStep}. */
    record View(double[] numbers, int rowStep, int columnStep) {
        static View rowMajor(double[] numbers, int columns) {
            return new View(numbers, columns, 1);
        }

        /** The transpose of a row-major matrix with that many columns. */
        static View transposed(double[] numbers, int columns) {
            return new View(numbers, 1, columns);
        }
    }

    /**
     * Adds the product.
     *
     * @param a {@code m x k}
     * @param b {@code k x n}, row-major
     * @param c {@code m x n}, row-major
     */
    static void add(int m, int n, int k, View a, double[] b, double[] c) {
        IntStream rows = IntStream.range(0, m);
        if ((long) m * n * k >= WORTH_SHARING) {
            rows = rows.parallel();
        }
        rows.forEach(i -> addRow(i, n, k, a, b, c));
    }

    private static void addRow(int i, int n, int k, View a, double[] b, double[] c) {
        double[] row = new double[n];
        System.arraycopy(c, i * n, row, 0, n);
        int p = 0;
        for (; p + 8 <= k; p += 8) {
            addEight(row, n, b, p * n, a, i * a.rowStep() + p * a.columnStep());
        }
        for (; p < k; p++) {
            double factor = a.numbers()[i * a.rowStep() + p * a.columnStep()];
            int start = p * n;
            for (int j = 0; j < n; j++) {
                row[j] += factor * b[start + j];
            }
        }
        System.arraycopy(row, 0, c, i * n, n);
    }

    private static void addEight(double[] row, int n, double[] b, int start, View a, int first) {
        double[] numbers = a.numbers();
        int step = a.columnStep();
        double a0 = numbers[first];
        double a1 = numbers[first + step];
        double a2 = numbers[first + 2 * step];
        double a3 = numbers[first + 3 * step];
        double a4 = numbers[first + 4 * step];
        double a5 = numbers[first + 5 * step];
        double a6 = numbers[first + 6 * step];
        double a7 = numbers[first + 7 * step];
        for (int j = 0; j < n; j++) {
            int at = start + j;
            row[j] += (a0 * b[at] + a1 * b[at + n])
                    + (a2 * b[at + 2 * n] + a3 * b[at + 3 * n])
                    + ((a4 * b[at + 4 * n] + a5 * b[at + 5 * n]) + (a6 * b[at + 6 * n] + a7 * b[at + 7 * n]));
        }
    }

    /** The transpose of a row-major matrix, row-major. */
    static double[] transpose(int rows, int columns, double[] matrix) {
        double[] result = new double[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j * rows + i] = matrix[i * columns + j];
            }
        }
        return result;
    }
}
