package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import java.math.BigInteger;

/**
 * A positive integer that turns given rationals into dyadics: the least common multiple of the odd parts of their
 * denominators. Multiplied out, decimals and quotients enter exact arithmetic without a division.
 */
record Scale(BigInteger factor) {
    /** Longest factor in bits; only hostile input needs more. */
    static final int MAX_BITS = 1 << 16;

    static Scale none() {
        return new Scale(BigInteger.ONE);
    }

    /**
     * The scale that clears {@code number} too.
     *
     * @throws ArithmeticException when the factor grows beyond {@link #MAX_BITS}
     */
    Scale with(Rational number) {
        if (!number.isFinite()) {
            return this;
        }
        BigInteger denominator = number.denominator();
        BigInteger odd = denominator.shiftRight(denominator.getLowestSetBit());
        BigInteger product = factor.multiply(odd.divide(factor.gcd(odd)));
        if (product.bitLength() > MAX_BITS) {
            throw new ArithmeticException("the denominators have no common multiple below 2^" + MAX_BITS);
        }
        return new Scale(product);
    }

    /**
     * {@code factor * number}, a dyadic.
     *
     * @throws ArithmeticException when this scale does not clear the number's denominator
     */
    Dyadic times(Rational number) {
        BigInteger denominator = number.denominator();
        int twos = denominator.getLowestSetBit();
        BigInteger[] cleared = factor.divideAndRemainder(denominator.shiftRight(twos));
        if (cleared[1].signum() != 0) {
            throw new ArithmeticException(number + " has a denominator that the scale does not clear");
        }
        return Dyadic.of(number.numerator().multiply(cleared[0]), -twos);
    }

    Dyadic toDyadic() {
        return Dyadic.of(factor, 0);
    }
}
