package io.github.relucert.theorem.generator;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Deep ReLU networks without biases, {@code L} Gaussian weight layers of one width and one output, as they are before training. */
public final class RandomDeepNetwork {
    private RandomDeepNetwork() {}

    /**
     * Draws a network.
     *
     * @param inputSize {@code d}
     * @param width {@code m}
     * @param depth {@code L}, weight layers, at least two
     * @throws IllegalArgumentException when {@code depth < 2}
     */
    public static Network draw(InitialScale scale, int inputSize, int width, int depth, UniformRandomProvider random) {
        if (depth < 2) {
            throw new IllegalArgumentException("a network of " + depth + " weight layers has no hidden layer");
        }
        List<Layer> layers = new ArrayList<>();
        int size = inputSize;
        for (int layer = 1; layer < depth; layer++) {
            double deviation = layer == 1 ? scale.first(inputSize, width) : scale.inner(width);
            layers.add(affine(layers.size(), width, size, deviation, random));
            layers.add(new Relu("relu " + layer, layers.size(), width));
            size = width;
        }
        layers.add(affine(layers.size(), 1, width, scale.last(width), random));
        return new Network(FloatType.FLOAT64, List.of(inputSize), layers);
    }

    private static Affine affine(int source, int rows, int columns, double deviation, UniformRandomProvider random) {
        Dense map = new Dense(rows, columns, GaussianDraws.vector(rows * columns, deviation, random));
        return new Affine("dense " + source / 2, List.of(new Affine.Term(source, map)), new double[rows]);
    }
}
