package io.github.relucert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A vector over one denominator, {@code value_i = numerator_i / denominator} with dyadic numerators. Affine maps with dyadic
 * weights keep the denominator, so a rational point passes through a whole network without a division.
 */
public final class RationalVector {
    private final DyadicArray numerators;
    private final BigInteger denominator;

    RationalVector(DyadicArray numerators, BigInteger denominator) {
        this.numerators = numerators;
        this.denominator = denominator;
    }

    /** The given finite numbers over their least common denominator. */
    public static RationalVector of(List<Rational> values) {
        BigInteger denominator = BigInteger.ONE;
        for (Rational value : values) {
            denominator =
                    denominator.divide(denominator.gcd(value.denominator())).multiply(value.denominator());
        }
        DyadicArray numerators = new DyadicArray(values.size());
        for (int i = 0; i < values.size(); i++) {
            Rational value = values.get(i);
            BigInteger factor = denominator.divide(value.denominator());
            numerators.add(i, Dyadic.of(value.numerator().multiply(factor), 0));
        }
        return new RationalVector(numerators, denominator);
    }

    /**
     * The exact values of finite doubles.
     *
     * @throws ArithmeticException when one of them is NaN or infinite
     */
    public static RationalVector of(double... values) {
        DyadicArray numerators = new DyadicArray(values.length);
        for (int i = 0; i < values.length; i++) {
            numerators.add(i, Dyadic.of(values[i]));
        }
        return new RationalVector(numerators, BigInteger.ONE);
    }

    public int size() {
        return numerators.size();
    }

    public int signum(int index) {
        return numerators.signum(index);
    }

    public Rational get(int index) {
        return numerators.get(index).toRational().divide(Rational.of(denominator, BigInteger.ONE));
    }

    public List<Rational> toList() {
        List<Rational> values = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            values.add(get(i));
        }
        return List.copyOf(values);
    }

    /** The vector with every negative coordinate replaced by zero. */
    public RationalVector relu() {
        DyadicArray result = numerators.copy();
        for (int i = 0; i < size(); i++) {
            if (signum(i) < 0) {
                result.clear(i);
            }
        }
        return new RationalVector(result, denominator);
    }

    DyadicArray numerators() {
        return numerators;
    }

    BigInteger denominator() {
        return denominator;
    }
}
