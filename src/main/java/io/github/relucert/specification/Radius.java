package io.github.relucert.specification;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact non-negative length in one norm, possibly infinite.
 *
 * @param norm the norm it is measured in
 * @param value the length itself in l_inf and l1, its <em>square</em> in l2, so that it stays rational
 */
public record Radius(Norm norm, Rational value) implements Comparable<Radius> {
    private static final int ROOT_BITS = 128;
    private static final int SHORT = 24;
    private static final int DIGITS = 15;

    /** @throws IllegalArgumentException when the value is negative */
    public Radius {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a radius cannot be " + value);
        }
    }

    /**
     * The radius whose length (not its square) is {@code length}.
     *
     * @throws IllegalArgumentException when the length is negative
     */
    public static Radius ofLength(Norm norm, Rational length) {
        boolean squared = norm == Norm.L2 && length.isFinite() && length.signum() > 0;
        return new Radius(norm, squared ? length.multiply(length) : length);
    }

    public boolean isFinite() {
        return value.isFinite();
    }

    /** The largest double whose length does not exceed this one. */
    public double floor() {
        return norm == Norm.L2 && isFinite() ? root().doubleFloor() : value.doubleFloor();
    }

    /** A double not below this length; the smallest such except next to a rounded root. */
    public double ceiling() {
        if (norm != Norm.L2 || !isFinite()) {
            return value.doubleCeiling();
        }
        Dyadic root = root();
        Rational square = root.multiply(root).toRational();
        return square.equals(value) ? root.doubleCeiling() : Math.nextUp(root.doubleFloor());
    }

    /** The root of the square, rounded down to {@link #ROOT_BITS} bits and more. */
    private Dyadic root() {
        int shift = Math.max(
                0,
                2 * ROOT_BITS
                        - value.numerator().bitLength()
                        + value.denominator().bitLength());
        shift += shift & 1;
        BigInteger scaled = value.numerator().shiftLeft(shift).divide(value.denominator());
        return Dyadic.of(scaled.sqrt(), -shift / 2);
    }

    /** @throws IllegalArgumentException when the norms differ */
    @Override
    public int compareTo(Radius other) {
        if (norm != other.norm) {
            throw new IllegalArgumentException("radii in " + norm.id() + " and " + other.norm.id());
        }
        return value.compareTo(other.value);
    }

    /** The length as text: exactly where that is short, else a decimal that is not above it. */
    public String atLeast() {
        return text(new BigDecimal(floor()), RoundingMode.FLOOR);
    }

    /** The length as text: exactly where that is short, else a decimal that is not below it. */
    public String atMost() {
        double ceiling = ceiling();
        return Double.isFinite(ceiling)
                ? text(new BigDecimal(ceiling), RoundingMode.CEILING)
                : "a number above " + Double.MAX_VALUE;
    }

    private String text(BigDecimal near, RoundingMode mode) {
        String exact = value.toString();
        if (exact.length() <= SHORT) {
            return norm == Norm.L2 ? "sqrt(" + exact + ")" : exact;
        }
        return near.round(new MathContext(DIGITS, mode)).toString();
    }
}
