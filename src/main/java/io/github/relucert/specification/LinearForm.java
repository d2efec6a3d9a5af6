package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.List;

/** {@code constant + sum of coefficient_k * v[index_k]} over the coordinates of a vector. */
public record LinearForm(List<Integer> indices, List<Rational> coefficients, Rational constant) {
    /** @throws IllegalArgumentException when indices do not ascend or lengths differ */
    public LinearForm {
        indices = List.copyOf(indices);
        coefficients = List.copyOf(coefficients);
        if (indices.size() != coefficients.size()) {
            throw new IllegalArgumentException(
                    indices.size() + " indices for " + coefficients.size() + " coefficients");
        }
        for (int k = 1; k < indices.size(); k++) {
            if (indices.get(k - 1) >= indices.get(k)) {
                throw new IllegalArgumentException("index " + indices.get(k) + " out of order");
            }
        }
    }

    /** The form that is zero everywhere. */
    public static LinearForm zero() {
        return new LinearForm(List.of(), List.of(), Rational.ZERO);
    }

    /** {@code v[plus] - v[minus]}. */
    public static LinearForm difference(int plus, int minus) {
        Rational one = Rational.ONE;
        return plus < minus
                ? new LinearForm(List.of(plus, minus), List.of(one, one.negate()), Rational.ZERO)
                : new LinearForm(List.of(minus, plus), List.of(one.negate(), one), Rational.ZERO);
    }

    /** {@code factor * v[index] + constant}. */
    public static LinearForm single(int index, Rational factor, Rational constant) {
        return new LinearForm(List.of(index), List.of(factor), constant);
    }

    /** The exact value at a point. */
    public Rational at(List<Rational> v) {
        Rational sum = constant;
        for (int k = 0; k < indices.size(); k++) {
            sum = sum.add(coefficients.get(k).multiply(v.get(indices.get(k))));
        }
        return sum;
    }
}
