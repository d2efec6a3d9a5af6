package io.github.relucert.network;

import java.util.List;
import java.util.stream.Stream;

/** Networks small enough to be read at a glance. */
public final class TinyNetworks {
    private TinyNetworks() {}

    /** {@code f(x) = x}, for inputs of this shape. */
    public static Network identity(FloatType type, Integer... shape) {
        int size = Stream.of(shape).reduce(1, (a, b) -> a * b);
        Affine copy = new Affine("copy", List.of(new Affine.Term(0, Sparse.identity(size))), new double[size]);
        return new Network(type, List.of(shape), List.of(copy));
    }

    /** {@code f(x) = W x + b}; one row of {@code weights} an output. */
    public static Network affine(FloatType type, double[] bias, double[]... weights) {
        return new Network(type, List.of(weights[0].length), List.of(layer("output", 0, bias, weights)));
    }

    /** {@code f(x) = W2 relu(W1 x + b1) + b2}. */
    public static Network oneHidden(FloatType type, double[][] w1, double[] b1, double[][] w2, double[] b2) {
        return new Network(
                type,
                List.of(w1[0].length),
                List.of(layer("hidden", 0, b1, w1), new Relu("relu", 1, b1.length), layer("output", 2, b2, w2)));
    }

    private static Affine layer(String name, int source, double[] bias, double[][] weights) {
        double[] all =
                Stream.of(weights).flatMapToDouble(java.util.Arrays::stream).toArray();
        Dense dense = new Dense(weights.length, weights[0].length, all);
        return new Affine(name, List.of(new Affine.Term(source, dense)), bias);
    }
}
