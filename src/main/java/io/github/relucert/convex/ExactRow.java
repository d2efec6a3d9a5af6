package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.List;

/**
 * One inequality {@code normal . x <= limit} in rationals.
 *
 * @param normal coefficients
 * @param limit right side
 */
public record ExactRow(List<Rational> normal, Rational limit) {
    public ExactRow {
        normal = List.copyOf(normal);
    }

    /** {@code normal . x - limit}: positive where the row is violated. */
    public Rational violation(List<Rational> x) {
        return dot(normal, x).subtract(limit);
    }

    /** The exact inner product, summed over one common denominator. */
    static Rational dot(List<Rational> a, List<Rational> b) {
        return Fraction.of(a).dot(Fraction.of(b));
    }

    /** Numbers over their least common denominator. */
    record Fraction(BigInteger[] numerators, BigInteger denominator) {
        static Fraction of(List<Rational> values) {
            BigInteger denominator = BigInteger.ONE;
            for (Rational value : values) {
                BigInteger divisor = denominator.gcd(value.denominator());
                denominator = denominator.multiply(value.denominator().divide(divisor));
            }
            BigInteger[] numerators = new BigInteger[values.size()];
            for (int i = 0; i < numerators.length; i++) {
                Rational value = values.get(i);
                numerators[i] = value.numerator().multiply(denominator.divide(value.denominator()));
            }
            return new Fraction(numerators, denominator);
        }

        /** The exact inner product. */
        Rational dot(Fraction other) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < numerators.length; i++) {
                if (numerators[i].signum() != 0) {
                    sum = sum.add(numerators[i].multiply(other.numerators[i]));
                }
            }
            return Rational.of(sum, denominator.multiply(other.denominator));
        }
    }
}
