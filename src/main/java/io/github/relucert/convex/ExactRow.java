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
                denominator = leastCommonMultiple(denominator, value.denominator());
            }
            BigInteger[] numerators = new BigInteger[values.size()];
            for (int i = 0; i < numerators.length; i++) {
                Rational value = values.get(i);
                numerators[i] = value.numerator().multiply(denominator.divide(value.denominator()));
            }
            return new Fraction(numerators, denominator);
        }

        /** Those at some indices, over the same denominator. */
        Fraction part(List<Integer> indices) {
            return new Fraction(indices.stream().map(i -> numerators[i]).toArray(BigInteger[]::new), denominator);
        }

        /** Most denominators are powers of two, or equal. */
        static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
            if (a.bitCount() == 1 && b.bitCount() == 1) {
                return a.max(b);
            }
            return a.equals(b) ? a : a.divide(a.gcd(b)).multiply(b);
        }

        /** The exact inner product. */
        Rational dot(Fraction other) {
            BigInteger sum = BigInteger.ZERO;
            for (int i = 0; i < numerators.length; i++) {
                if (numerators[i].signum() != 0) {
                    sum = sum.add(numerators[i].multiply(other.numerators[i]));
                }
            }
            return sum.signum() == 0 ? Rational.ZERO : Rational.of(sum, denominator.multiply(other.denominator));
        }
    }
}
