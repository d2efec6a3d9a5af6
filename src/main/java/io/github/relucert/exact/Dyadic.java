package io.github.relucert.exact;

import java.math.BigInteger;

/**
 * A dyadic number {@code mantissa * 2^exponent}, kept canonical: the mantissa is odd, or both parts are zero. Every finite
 * double is one; sums and products of dyadics are dyadic, so arithmetic on stored weights never needs a division.
 */
public record Dyadic(BigInteger mantissa, int exponent) implements Comparable<Dyadic> {
    /** Largest absolute exponent accepted; beyond it a number can only come from hostile input. */
    public static final int MAX_EXPONENT = 1 << 20;

    public static final Dyadic ZERO = Dyadic.of(0);
    public static final Dyadic ONE = Dyadic.of(1);

    private static final int DOUBLE_PRECISION = 53;
    private static final int SMALLEST_DOUBLE_EXPONENT = -1074;

    /**
     * Makes the two parts canonical.
     *
     * @throws ArithmeticException when the canonical exponent exceeds {@link #MAX_EXPONENT} in absolute value
     */
    public Dyadic {
        int zeros = Math.max(mantissa.getLowestSetBit(), 0);
        long canonical = mantissa.signum() == 0 ? 0 : (long) exponent + zeros;
        if (Math.abs(canonical) > MAX_EXPONENT) {
            throw new ArithmeticException("dyadic exponent " + canonical + " exceeds " + MAX_EXPONENT);
        }
        mantissa = mantissa.shiftRight(zeros);
        exponent = (int) canonical;
    }

    /** {@code mantissa * 2^exponent}. */
    public static Dyadic of(BigInteger mantissa, int exponent) {
        return new Dyadic(mantissa, exponent);
    }

    /** The integer {@code value}. */
    public static Dyadic of(long value) {
        return of(BigInteger.valueOf(value), 0);
    }

    /**
     * The exact value of a finite double.
     *
     * @throws ArithmeticException when {@code value} is NaN or infinite
     */
    public static Dyadic of(double value) {
        return of(BigInteger.valueOf(Doubles.mantissa(value)), Doubles.exponent(value));
    }

    /**
     * A rational that is dyadic.
     *
     * @throws ArithmeticException when it is none
     */
    public static Dyadic of(Rational value) {
        if (value.denominator().bitCount() != 1) {
            throw new ArithmeticException(value + " is no integer times a power of two");
        }
        return of(value.numerator(), -value.denominator().getLowestSetBit());
    }

    public Dyadic add(Dyadic other) {
        int scale = Math.min(exponent, other.exponent);
        return of(mantissaAt(scale).add(other.mantissaAt(scale)), scale);
    }

    public Dyadic subtract(Dyadic other) {
        return add(other.negate());
    }

    public Dyadic multiply(Dyadic other) {
        return of(mantissa.multiply(other.mantissa), exponent + other.exponent);
    }

    public Dyadic negate() {
        return of(mantissa.negate(), exponent);
    }

    public Dyadic abs() {
        return signum() < 0 ? negate() : this;
    }

    public Dyadic min(Dyadic other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Dyadic max(Dyadic other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return mantissa.signum();
    }

    /** The integer {@code this / 2^scale}; {@code scale} does not exceed the exponent. */
    private BigInteger mantissaAt(int scale) {
        return mantissa.shiftLeft(exponent - scale);
    }

    /** The largest double that does not exceed this number; negative infinity below the range of doubles. */
    public double doubleFloor() {
        int drop = Math.max(mantissa.bitLength() - DOUBLE_PRECISION, SMALLEST_DOUBLE_EXPONENT - exponent);
        BigInteger kept = mantissa.shiftRight(Math.max(drop, 0));
        double floor = Math.scalb((double) kept.longValue(), exponent + Math.max(drop, 0));
        return floor == Double.POSITIVE_INFINITY ? Double.MAX_VALUE : floor;
    }

    /** The smallest double that is not below this number; positive infinity above the range of doubles. */
    public double doubleCeiling() {
        return 0.0 - negate().doubleFloor();
    }

    /** This number as a rational. */
    public Rational toRational() {
        return Rational.of(mantissa.shiftLeft(Math.max(exponent, 0)), BigInteger.ONE.shiftLeft(Math.max(-exponent, 0)));
    }

    @Override
    public int compareTo(Dyadic other) {
        return subtract(other).signum();
    }

    @Override
    public String toString() {
        return exponent == 0 ? mantissa.toString() : mantissa + "*2^" + exponent;
    }
}
