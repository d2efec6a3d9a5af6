package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.Arrays;

/**
 * Slopes of the two lines that enclose each ReLU, by ReLU layer, and the sides taken of split neurons, which win. Immutable;
 * unchanged layers are shared.
 *
 * @param lower of the line below, in [0, 1]
 * @param upper of the line above, in [0, 1]
 * @param sides ACTIVE where z >= 0 by a split, INACTIVE where z <= 0, UNSTABLE where the neuron is not split
 */
record Slopes(double[][] lower, double[][] upper, Phase[][] sides) {
    /** Lower slopes 0, upper slopes 1, nothing split. */
    static Slopes initial(Network network) {
        int layers = network.reluLayers().size();
        Slopes slopes = new Slopes(new double[layers][], new double[layers][], new Phase[layers][]);
        for (int relu = 0; relu < layers; relu++) {
            int size = network.layers().get(network.reluLayers().get(relu)).outputSize();
            slopes.lower[relu] = new double[size];
            slopes.upper[relu] = new double[size];
            slopes.sides[relu] = new Phase[size];
            Arrays.fill(slopes.upper[relu], 1);
            Arrays.fill(slopes.sides[relu], Phase.UNSTABLE);
        }
        return slopes;
    }

    /** All slopes zero: what an interval bound uses. */
    Slopes flat() {
        double[][] zero =
                Arrays.stream(lower).map(layer -> new double[layer.length]).toArray(double[][]::new);
        return new Slopes(zero, zero, sides);
    }

    boolean isSplit(Neuron neuron) {
        return sides[neuron.relu()][neuron.index()] != Phase.UNSTABLE;
    }

    Slopes split(Neuron neuron, Phase side) {
        Phase[][] copy = sides.clone();
        copy[neuron.relu()] = sides[neuron.relu()].clone();
        copy[neuron.relu()][neuron.index()] = side;
        return new Slopes(lower, upper, copy);
    }

    Slopes with(ProofRecord.Slopes change) {
        return new Slopes(replaced(lower, change, change.lower()), replaced(upper, change, change.upper()), sides);
    }

    private static double[][] replaced(double[][] layers, ProofRecord.Slopes change, double[] values) {
        if (values.length == 0) {
            return layers;
        }
        double[][] copy = layers.clone();
        double[] layer = copy[change.relu()].clone();
        for (int i = 0; i < values.length; i++) {
            layer[change.neurons()[i]] = values[i];
        }
        copy[change.relu()] = layer;
        return copy;
    }
}
