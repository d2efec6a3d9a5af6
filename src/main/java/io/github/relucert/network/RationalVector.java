package io.github.relucert.network;

import io.github.relucert.exact.DyadicArray;
import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** The given finite numbers over the least odd common denominator. */
    public static RationalVector of(List<Rational> values) {
        BigInteger denominator = Rational.clearing(values);
        DyadicArray numerators = new DyadicArray(values.size());
        for (int i = 0; i < values.size(); i++) {
            numerators.add(i, values.get(i).times(denominator));
        }
        return new RationalVector(numerators, denominator);
    }

    /**
     * The exact values of finite doubles.
     *
     * @throws ArithmeticException when one of them is NaN or infinite
     */
    public static RationalVector of(double... values) {
        return of(Arrays.stream(values).mapToObj(Rational::of).toList());
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
        return IntStream.range(0, size()).mapToObj(this::get).toList();
    }

    /** The vector with every negative coordinate replaced by zero. */
    public RationalVector relu() {
        DyadicArray result = new DyadicArray(size());
        for (int i = 0; i < size(); i++) {
            if (signum(i) > 0) {
                result.addProduct(i, 1, numerators, i);
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
