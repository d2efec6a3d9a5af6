package io.github.relucert.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Numbers {@code mantissa_i * 2^exponent} with one exponent for all: sums of products cost one integer multiplication and one
 * addition each. The exponent falls by itself when a finer term arrives.
 */
public final class DyadicArray {
    private final BigInteger[] mantissas;
    private int exponent = Integer.MAX_VALUE;

    /** {@code size} zeros. */
    public DyadicArray(int size) {
        mantissas = new BigInteger[size];
        Arrays.fill(mantissas, BigInteger.ZERO);
    }

    public int size() {
        return mantissas.length;
    }

    public int signum(int index) {
        return mantissas[index].signum();
    }

    /** The number at an index. */
    public Dyadic get(int index) {
        return signum(index) == 0 ? Dyadic.ZERO : Dyadic.of(mantissas[index], exponent);
    }

    /** Replaces a number by zero. */
    public void clear(int index) {
        mantissas[index] = BigInteger.ZERO;
    }

    /** Adds a number. */
    public void add(int index, Dyadic term) {
        if (term.signum() != 0) {
            lowerExponentTo(term.exponent());
            mantissas[index] = mantissas[index].add(term.mantissaAt(exponent));
        }
    }

    /** Adds {@code factor} times the first {@code count} coefficients, the e-th of them at {@code columns[e]}. */
    public void addMultiple(Dyadic factor, BigInteger[] coefficients, int scale, int[] columns, int count) {
        lowerExponentTo(Math.addExact(factor.exponent(), scale));
        BigInteger aligned = factor.mantissaAt(exponent - scale);
        for (int e = 0; e < count; e++) {
            BigInteger product = aligned.multiply(coefficients[e]);
            mantissas[columns[e]] = mantissas[columns[e]].add(product);
        }
    }

    private void lowerExponentTo(int wanted) {
        if (wanted < exponent) {
            int shift = exponent == Integer.MAX_VALUE ? 0 : Math.subtractExact(exponent, wanted);
            for (int i = 0; i < mantissas.length; i++) {
                mantissas[i] = mantissas[i].shiftLeft(shift);
            }
            exponent = wanted;
        }
    }
}
