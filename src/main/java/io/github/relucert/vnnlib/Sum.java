package io.github.relucert.vnnlib;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import io.github.relucert.specification.LinearForm;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sum of multiples of inputs and outputs and a constant, built term by term. */
final class Sum {
    private final SortedMap<Integer, Rational> inputs = new TreeMap<>();
    private final SortedMap<Integer, Rational> outputs = new TreeMap<>();
    private Rational constant = Rational.ZERO;

    static Sum constant(Rational value) {
        Sum sum = new Sum();
        sum.constant = value;
        return sum;
    }

    static Sum input(int index) {
        Sum sum = new Sum();
        sum.inputs.put(index, Rational.ONE);
        return sum;
    }

    static Sum output(int index) {
        Sum sum = new Sum();
        sum.outputs.put(index, Rational.ONE);
        return sum;
    }

    /** Adds {@code factor * other}. */
    Sum add(Sum other, Rational factor) {
        other.inputs.forEach((k, c) -> inputs.merge(k, c.multiply(factor), Rational::add));
        other.outputs.forEach((k, c) -> outputs.merge(k, c.multiply(factor), Rational::add));
        constant = constant.add(other.constant.multiply(factor));
        return this;
    }

    boolean isConstant() {
        return inputs.isEmpty() && outputs.isEmpty();
    }

    Rational constant() {
        return constant;
    }

    /** The condition that this sum is at most zero, or below it. */
    Condition compared(Relation relation) {
        return new Condition(form(inputs, Rational.ZERO), form(outputs, constant), relation);
    }

    private static LinearForm form(SortedMap<Integer, Rational> terms, Rational constant) {
        SortedMap<Integer, Rational> present = new TreeMap<>(terms);
        present.values().removeIf(coefficient -> coefficient.signum() == 0);
        return new LinearForm(List.copyOf(present.keySet()), List.copyOf(present.values()), constant);
    }
}
