package io.github.relucert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A vector over one common scale, {@code value_i = numerator_i * 2^exponent / denominator}. Affine maps with dyadic weights
 * keep the denominator, so a rational point passes through a whole network with integer multiplications alone.
 */
public final class RationalVector {
    private final BigInteger[] numerators;
    private final int exponent;
    private final BigInteger denominator;

    RationalVector(BigInteger[] numerators, int exponent, BigInteger denominator) {
        this.numerators = numerators;
        this.exponent = exponent;
        this.denominator = denominator;
    }

    /** The given finite numbers over their least common denominator. */
    public static RationalVector of(List<Rational> values) {
        BigInteger denominator = BigInteger.ONE;
        for (Rational value : values) {
            denominator =
                    denominator.divide(denominator.gcd(value.denominator())).multiply(value.denominator());
        }
        BigInteger[] numerators = new BigInteger[values.size()];
        for (int i = 0; i < numerators.length; i++) {
            Rational value = values.get(i);
            numerators[i] = value.numerator().multiply(denominator.divide(value.denominator()));
        }
        return new RationalVector(numerators, 0, denominator);
    }

    /**
     * The exact values of finite doubles.
     *
     * @throws ArithmeticException when one of them is NaN or infinite
     */
    public static RationalVector of(double... values) {
        int exponent = 0;
        for (double value : values) {
            exponent = value == 0 ? exponent : Math.min(exponent, Doubles.exponent(value));
        }
        BigInteger[] numerators = new BigInteger[values.length];
        for (int i = 0; i < numerators.length; i++) {
            numerators[i] = Dyadic.of(values[i]).mantissaAt(exponent);
        }
        return new RationalVector(numerators, exponent, BigInteger.ONE);
    }

    public int size() {
        return numerators.length;
    }

    public int signum(int index) {
        return numerators[index].signum();
    }

    public Rational get(int index) {
        return Dyadic.of(numerators[index], exponent).toRational().divide(Rational.of(denominator, BigInteger.ONE));
    }

    public List<Rational> toList() {
        Rational[] values = new Rational[size()];
        Arrays.setAll(values, this::get);
        return List.of(values);
    }

    /** The vector with every negative coordinate replaced by zero. */
    public RationalVector relu() {
        BigInteger[] result = new BigInteger[numerators.length];
        Arrays.setAll(result, i -> numerators[i].max(BigInteger.ZERO));
        return new RationalVector(result, exponent, denominator);
    }

    BigInteger numerator(int index) {
        return numerators[index];
    }

    int exponent() {
        return exponent;
    }

    BigInteger denominator() {
        return denominator;
    }
}
