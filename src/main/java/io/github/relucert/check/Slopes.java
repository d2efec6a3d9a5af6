package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.PerNeuron;

/**
 * Slopes of the two lines that enclose each ReLU, and the sides taken of split neurons, which win.
 *
 * @param lower of the line below, in [0, 1]
 * @param upper of the line above, in [0, 1]
 * @param sides +1 where z >= 0 by a split, -1 where z <= 0, 0 where the neuron is not split
 */
record Slopes(PerNeuron lower, PerNeuron upper, PerNeuron sides) {
    /** Lower slopes 0, upper slopes 1, nothing split. */
    static Slopes initial(Network network) {
        PerNeuron zero = PerNeuron.filled(network, 0);
        return new Slopes(zero, PerNeuron.filled(network, 1), zero);
    }

    /** All slopes zero: what an interval bound uses. */
    Slopes flat(Network network) {
        PerNeuron zero = PerNeuron.filled(network, 0);
        return new Slopes(zero, zero, sides);
    }

    boolean isSplit(Neuron neuron) {
        return sides.of(neuron.relu())[neuron.index()] != 0;
    }

    /** With a neuron on the side +1 or -1. */
    Slopes split(Neuron neuron, int side) {
        return new Slopes(lower, upper, sides.with(neuron.relu(), new int[] {neuron.index()}, new double[] {side}));
    }

    /** With the slopes that a line gives; it gives none to keep what is there. */
    Slopes with(ProofRecord.Slopes change) {
        return new Slopes(
                lower.with(change.relu(), change.neurons(), change.lower()),
                upper.with(change.relu(), change.neurons(), change.upper()),
                sides);
    }
}
