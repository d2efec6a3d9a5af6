package io.github.relucert.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product on the machine's vector registers.
 *
 * <p>Four rows of {@code A} at a time are packed side by side, without the columns in which all four are zero; then a tile of four
 * rows and up to four vectors of {@code C} stays in registers while it gathers all rows of {@code B}. Packing makes the inner loop one
 * run through memory and lets it skip what an inactive ReLU has zeroed. The right edge, less than a vector wide, goes through masks (Goto and van de Geijn, Anatomy of
 * High-Performance Matrix Multiplication, 2008, for the scheme).
 */
final class VectorMatrixProduct implements MatrixProduct {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 4;

    /** With two lanes the compiler's own vectorisation of the plain loops is as good. */
    static boolean isWorthwhile() {
        return LANES >= 4;
    }

    @Override
    public void add(double[] a, int aStart, int rows, int inner, double[] b, int columns, double[] c, Scratch scratch) {
        double[] panel = scratch.panel(ROWS * inner);
        int[] places = scratch.places(inner);
        int row = 0;
        for (; row + ROWS <= rows; row += ROWS) {
            int count = packFour(a, aStart + row * inner, inner, columns, panel, places);
            addFour(panel, places, count, b, columns, c, row * columns);
        }
        for (; row < rows; row++) {
            int count = packOne(a, aStart + row * inner, inner, columns, panel, places);
            addOne(panel, places, count, b, columns, c, row * columns);
        }
    }

    private static int packFour(double[] a, int start, int inner, int columns, double[] panel, int[] places) {
        int count = 0;
        for (int k = 0; k < inner; k++) {
            double a0 = a[start + k];
            double a1 = a[start + inner + k];
            double a2 = a[start + 2 * inner + k];
            double a3 = a[start + 3 * inner + k];
            if (a0 != 0 || a1 != 0 || a2 != 0 || a3 != 0) {
                panel[ROWS * count] = a0;
                panel[ROWS * count + 1] = a1;
                panel[ROWS * count + 2] = a2;
                panel[ROWS * count + 3] = a3;
                places[count++] = k * columns;
            }
        }
        return count;
    }

    private static int packOne(double[] a, int start, int inner, int columns, double[] panel, int[] places) {
        int count = 0;
        for (int k = 0; k < inner; k++) {
            if (a[start + k] != 0) {
                panel[count] = a[start + k];
                places[count++] = k * columns;
            }
        }
        return count;
    }

    private static void addFour(
            double[] panel, int[] places, int count, double[] b, int columns, double[] c, int cStart) {
        int column = 0;
        for (; column + 4 * LANES <= columns; column += 4 * LANES) {
            fourByFour(panel, places, count, b, column, c, cStart + column, columns);
        }
        for (; column + 2 * LANES <= columns; column += 2 * LANES) {
            fourByTwo(panel, places, count, b, column, c, cStart + column, columns);
        }
        for (; column < columns; column += LANES) {
            fourByEdge(panel, places, count, b, column, c, cStart + column, columns);
        }
    }

