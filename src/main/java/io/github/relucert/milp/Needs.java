package io.github.relucert.milp;

import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Step;
import io.github.relucert.network.Phase;
import java.util.BitSet;

/** Which coordinates of which values a set of outputs depends on, given what the bounds tell of the neurons' phases. */
final class Needs {
    private final BitSet[] needed;

    /** Walks from the given outputs back to the input; inactive neurons are not passed. */
    Needs(CompiledNetwork network, NeuronBounds bounds, BitSet outputs) {
        needed = new BitSet[network.values()];
        for (int value = 0; value < needed.length; value++) {
            needed[value] = new BitSet(network.valueSize(value));
        }
        needed[network.outputValue()].or(outputs);
        for (int value = network.values() - 1; value > 0; value--) {
            BitSet rows = needed[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> affine.terms().forEach(term -> markColumns(rows, term));
                case Step.Relu relu -> markPassing(rows, relu, bounds);
            }
        }
    }

    private void markColumns(BitSet rows, Step.Term term) {
        BitSet columns = needed[term.source()];
        for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
            term.kernel().forEachInRow(i, (column, weight) -> columns.set(column, weight != 0 || columns.get(column)));
        }
    }

    private void markPassing(BitSet neurons, Step.Relu relu, NeuronBounds bounds) {
        for (int i = neurons.nextSetBit(0); i >= 0; i = neurons.nextSetBit(i + 1)) {
            if (bounds.phase(relu.relu(), i) != Phase.INACTIVE) {
                needed[relu.source()].set(i);
            }
        }
    }

    /** The coordinates of a value that are needed, in the caller's hands to read only. */
    BitSet of(int value) {
        return needed[value];
    }
}
