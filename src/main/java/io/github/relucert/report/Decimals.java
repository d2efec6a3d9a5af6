package io.github.relucert.report;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Radii as decimals that never say more than is known: a lower end is rounded down, an upper end up. */
public final class Decimals {
    /** Significant digits of a printed radius. */
    public static final int DIGITS = 15;

    private Decimals() {}

    /**
     * The largest decimal of {@link #DIGITS} significant digits that does not exceed a finite length.
     *
     * @throws ArithmeticException when the radius is infinite
     */
    public static BigDecimal down(Radius radius) {
        return round(radius, RoundingMode.FLOOR);
    }

    /**
     * The smallest decimal of {@link #DIGITS} significant digits that is not below a finite length.
     *
     * @throws ArithmeticException when the radius is infinite
     */
    public static BigDecimal up(Radius radius) {
        return round(radius, RoundingMode.CEILING);
    }

    private static BigDecimal round(Radius radius, RoundingMode mode) {
        Rational value = radius.value();
        if (!value.isFinite()) {
            throw new ArithmeticException("an infinite radius has no decimal");
        }
        MathContext context = new MathContext(DIGITS, mode);
        BigDecimal decimal = radius.norm() == Norm.L2
                ? root(value, context)
                : new BigDecimal(value.numerator()).divide(new BigDecimal(value.denominator()), context);
        return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }

    /** The root of {@code p / q} as {@code isqrt(10^2k p / q) / 10^k}; an inexact root gets one more digit, so that it rounds. */
    private static BigDecimal root(Rational square, MathContext context) {
        int magnitude = (square.numerator().bitLength() - square.denominator().bitLength()) * 3 / 20;
        int places = Math.max(0, DIGITS + 3 - magnitude);
        BigInteger scaled = square.numerator().multiply(BigInteger.TEN.pow(2 * places));
        BigInteger[] parts = scaled.divideAndRemainder(square.denominator());
        BigInteger[] root = parts[0].sqrtAndRemainder();
        boolean exact = parts[1].signum() == 0 && root[1].signum() == 0;
        BigInteger digits = root[0].multiply(BigInteger.TEN).add(exact ? BigInteger.ZERO : BigInteger.ONE);
        return new BigDecimal(digits, places + 1).round(context);
    }
}
