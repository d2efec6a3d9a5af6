package io.github.relucert.train;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Affine.Term;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.List;
import java.util.SplittableRandom;

/** Small networks with every kind of layer and random numbers that float32 holds. */
final class SampleNetworks {
    private final SplittableRandom random;

    SampleNetworks(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Multiples of 1/256 in [-1, 1]: float32 numbers whose sums of products float64 holds exactly. */
    double[] numbers(int count) {
        return random.ints(count, -256, 257).mapToDouble(k -> k / 256.0).toArray();
    }

    static Layer affine(double[] bias, Term... terms) {
        return new Affine("affine", List.of(terms), bias);
    }

    static Network network(FloatType type, List<Integer> shape, Layer... layers) {
        return new Network(type, shape, List.of(layers));
    }

    Network dense(FloatType type) {
        return network(
                type,
                List.of(5),
                affine(numbers(7), new Term(0, new Dense(7, 5, numbers(35)))),
                new Relu("relu", 1, 7),
                affine(numbers(3), new Term(2, new Dense(3, 7, numbers(21)))));
    }

    Network convolutional(FloatType type) {
        Geometry strided = new Geometry(2, 7, 6, 4, 4, 3, 3, 2, 2, 2, 1, 0, 1, 1, 1);
        Geometry dilated = new Geometry(4, 4, 3, 4, 2, 3, 2, 2, 2, 1, 0, 1, 2, 2, 2);
        double[] perChannel = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, -3, -3, -3, -3, -3, -3, 0, 0, 0, 0, 0, 0};
        return network(
                type,
                List.of(2, 7, 6),
                affine(numbers(48), new Term(0, new Convolution(strided, numbers(strided.kernelSize())))),
                new Relu("relu", 1, 48),
                affine(perChannel, new Term(2, new Convolution(dilated, numbers(dilated.kernelSize())))),
                new Relu("relu", 3, 24),
                affine(numbers(2), new Term(4, new Dense(2, 24, numbers(48)))));
    }

    Network sparse(FloatType type) {
        Sparse general = new Sparse(6, new int[] {0, 2, 2, 5}, new int[] {1, 4, 0, 2, 5}, numbers(5));
        return network(
                type,
                List.of(6),
                affine(numbers(6), new Term(0, Sparse.diagonal(numbers(6)))),
                new Relu("relu", 1, 6),
                affine(new double[4], new Term(2, Sparse.select(6, new int[] {5, 0, -1, 0}))),
                affine(numbers(3), new Term(2, general)),
                affine(new double[7], embedding(7, 0, 4, 3), embedding(7, 4, 3, 4)),
                affine(numbers(6), new Term(5, new Dense(6, 7, numbers(42))), new Term(0, Sparse.identity(6))),
                affine(new double[6], new Term(6, Sparse.identity(6)), new Term(0, Sparse.diagonal(numbers(6)))));
    }

    private static Term embedding(int size, int start, int count, int source) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = i >= start && i < start + count ? i - start : -1;
        }
        return new Term(source, Sparse.select(count, indices));
    }

    /** Reads two of the three output rows that the padding would give, which no Conv node can say. */
    Network cropped(FloatType type) {
        Geometry geometry = new Geometry(1, 3, 3, 1, 2, 3, 1, 1, 1, 1, 0, 0, 1, 1, 1);
        return network(type, List.of(1, 3, 3), affine(numbers(6), new Term(0, new Convolution(geometry, numbers(1)))));
    }

    /** All but the convolutions, for which ONNX Runtime has no float64 kernel. */
    List<Network> withoutConvolution(FloatType type) {
        Network single = network(type, List.of(1), new Relu("relu", 0, 1));
        return List.of(dense(type), sparse(type), cropped(type), single);
    }

    static Network oneLayer(FloatType type, double... weights) {
        return network(type, List.of(3), affine(new double[2], new Term(0, new Dense(2, 3, weights))));
    }
}
