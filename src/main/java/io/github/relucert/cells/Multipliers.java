package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Rational multipliers from doubles. */
final class Multipliers {
    /** Bits kept of a multiplier, counted from the largest one's first. */
    private static final int BITS = 44;

    private static final double CLOSE = 0x1p-38;
    private static final long LARGEST_DENOMINATOR = 1L << 17;

    private Multipliers() {}

    /** The doubles, shortened; whatever is not positive becomes zero. */
    static List<Rational> shortened(double[] multipliers) {
        double unit = unit(multipliers);
        List<Rational> result = new ArrayList<>();
        for (double multiplier : multipliers) {
            double multiple = Math.rint(multiplier / unit);
            boolean counts = multiple > 0 && Double.isFinite(multiple);
            result.add(counts ? Rational.of(multiple).multiply(Rational.of(unit)) : Rational.ZERO);
        }
        return result;
    }

    /** The fractions of least denominator close to the doubles: the exact ones where these are simple. */
    static List<Rational> simple(double[] multipliers) {
        double unit = Math.scalb(unit(multipliers), BITS);
        List<Rational> result = new ArrayList<>();
        for (double multiplier : multipliers) {
            boolean counts = multiplier > unit * CLOSE && Double.isFinite(multiplier);
            result.add(counts ? fraction(multiplier / unit).multiply(Rational.of(unit)) : Rational.ZERO);
        }
        return result;
    }

    private static double unit(double[] multipliers) {
        double largest = Double.MIN_NORMAL;
        for (double multiplier : multipliers) {
            largest = Double.isFinite(multiplier) ? Math.max(largest, multiplier) : largest;
        }
        return Math.scalb(1.0, Math.max(Math.getExponent(largest), BITS - 1000) - BITS);
    }

    /** The first convergent of the continued fraction of a number between 0 and 2 that is close to it. */
    private static Rational fraction(double value) {
        long previousNumerator = 1;
        long previousDenominator = 0;
        long numerator = (long) Math.floor(value);
        long denominator = 1;
        double rest = value - Math.floor(value);
        while (Math.abs((double) numerator / denominator - value) > CLOSE && rest > CLOSE) {
            double inverse = 1 / rest;
            long term = (long) Math.floor(inverse);
            rest = inverse - term;
            long nextNumerator = term * numerator + previousNumerator;
            long nextDenominator = term * denominator + previousDenominator;
            if (term > LARGEST_DENOMINATOR || nextDenominator > LARGEST_DENOMINATOR) {
                break;
            }
            previousNumerator = numerator;
            previousDenominator = denominator;
            numerator = nextNumerator;
            denominator = nextDenominator;
        }
        return Rational.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }
}
