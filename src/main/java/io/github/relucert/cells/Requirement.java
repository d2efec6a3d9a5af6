package io.github.relucert.cells;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * An inequality {@code sum_k weight_k v[index_k] + input(x) <= 0} over one value of the network and its input: a condition of
 * the unsafe set times a positive integer, or a neuron's phase.
 *
 * @param value the value's number
 * @param input the part over the input, with the constant
 */
record Requirement(int value, List<Integer> indices, List<Dyadic> weights, DyadicForm input) {
    static Requirement of(Condition condition, int outputValue, int inputSize) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        List<Rational> numbers = new ArrayList<>(condition.input().coefficients());
        numbers.addAll(condition.output().coefficients());
        numbers.add(constant);
        BigInteger scale = BigInteger.ONE;
        for (Rational number : numbers) {
            scale = scale.multiply(number.denominator().divide(scale.gcd(number.denominator())));
        }
        DyadicForm.Sum input = new DyadicForm.Sum(inputSize);
        input.addConstant(scaled(constant, scale));
        LinearForm part = condition.input();
        for (int k = 0; k < part.indices().size(); k++) {
            input.add(
                    scaled(part.coefficients().get(k), scale),
                    DyadicForm.coordinate(inputSize, part.indices().get(k)));
        }
        List<Dyadic> weights = new ArrayList<>();
        for (Rational coefficient : condition.output().coefficients()) {
            weights.add(scaled(coefficient, scale));
        }
        return new Requirement(outputValue, condition.output().indices(), weights, input.toForm());
    }

    private static Dyadic scaled(Rational number, BigInteger scale) {
        return Dyadic.of(number.numerator().multiply(scale.divide(number.denominator())), 0);
    }

    /** That a neuron is in a phase. */
    static Requirement of(NeuronOrder order, int neuron, Phase phase) {
        Dyadic sign = phase == Phase.ACTIVE ? Dyadic.ONE.negate() : Dyadic.ONE;
        DyadicForm nothing = DyadicForm.zero(order.network().inputSize());
        return new Requirement(order.value(neuron), List.of(order.index(neuron)), List.of(sign), nothing);
    }
}
