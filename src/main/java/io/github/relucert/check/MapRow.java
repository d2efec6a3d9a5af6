package io.github.relucert.check;

import io.github.relucert.exact.Doubles;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import io.github.relucert.network.LinearMap;
import java.math.BigInteger;
import java.util.Arrays;

/** One row of a linear map, unpacked once for all forms that need it: its non-zero entries in ascending order of columns. */
final class MapRow {
    private int[] columns = new int[16];
    private double[] weights = new double[16];
    private BigInteger[] integers = {};
    private int scale;
    private int count;

    void load(LinearMap map, int row) {
        count = 0;
        map.forEachInRow(row, this::append);
    }

    private void append(int column, double weight) {
        if (weight == 0) {
            return;
        }
        if (count == columns.length) {
            columns = Arrays.copyOf(columns, 2 * count);
            weights = Arrays.copyOf(weights, 2 * count);
        }
        columns[count] = column;
        weights[count++] = weight;
    }

    /** Writes the loaded weights as integers times one power of two, for exact sums. */
    void makeIntegers() {
        scale = Integer.MAX_VALUE;
        for (int e = 0; e < count; e++) {
            scale = Math.min(scale, Doubles.exponent(weights[e]));
        }
        integers = integers.length < count ? new BigInteger[columns.length] : integers;
        for (int e = 0; e < count; e++) {
            BigInteger mantissa = BigInteger.valueOf(Doubles.mantissa(weights[e]));
            integers[e] = mantissa.shiftLeft(Doubles.exponent(weights[e]) - scale);
        }
    }

    /** {@code target[column] += factor * weight} for all entries, exactly. */
    void addTo(DyadicArray target, Dyadic factor) {
        if (count > 0) {
            target.addMultiple(factor, integers, scale, columns, count);
        }
    }

    /** {@code target[column] += factor * weight} for all entries, in doubles. */
    void addTo(double[] target, double factor) {
        boolean full = count == target.length;
        if (full) {
            for (int e = 0; e < count; e++) {
                target[e] += factor * weights[e];
            }
        } else {
            for (int e = 0; e < count; e++) {
                target[columns[e]] += factor * weights[e];
            }
        }
    }
}
