package io.github.relucert.kernel;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Networks of the usual sizes for 28 x 28 images and ten classes, with random weights of the usual scale. */
public enum NetworkShape {
    DENSE_24,
    DENSE_256,
    /** Convolutions 4 x 4 of stride 2 to 16 and 32 channels, then 100 neurons (Wong and Kolter 2018). */
    CONVOLUTIONAL;

    /** The network; always the same. */
    public Network build() {
        Builder builder = new Builder();
        switch (this) {
            case DENSE_24 -> builder.hidden(24, 784).hidden(24, 24).dense(10, 24);
            case DENSE_256 -> builder.hidden(256, 784).hidden(256, 256).dense(10, 256);
            case CONVOLUTIONAL ->
                builder.convolution(1, 28, 16)
                        .convolution(16, 14, 32)
                        .hidden(100, 1568)
                        .dense(10, 100);
        }
        return new Network(FloatType.FLOAT32, List.of(1, 28, 28), builder.layers);
    }

    private static final class Builder {
        private final SplittableRandom random = new SplittableRandom(7);
        private final List<Layer> layers = new ArrayList<>();

        Builder dense(int rows, int columns) {
            return affine(new Dense(rows, columns, weights(rows * columns, columns)));
        }

        Builder hidden(int rows, int columns) {
            return dense(rows, columns).relu(rows);
        }

        Builder convolution(int channels, int side, int outputs) {
            Convolution.Geometry geometry = new Convolution.Geometry(
                    channels, side, side, outputs, side / 2, side / 2, 4, 4, 2, 2, 1, 1, 1, 1, 1);
            affine(new Convolution(geometry, weights(geometry.kernelSize(), channels * 16)));
            return relu(outputs * side * side / 4);
        }

        private Builder affine(LinearMap map) {
            double[] bias = weights(map.outputSize(), 100);
            layers.add(new Affine("affine", List.of(new Affine.Term(layers.size(), map)), bias));
            return this;
        }

        private Builder relu(int size) {
            layers.add(new Relu("relu", layers.size(), size));
            return this;
        }

        private double[] weights(int count, int terms) {
            double scale = Math.sqrt(3.0 / terms);
            return random.doubles(count, -scale, scale).toArray();
        }
    }

    /** An image of which half is black, as handwritten digits are. */
    public double[] image() {
        return new SplittableRandom(11)
                .doubles(784, -1, 1)
                .map(pixel -> Math.max(0, pixel))
                .toArray();
    }
}
