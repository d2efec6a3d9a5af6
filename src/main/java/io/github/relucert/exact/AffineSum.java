package io.github.relucert.exact;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Accumulates rows {@code bias + sum of coefficient * x_j} for dyadic coefficients, without a division and without reducing a
 * fraction: all vectors added share one denominator, each row lowers its own binary scale as its terms need it.
 */
public final class AffineSum {
    private final BigInteger[] sums;
    private final int[] exponents;
    private final BigInteger denominator;

    /**
     * Starts all rows at zero.
     *
     * @param rows number of rows
     * @param sample a vector that carries the common denominator of everything that will be added
     */
    public AffineSum(int rows, RationalVector sample) {
        this.sums = new BigInteger[rows];
        this.exponents = new int[rows];
        this.denominator = sample.denominator();
        Arrays.fill(sums, BigInteger.ZERO);
    }

    /**
     * Adds {@code coefficient * x[column]} to a row.
     *
     * @throws ArithmeticException when the coefficient is not finite or {@code x} has another denominator
     */
    public void addProduct(int row, double coefficient, RationalVector x, int column) {
        if (!x.denominator().equals(denominator)) {
            throw new ArithmeticException("vectors over different denominators");
        }
        add(row, x.numerator(column), coefficient, x.exponent());
    }

    /**
     * Adds a constant to a row.
     *
     * @throws ArithmeticException when the constant is not finite
     */
    public void addConstant(int row, double constant) {
        add(row, denominator, constant, 0);
    }

    private void add(int row, BigInteger factor, double coefficient, int exponent) {
        long mantissa = Doubles.mantissa(coefficient);
        if (mantissa == 0 || factor.signum() == 0) {
            return;
        }
        int scale = Doubles.exponent(coefficient) + exponent;
        int zeros = Long.numberOfTrailingZeros(mantissa);
        BigInteger term = factor.multiply(BigInteger.valueOf(mantissa >> zeros));
        scale = Math.addExact(scale, zeros);
        if (sums[row].signum() == 0) {
            sums[row] = term;
            exponents[row] = scale;
        } else if (scale < exponents[row]) {
            sums[row] = sums[row].shiftLeft(exponents[row] - scale).add(term);
            exponents[row] = scale;
        } else {
            sums[row] = sums[row].add(term.shiftLeft(scale - exponents[row]));
        }
    }

    /** The accumulated rows. */
    public RationalVector toVector() {
        int scale = Integer.MAX_VALUE;
        for (int i = 0; i < sums.length; i++) {
            scale = sums[i].signum() == 0 ? scale : Math.min(scale, exponents[i]);
        }
        int common = scale == Integer.MAX_VALUE ? 0 : scale;
        BigInteger[] numerators = new BigInteger[sums.length];
        Arrays.setAll(
                numerators, i -> sums[i].signum() == 0 ? BigInteger.ZERO : sums[i].shiftLeft(exponents[i] - common));
        return new RationalVector(numerators, common, denominator);
    }
}
