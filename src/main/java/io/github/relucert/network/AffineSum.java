package io.github.relucert.network;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import java.math.BigInteger;

/**
 * Accumulates rows {@code bias + sum of coefficient * x_j} for dyadic coefficients, without a division and without reducing a
 * fraction: all vectors added share one denominator.
 */
public final class AffineSum {
    private final DyadicArray sums;
    private final BigInteger denominator;

    /**
     * Starts all rows at zero.
     *
     * @param rows number of rows
     * @param sample a vector that carries the common denominator of everything that will be added
     */
    public AffineSum(int rows, RationalVector sample) {
        this.sums = new DyadicArray(rows);
        this.denominator = sample.denominator();
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
        sums.addProduct(row, coefficient, x.numerators(), column);
    }

    /**
     * Adds a constant to a row.
     *
     * @throws ArithmeticException when the constant is not finite
     */
    public void addConstant(int row, double constant) {
        sums.add(row, Dyadic.of(constant).multiply(Dyadic.of(denominator, 0)));
    }

    /** The accumulated rows, which are final: nothing may be added any more. */
    public RationalVector toVector() {
        return new RationalVector(sums, denominator);
    }
}
