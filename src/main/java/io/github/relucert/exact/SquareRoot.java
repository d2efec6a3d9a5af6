package io.github.relucert.exact;

import java.math.BigInteger;

/** Square roots of rationals, rounded in a stated direction. */
public final class SquareRoot {
    private static final int BITS = 128;

    private SquareRoot() {}

    /**
     * A dyadic not below the root of {@code square}, by a factor of at most {@code 1 + 2^-127}; exactly the root when that is
     * a dyadic of at most 128 bits.
     *
     * @throws ArithmeticException when the square is negative or infinite
     */
    public static Dyadic ceiling(Rational square) {
        int shift =
                2 * BITS - square.numerator().bitLength() + square.denominator().bitLength();
        int even = Math.max(shift + (shift & 1), 0);
        BigInteger[] quotient = square.numerator().shiftLeft(even).divideAndRemainder(square.denominator());
        BigInteger[] root = quotient[0].sqrtAndRemainder();
        boolean exact = quotient[1].signum() == 0 && root[1].signum() == 0;
        return Dyadic.of(exact ? root[0] : root[0].add(BigInteger.ONE), -even / 2);
    }
}
