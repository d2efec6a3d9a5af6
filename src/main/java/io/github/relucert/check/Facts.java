package io.github.relucert.check;

import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What has been proved at a node: bounds of the pre-activations by ReLU layer, and half-spaces. Immutable; unchanged layers
 * are shared.
 */
record Facts(double[][] lower, double[][] upper, List<HalfSpace> halfSpaces) {
    /** Nothing is known. */
    static Facts none(Network network) {
        int layers = network.reluLayers().size();
        Facts facts = new Facts(new double[layers][], new double[layers][], List.of());
        for (int relu = 0; relu < layers; relu++) {
            int size = network.layers().get(network.reluLayers().get(relu)).outputSize();
            facts.lower[relu] = new double[size];
            facts.upper[relu] = new double[size];
            Arrays.fill(facts.lower[relu], Double.NEGATIVE_INFINITY);
            Arrays.fill(facts.upper[relu], Double.POSITIVE_INFINITY);
        }
        return facts;
    }

    /** These facts met with lower bounds of {@code signs[r] * z} for the neurons {@code neurons[r]} of a layer. */
    Facts met(int relu, int[] neurons, int[] signs, double[] bounds) {
        double[][] newLower = lower.clone();
        double[][] newUpper = upper.clone();
        newLower[relu] = lower[relu].clone();
        newUpper[relu] = upper[relu].clone();
        for (int r = 0; r < neurons.length; r++) {
            int i = neurons[r];
            if (signs[r] > 0) {
                newLower[relu][i] = Math.max(newLower[relu][i], bounds[r]);
            } else {
                newUpper[relu][i] = Math.min(newUpper[relu][i], -bounds[r]);
            }
        }
        return new Facts(newLower, newUpper, halfSpaces);
    }

    Facts with(HalfSpace halfSpace) {
        List<HalfSpace> more = new ArrayList<>(halfSpaces);
        more.add(halfSpace);
        return new Facts(lower, upper, List.copyOf(more));
    }

    /** Whether some neuron's proved bounds contradict each other, so that the node holds no point. */
    boolean cross() {
        for (int relu = 0; relu < lower.length; relu++) {
            for (int i = 0; i < lower[relu].length; i++) {
                if (lower[relu][i] > upper[relu][i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a neuron's proved bounds contradict each other. */
    boolean cross(Neuron neuron) {
        return lower[neuron.relu()][neuron.index()] > upper[neuron.relu()][neuron.index()];
    }
}
