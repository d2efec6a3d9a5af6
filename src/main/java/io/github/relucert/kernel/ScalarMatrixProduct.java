package io.github.relucert.kernel;

/**
 * The product in plain Java.
 *
 * <p>The loop nest keeps two rows of {@code C} in the first-level cache and takes four rows of {@code B} at a time, so that an
 * entry of {@code B} is read once for two rows and an entry of {@code C} is read and written once for four products. Rows of
 * {@code B} whose coefficients are zero are passed over: behind a ReLU most of them are.
 */
final class ScalarMatrixProduct implements MatrixProduct {
    /** Columns a pass: two rows of C and four of B, 24 KiB together, stay in the first-level cache. */
    private static final int TILE = 512;

    @Override
    public void add(double[] a, int aStart, int rows, int inner, double[] b, int columns, double[] c, Scratch scratch) {
        for (int from = 0; from < columns; from += TILE) {
            int width = Math.min(TILE, columns - from);
            int row = 0;
            for (; row + 1 < rows; row += 2) {
                int cRow = row * columns + from;
                addPair(a, aStart + row * inner, inner, b, from, columns, c, cRow, width);
            }
            if (row < rows) {
                int cRow = row * columns + from;
                addSingle(a, aStart + row * inner, inner, b, from, columns, c, cRow, width);
            }
        }
    }

    private static void addPair(
            double[] a, int first, int inner, double[] b, int bStart, int columns, double[] c, int cRow, int width) {
        int second = first + inner;
        int i = nextInPair(a, first, second, 0, inner);
        while (i < inner) {
            int j = nextInPair(a, first, second, i + 1, inner);
            int k = nextInPair(a, first, second, j + 1, inner);
            int l = nextInPair(a, first, second, k + 1, inner);
            if (l < inner) {
                addFourToTwo(
                        a[first + i],
                        a[first + j],
                        a[first + k],
                        a[first + l],
                        a[second + i],
                        a[second + j],
                        a[second + k],
                        a[second + l],
                        b,
                        bStart + i * columns,
                        bStart + j * columns,
                        bStart + k * columns,
                        bStart + l * columns,
                        c,
                        cRow,
                        cRow + columns,
                        width);
                i = nextInPair(a, first, second, l + 1, inner);
            } else {
                addScaled(a[first + i], b, bStart + i * columns, c, cRow, width);
                addScaled(a[second + i], b, bStart + i * columns, c, cRow + columns, width);
                i = j;
            }
        }
    }

    private static void addSingle(
            double[] a, int first, int inner, double[] b, int bStart, int columns, double[] c, int cRow, int width) {
        int i = next(a, first, 0, inner);
        while (i < inner) {
            int j = next(a, first, i + 1, inner);
            int k = next(a, first, j + 1, inner);
            int l = next(a, first, k + 1, inner);
            if (l < inner) {
                addFour(
                        a[first + i],
                        a[first + j],
                        a[first + k],
                        a[first + l],
                        b,
                        bStart + i * columns,
                        bStart + j * columns,
                        bStart + k * columns,
                        bStart + l * columns,
                        c,
                        cRow,
                        width);
                i = next(a, first, l + 1, inner);
            } else {
                addScaled(a[first + i], b, bStart + i * columns, c, cRow, width);
                i = j;
            }
        }
    }

    private static int nextInPair(double[] a, int first, int second, int from, int inner) {
        int i = from;
        while (i < inner && a[first + i] == 0 && a[second + i] == 0) {
            i++;
        }
        return i;
    }

    private static int next(double[] a, int first, int from, int inner) {
        int i = from;
        while (i < inner && a[first + i] == 0) {
            i++;
        }
        return i;
    }

    private static void addFourToTwo(
            double p0,
            double p1,
            double p2,
            double p3,
            double q0,
            double q1,
            double q2,
            double q3,
            double[] b,
            int b0,
            int b1,
            int b2,
            int b3,
            double[] c,
            int c0,
            int c1,
            int width) {
        for (int j = 0; j < width; j++) {
            double v0 = b[b0 + j];
            double v1 = b[b1 + j];
            double v2 = b[b2 + j];
            double v3 = b[b3 + j];
            c[c0 + j] += p0 * v0 + p1 * v1 + (p2 * v2 + p3 * v3);
            c[c1 + j] += q0 * v0 + q1 * v1 + (q2 * v2 + q3 * v3);
        }
    }

    private static void addFour(
            double p0,
            double p1,
            double p2,
            double p3,
            double[] b,
            int b0,
            int b1,
            int b2,
            int b3,
            double[] c,
            int c0,
            int width) {
        for (int j = 0; j < width; j++) {
            c[c0 + j] += p0 * b[b0 + j] + p1 * b[b1 + j] + (p2 * b[b2 + j] + p3 * b[b3 + j]);
        }
    }

    private static void addScaled(double p, double[] b, int b0, double[] c, int c0, int width) {
        if (p == 0) {
            return;
        }
        for (int j = 0; j < width; j++) {
            c[c0 + j] += p * b[b0 + j];
        }
    }
}
