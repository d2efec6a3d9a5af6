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
        Fraction left = Fraction.of(a);
        Fraction right = Fraction.of(b);
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < left.numerators.length; i++) {
            if (left.numerators[i].signum() != 0) {
                sum = sum.add(left.numerators[i].multiply(right.numerators[i]));
            }
        }
        return Rational.of(sum, left.denominator.multiply(right.denominator));
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
    }
}
