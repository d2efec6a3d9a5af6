package io.github.relucert.exact;

import java.math.BigInteger;

/**
 * A dyadic number {@code mantissa * 2^exponent}, kept canonical: the mantissa is odd, or both parts are zero. Every finite
 * double is one; sums and products of dyadics are dyadic, so arithmetic on stored weights never needs a division.
 */
public final class Dyadic implements Comparable<Dyadic> {
    /** Largest absolute exponent accepted; beyond it a number can only come from hostile input. */
    public static final int MAX_EXPONENT = 1 << 20;

    public static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
    public static final Dyadic ONE = new Dyadic(BigInteger.ONE, 0);

    private static final int DOUBLE_PRECISION = 53;
    private static final int SMALLEST_DOUBLE_EXPONENT = -1074;

    private final BigInteger mantissa;
    private final int exponent;

    private Dyadic(BigInteger mantissa, int exponent) {
        this.mantissa = mantissa;
        this.exponent = exponent;
    }

    /**
     * {@code mantissa * 2^exponent}.
     *
     * @throws ArithmeticException when the canonical exponent exceeds {@link #MAX_EXPONENT} in absolute value
     */
    public static Dyadic of(BigInteger mantissa, int exponent) {
        if (mantissa.signum() == 0) {
            return ZERO;
        }
        int zeros = mantissa.getLowestSetBit();
        long canonical = (long) exponent + zeros;
        if (Math.abs(canonical) > MAX_EXPONENT) {
            throw new ArithmeticException("dyadic exponent " + canonical + " exceeds " + MAX_EXPONENT);
        }
        return new Dyadic(zeros == 0 ? mantissa : mantissa.shiftRight(zeros), (int) canonical);
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

    public BigInteger mantissa() {
        return mantissa;
    }

    public int exponent() {
        return exponent;
    }

    public Dyadic add(Dyadic other) {
        if (signum() == 0) {
            return other;
        }
        if (other.signum() == 0) {
            return this;
        }
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
        return new Dyadic(mantissa.negate(), exponent);
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

    /** The integer {@code this / 2^scale}; {@code scale} must not exceed the exponent of a non-zero value. */
    public BigInteger mantissaAt(int scale) {
        if (signum() == 0) {
            return BigInteger.ZERO;
        }
        if (scale > exponent) {
            throw new ArithmeticException("scale " + scale + " above exponent " + exponent);
        }
        return mantissa.shiftLeft(exponent - scale);
    }

    /** The largest double that does not exceed this number; negative infinity below the range of doubles. */
    public double doubleFloor() {
        if (signum() == 0) {
            return 0.0;
        }
        int drop = Math.max(mantissa.bitLength() - DOUBLE_PRECISION, SMALLEST_DOUBLE_EXPONENT - exponent);
        BigInteger kept = drop > 0 ? mantissa.shiftRight(drop) : mantissa;
        double floor = Math.scalb((double) kept.longValue(), exponent + Math.max(drop, 0));
        return floor == Double.POSITIVE_INFINITY ? Double.MAX_VALUE : floor;
    }

    /** The smallest double that is not below this number; positive infinity above the range of doubles. */
    public double doubleCeiling() {
        return 0.0 - negate().doubleFloor();
    }

    /** This number as a rational. */
    public Rational toRational() {
        return exponent >= 0
                ? Rational.of(mantissa.shiftLeft(exponent), BigInteger.ONE)
                : Rational.of(mantissa, BigInteger.ONE.shiftLeft(-exponent));
    }

    @Override
    public int compareTo(Dyadic other) {
        int signs = Integer.compare(signum(), other.signum());
        if (signs != 0 || signum() == 0) {
            return signs;
        }
        long magnitude = (long) mantissa.bitLength() + exponent;
        long otherMagnitude = (long) other.mantissa.bitLength() + other.exponent;
        if (magnitude != otherMagnitude) {
            return Long.compare(magnitude, otherMagnitude) * signum();
        }
        int scale = Math.min(exponent, other.exponent);
        return mantissaAt(scale).compareTo(other.mantissaAt(scale));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dyadic that && exponent == that.exponent && mantissa.equals(that.mantissa);
    }

    @Override
    public int hashCode() {
        return 31 * mantissa.hashCode() + exponent;
    }

    @Override
    public String toString() {
        return exponent == 0 ? mantissa.toString() : mantissa + "*2^" + exponent;
    }
}
