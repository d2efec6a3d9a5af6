package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Exact sums and inner products of rational vectors. */
public final class Vectors {
    private Vectors() {}

    /** {@code <a, b>}. */
    public static Rational dot(List<Rational> a, List<Rational> b) {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).multiply(b.get(i)));
        }
        return sum;
    }

    /** {@code a + factor b}. */
    public static List<Rational> addMultiple(List<Rational> a, Rational factor, List<Rational> b) {
        List<Rational> sum = new ArrayList<>(a.size());
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i).add(factor.multiply(b.get(i))));
        }
        return List.copyOf(sum);
    }

    /** {@code factor a}. */
    public static List<Rational> multiple(Rational factor, List<Rational> a) {
        return a.stream().map(factor::multiply).toList();
    }

    /** The sum of {@code coefficients_i vectors_i}; the zero vector of {@code size} coordinates when there are none. */
    public static List<Rational> combination(int size, List<Rational> coefficients, List<List<Rational>> vectors) {
        List<Rational> sum = Collections.nCopies(size, Rational.ZERO);
        for (int i = 0; i < vectors.size(); i++) {
            if (coefficients.get(i).signum() != 0) {
                sum = addMultiple(sum, coefficients.get(i), vectors.get(i));
            }
        }
        return sum;
    }

    /** {@code ||a||_1}. */
    public static Rational sumOfAbsolutes(List<Rational> a) {
        return a.stream().map(Rational::abs).reduce(Rational.ZERO, Rational::add);
    }

    /** The exact values of doubles. */
    public static List<Rational> exactly(double... values) {
        List<Rational> exact = new ArrayList<>(values.length);
        for (double value : values) {
            exact.add(Rational.of(value));
        }
        return List.copyOf(exact);
    }
}
