package io.github.relucert.attack;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.AffineSum;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of the affine map that a network is on one activation pattern, without rounding: one exact backward pass a row. */
public final class ExactCell {
    private final Network network;
    private final Phase[][] pattern;

    /**
     * A cell.
     *
     * @param pattern the phase of every neuron, by ReLU layer
     */
    public ExactCell(Network network, Phase[][] pattern) {
        this.network = network;
        this.pattern = pattern;
    }

    /** The inequality that keeps a neuron in its phase. */
    public ExactRow phaseOf(Neuron neuron) {
        int layer = network.reluLayers().get(neuron.relu());
        int source = network.layers().get(layer).sources().getFirst();
        boolean active = pattern[neuron.relu()][neuron.index()] == Phase.ACTIVE;
        Rational sign = active ? Rational.ONE.negate() : Rational.ONE;
        return pulledBack(source, LinearForm.single(neuron.index(), sign, Rational.ZERO), LinearForm.zero());
    }

    /** The inequality that a condition of the unsafe set is on this piece. */
    public ExactRow condition(Condition condition) {
        return pulledBack(network.layers().size(), condition.output(), condition.input());
    }

    /** {@code form(value) + inputForm(x) <= 0} as a row over the input. */
    private ExactRow pulledBack(int value, LinearForm form, LinearForm inputForm) {
        RationalVector weights = RationalVector.of(dense(form, network.valueSize(value)));
        Map<Integer, AffineSum> sums = new HashMap<>();
        sums.put(value, new AffineSum(network.valueSize(value), weights));
        add(sums.get(value), weights);
        AffineSum constant = new AffineSum(1, weights);
        for (int v = value; v > 0; v--) {
            if (sums.containsKey(v)) {
                pullThrough(v - 1, sums.get(v).toVector(), sums, constant);
            }
        }
        List<Rational> slope = sums.containsKey(0)
                ? sums.get(0).toVector().toList()
                : Collections.nCopies(network.inputSize(), Rational.ZERO);
        List<Rational> normal = new ArrayList<>(slope);
        for (int k = 0; k < inputForm.indices().size(); k++) {
            int i = inputForm.indices().get(k);
            normal.set(i, normal.get(i).add(inputForm.coefficients().get(k)));
        }
        Rational offset = constant.toVector().get(0).add(form.constant()).add(inputForm.constant());
        return new ExactRow(normal, offset.negate());
    }

    private static List<Rational> dense(LinearForm form, int size) {
        List<Rational> result = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
        for (int k = 0; k < form.indices().size(); k++) {
            result.set(form.indices().get(k), form.coefficients().get(k));
        }
        return result;
    }

    private static void add(AffineSum sum, RationalVector vector) {
        for (int i = 0; i < vector.size(); i++) {
            sum.addProduct(i, 1, vector, i);
        }
    }

    private void pullThrough(int layer, RationalVector weights, Map<Integer, AffineSum> sums, AffineSum constant) {
        switch (network.layers().get(layer)) {
            case Affine affine -> {
                for (int i = 0; i < weights.size(); i++) {
                    constant.addProduct(0, affine.bias(i), weights, i);
                }
                for (Affine.Term term : affine.terms()) {
                    AffineSum source = sumOf(term.source(), sums, weights);
                    // The transposed product: entry (i, j) of the map carries weight i of the output to input j.
                    for (int i = 0; i < weights.size(); i++) {
                        int output = i;
                        if (weights.signum(output) != 0) {
                            term.map()
                                    .forEachInRow(
                                            output,
                                            (input, weight) -> source.addProduct(input, weight, weights, output));
                        }
                    }
                }
            }
            case Relu relu -> {
                AffineSum source = sumOf(relu.source(), sums, weights);
                int ordinal = network.reluLayers().indexOf(layer);
                for (int i = 0; i < weights.size(); i++) {
                    if (pattern[ordinal][i] == Phase.ACTIVE) {
                        source.addProduct(i, 1, weights, i);
                    }
                }
            }
        }
    }

    private AffineSum sumOf(int value, Map<Integer, AffineSum> sums, RationalVector sample) {
        return sums.computeIfAbsent(value, v -> new AffineSum(network.valueSize(v), sample));
    }
}
