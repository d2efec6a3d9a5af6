package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;

/** {@code constant + sum of coefficient_k * v[index_k]} over the coordinates of a vector. */
public record LinearForm(List<Integer> indices, List<Rational> coefficients, Rational constant) {
    /** @throws IllegalArgumentException when indices do not ascend from 0 on or lengths differ */
    public LinearForm {
        indices = List.copyOf(indices);
        coefficients = List.copyOf(coefficients);
        if (indices.size() != coefficients.size()) {
            throw new IllegalArgumentException(
                    indices.size() + " indices for " + coefficients.size() + " coefficients");
        }
        int previous = -1;
        for (int index : indices) {
            if (index <= previous) {
                throw new IllegalArgumentException("index " + index + " out of order");
            }
            previous = index;
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

    /** The terms of one variable, x or y, among terms like {@code -5/2*x0}. */
    static LinearForm parse(char variable, List<String> terms, Rational constant) {
        List<Integer> indices = new ArrayList<>();
        List<Rational> coefficients = new ArrayList<>();
        for (String term : terms) {
            int star = term.indexOf('*');
            if (star < 0 || !term.substring(star + 1).matches("[xy]\\d{1,8}")) {
                throw new IllegalArgumentException("a term has to look like 1*y3 or -5/2*x0");
            }
            if (term.charAt(star + 1) == variable) {
                coefficients.add(Rational.parseFraction(term.substring(0, star)));
                indices.add(Integer.valueOf(term.substring(star + 2)));
            }
        }
        return new LinearForm(indices, coefficients, constant);
    }

    /** This form times a factor. */
    LinearForm times(Rational factor) {
        List<Rational> products = coefficients.stream().map(factor::multiply).toList();
        return new LinearForm(indices, products, factor.multiply(constant));
    }

    /** The exact value at a point. */
    public Rational at(List<Rational> v) {
        Rational sum = constant;
        for (int k = 0; k < indices.size(); k++) {
            sum = sum.add(coefficients.get(k).multiply(v.get(indices.get(k))));
        }
        return sum;
    }

    /** Whether every index is below {@code size}. */
    boolean fits(int size) {
        return indices.isEmpty() || indices.getLast() < size;
    }

    /** The terms without the constant, each as {@code coefficient*vIndex}, separated and led by spaces. */
    String terms(String variable) {
        StringBuilder terms = new StringBuilder();
        for (int k = 0; k < indices.size(); k++) {
            terms.append(' ')
                    .append(coefficients.get(k))
                    .append('*')
                    .append(variable)
                    .append(indices.get(k));
        }
        return terms.toString();
    }
}
