package io.github.relucert.attack;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.List;

/**
 * The affine map that a network is on one activation pattern, known by single rows: a row is one backward pass, so that a large
 * network costs only the rows that matter.
 */
final class ActivationCell {
    private final CompiledNetwork network;
    private final Phase[][] pattern;
    private final Scratch scratch = new Scratch();

    /** @param pattern {@code [relu][index]}, active or inactive; not written to afterwards */
    ActivationCell(CompiledNetwork network, Phase[][] pattern) {
        this.network = network;
        this.pattern = pattern;
    }

    Phase phase(Neuron neuron) {
        return pattern[neuron.relu()][neuron.index()];
    }

    Phase[][] pattern() {
        return pattern;
    }

    /** The pattern with some neurons in their other phase. */
    ActivationCell flipped(List<Neuron> neurons) {
        Phase[][] other = new Phase[pattern.length][];
        for (int relu = 0; relu < other.length; relu++) {
            other[relu] = pattern[relu].clone();
        }
        for (Neuron neuron : neurons) {
            other[neuron.relu()][neuron.index()] = phase(neuron) == Phase.ACTIVE ? Phase.INACTIVE : Phase.ACTIVE;
        }
        return new ActivationCell(network, other);
    }

    /** All values of the affine map at a point, numbered as in {@link Step}; the piece continues beyond its cell. */
    double[][] values(double[] x) {
        double[][] values = new double[network.values()][];
        values[0] = x;
        for (int value = 1; value < values.length; value++) {
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    values[value] = new double[affine.size()];
                    affine.writeBias(values[value], 1);
                    for (Step.Term term : affine.terms()) {
                        term.kernel().apply(values[term.source()], 1, values[value], scratch);
                    }
                }
                case Step.Relu relu -> {
                    values[value] = values[relu.source()].clone();
                    mask(values[value], 1, pattern[relu.relu()]);
                }
            }
        }
        return values;
    }

    private static void mask(double[] vectors, int count, Phase[] phases) {
        for (int k = 0; k < count; k++) {
            for (int i = 0; i < phases.length; i++) {
                if (phases[i] != Phase.ACTIVE) {
                    vectors[k * phases.length + i] = 0;
                }
            }
        }
    }

    /** A linear functional of one value. */
    record Functional(int value, double[] weights) {}

    /** Functionals as affine functions of the input: {@code count x d} slopes and {@code count} constants. */
    record Rows(double[] slopes, double[] constants) {}

    /** Pulls functionals back to the input, all in one backward pass. */
    Rows rows(List<Functional> functionals) {
        int count = functionals.size();
        double[][] adjoints = new double[network.values()][];
        for (int value = 0; value < adjoints.length; value++) {
            adjoints[value] = new double[Math.multiplyExact(count, network.valueSize(value))];
        }
        for (int k = 0; k < count; k++) {
            double[] weights = functionals.get(k).weights();
            System.arraycopy(weights, 0, adjoints[functionals.get(k).value()], k * weights.length, weights.length);
        }
        double[] constants = new double[count];
        for (int value = adjoints.length - 1; value > 0; value--) {
            double[] adjoint = adjoints[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    for (int k = 0; k < count; k++) {
                        constants[k] += affine.dotBias(adjoint, k * affine.size());
                    }
                    for (Step.Term term : affine.terms()) {
                        term.kernel().applyTransposed(adjoint, count, adjoints[term.source()], scratch);
                    }
                }
                case Step.Relu relu -> {
                    mask(adjoint, count, pattern[relu.relu()]);
                    double[] source = adjoints[relu.source()];
                    for (int i = 0; i < adjoint.length; i++) {
                        source[i] += adjoint[i];
                    }
                }
            }
        }
        return new Rows(adjoints[0], constants);
    }
}