    private static void fourByFour(
            double[] panel, int[] places, int count, double[] b, int column, double[] c, int target, int columns) {
        int t0 = target;
        int t1 = t0 + columns;
        int t2 = t1 + columns;
        int t3 = t2 + columns;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, t0);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, t0 + LANES);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, t0 + 2 * LANES);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, c, t0 + 3 * LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, t1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, t1 + LANES);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, t1 + 2 * LANES);
        DoubleVector c13 = DoubleVector.fromArray(SPECIES, c, t1 + 3 * LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, t2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, t2 + LANES);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, t2 + 2 * LANES);
        DoubleVector c23 = DoubleVector.fromArray(SPECIES, c, t2 + 3 * LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, t3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, t3 + LANES);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, t3 + 2 * LANES);
        DoubleVector c33 = DoubleVector.fromArray(SPECIES, c, t3 + 3 * LANES);
        for (int k = 0; k < count; k++) {
            int place = places[k] + column;
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, place);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, place + LANES);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, place + 2 * LANES);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, place + 3 * LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, panel[ROWS * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(c, t0);
        c01.intoArray(c, t0 + LANES);
        c02.intoArray(c, t0 + 2 * LANES);
        c03.intoArray(c, t0 + 3 * LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c12.intoArray(c, t1 + 2 * LANES);
        c13.intoArray(c, t1 + 3 * LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c22.intoArray(c, t2 + 2 * LANES);
        c23.intoArray(c, t2 + 3 * LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
        c32.intoArray(c, t3 + 2 * LANES);
        c33.intoArray(c, t3 + 3 * LANES);
    }

    private static void fourByTwo(
            double[] panel, int[] places, int count, double[] b, int column, double[] c, int target, int columns) {
        int t1 = target + columns;
        int t2 = t1 + columns;
        int t3 = t2 + columns;
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, target);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, target + LANES);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, t1);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, t1 + LANES);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, t2);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, t2 + LANES);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, t3);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, t3 + LANES);
        for (int k = 0; k < count; k++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, places[k] + column);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, places[k] + column + LANES);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, panel[ROWS * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, target);
        c01.intoArray(c, target + LANES);
        c10.intoArray(c, t1);
        c11.intoArray(c, t1 + LANES);
        c20.intoArray(c, t2);
        c21.intoArray(c, t2 + LANES);
        c30.intoArray(c, t3);
        c31.intoArray(c, t3 + LANES);
    }

    /** One vector, of which only the columns that exist are touched. */
    private static void fourByEdge(
            double[] panel, int[] places, int count, double[] b, int column, double[] c, int target, int columns) {
        VectorMask<Double> inside = SPECIES.indexInRange(column, columns);
        int t1 = target + columns;
        int t2 = t1 + columns;
        int t3 = t2 + columns;
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, target, inside);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, t1, inside);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, t2, inside);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, t3, inside);
        for (int k = 0; k < count; k++) {
            DoubleVector row = DoubleVector.fromArray(SPECIES, b, places[k] + column, inside);
            c0 = DoubleVector.broadcast(SPECIES, panel[ROWS * k]).fma(row, c0);
            c1 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 1]).fma(row, c1);
            c2 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 2]).fma(row, c2);
            c3 = DoubleVector.broadcast(SPECIES, panel[ROWS * k + 3]).fma(row, c3);
        }
        c0.intoArray(c, target, inside);
        c1.intoArray(c, t1, inside);
        c2.intoArray(c, t2, inside);
        c3.intoArray(c, t3, inside);
    }

    private static void addOne(
            double[] panel, int[] places, int count, double[] b, int columns, double[] c, int cStart) {
        int column = 0;
        for (; column + 4 * LANES <= columns; column += 4 * LANES) {
            oneByFour(panel, places, count, b, column, c, cStart + column);
        }
        for (; column < columns; column += LANES) {
            oneByEdge(panel, places, count, b, column, c, cStart + column, columns);
        }
    }

    private static void oneByFour(
            double[] panel, int[] places, int count, double[] b, int column, double[] c, int target) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, target);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, target + LANES);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, target + 2 * LANES);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, target + 3 * LANES);
        for (int k = 0; k < count; k++) {
            int place = places[k] + column;
            DoubleVector factor = DoubleVector.broadcast(SPECIES, panel[k]);
            c0 = factor.fma(DoubleVector.fromArray(SPECIES, b, place), c0);
            c1 = factor.fma(DoubleVector.fromArray(SPECIES, b, place + LANES), c1);
            c2 = factor.fma(DoubleVector.fromArray(SPECIES, b, place + 2 * LANES), c2);
            c3 = factor.fma(DoubleVector.fromArray(SPECIES, b, place + 3 * LANES), c3);
        }
        c0.intoArray(c, target);
        c1.intoArray(c, target + LANES);
        c2.intoArray(c, target + 2 * LANES);
        c3.intoArray(c, target + 3 * LANES);
    }

    private static void oneByEdge(
            double[] panel, int[] places, int count, double[] b, int column, double[] c, int target, int columns) {
        VectorMask<Double> inside = SPECIES.indexInRange(column, columns);
        DoubleVector sum = DoubleVector.fromArray(SPECIES, c, target, inside);
        for (int k = 0; k < count; k++) {
            DoubleVector row = DoubleVector.fromArray(SPECIES, b, places[k] + column, inside);
            sum = DoubleVector.broadcast(SPECIES, panel[k]).fma(row, sum);
        }
        sum.intoArray(c, target, inside);
    }
}
