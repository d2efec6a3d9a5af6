package io.github.relucert.theorem.circuit;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;

/**
 * The size of a network, counted in three ways that differ by more than constants.
 *
 * @param structural numbers that a construction writes, zeros included
 * @param nonZero weights and biases that are not zero
 * @param dense {@code sum over affine layers of (inputs + 1) * outputs}
 */
public record ParameterCount(long structural, long nonZero, long dense) {
    /** Counts the non-zero and the dense entries; the structural ones only its builder knows. */
    public static ParameterCount of(Network network, long structural) {
        long[] counts = new long[2];
        for (Layer layer : network.layers()) {
            switch (layer) {
                case Affine affine -> count(affine, counts);
                case Relu _ -> {}
            }
        }
        return new ParameterCount(structural, counts[0], counts[1]);
    }

    private static void count(Affine affine, long[] counts) {
        for (int i = 0; i < affine.outputSize(); i++) {
            counts[0] += affine.bias(i) == 0 ? 0 : 1;
            for (Affine.Term term : affine.terms()) {
                term.map().forEachInRow(i, (_, weight) -> counts[0] += weight == 0 ? 0 : 1);
            }
        }
        counts[1] += affine.outputSize();
        for (Affine.Term term : affine.terms()) {
            counts[1] += (long) affine.outputSize() * term.map().inputSize();
        }
    }
}
