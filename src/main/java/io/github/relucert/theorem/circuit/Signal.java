package io.github.relucert.theorem.circuit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * {@code bias + sum of weight_k * u[unit_k]} over the units of one layer, as a neuron of the next layer would read it.
 *
 * @param layer 0 for the inputs, {@code l} for the neurons of the {@code l}-th hidden layer
 * @param units ascending
 * @param weights one a unit; a zero is kept, because it is written
 * @param bias absent when none is written
 */
public record Signal(int layer, List<Integer> units, List<Double> weights, OptionalDouble bias) {
    /** @throws IllegalArgumentException when lengths differ or units do not ascend */
    public Signal {
        units = List.copyOf(units);
        weights = List.copyOf(weights);
        if (units.size() != weights.size()) {
            throw new IllegalArgumentException(units.size() + " units with " + weights.size() + " weights");
        }
        for (int k = 1; k < units.size(); k++) {
            if (units.get(k) <= units.get(k - 1)) {
                throw new IllegalArgumentException("unit " + units.get(k) + " after unit " + units.get(k - 1));
            }
        }
    }

    /** One unit as it is. */
    public static Signal unit(int layer, int unit) {
        return new Signal(layer, List.of(unit), List.of(1.0), OptionalDouble.empty());
    }

    /** {@code bias + sum of weights_i * x_i} over all inputs. */
    public static Signal ofInputs(List<Double> weights, double bias) {
        List<Integer> units = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            units.add(i);
        }
        return new Signal(0, units, weights, OptionalDouble.of(bias));
    }

    /** The same with {@code constant} as its bias, even when that is zero; a bias already there grows by it. */
    public Signal plus(double constant) {
        double sum = bias.orElse(0) + constant;
        return new Signal(layer, units, weights, OptionalDouble.of(sum));
    }

    /** The sum of two signals of one layer. */
    public Signal plus(Signal other) {
        return combine(other, 1);
    }

    /** The difference of two signals of one layer. */
    public Signal minus(Signal other) {
        return combine(other, -1);
    }

    /** Every weight and the bias multiplied. */
    public Signal times(double factor) {
        OptionalDouble scaled = bias.isPresent() ? OptionalDouble.of(factor * bias.getAsDouble()) : bias;
        return new Signal(
                layer, units, weights.stream().map(weight -> factor * weight).toList(), scaled);
    }

    /** Numbers that a neuron reading this writes. */
    public int entries() {
        return units.size() + (bias.isPresent() ? 1 : 0);
    }

    private Signal combine(Signal other, double factor) {
        if (other.layer != layer) {
            throw new IllegalArgumentException("signals of layers " + layer + " and " + other.layer);
        }
        TreeMap<Integer, Double> sum = new TreeMap<>();
        for (int k = 0; k < units.size(); k++) {
            sum.put(units.get(k), weights.get(k));
        }
        for (int k = 0; k < other.units.size(); k++) {
            sum.merge(other.units.get(k), factor * other.weights.get(k), Double::sum);
        }
        boolean biased = bias.isPresent() || other.bias.isPresent();
        OptionalDouble total =
                biased ? OptionalDouble.of(bias.orElse(0) + factor * other.bias.orElse(0)) : OptionalDouble.empty();
        return new Signal(layer, List.copyOf(sum.keySet()), List.copyOf(sum.values()), total);
    }

    /** The signal that is zero on a layer and writes nothing. */
    public static Signal nothing(int layer) {
        return new Signal(layer, Collections.emptyList(), Collections.emptyList(), OptionalDouble.empty());
    }
}
