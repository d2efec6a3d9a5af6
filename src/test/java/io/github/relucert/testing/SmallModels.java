package io.github.relucert.testing;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.List;

/** Networks whose radii, gradients and symmetries are known by hand. */
final class SmallModels {
    private SmallModels() {}

    /** {@code |x0| + |x1| - 1}: a diamond of radius 1 in l1. */
    static ModelUnderTest diamond() {
        return ModelUnderTest.of(
                "diamond", network(2, new double[][] {{1, 0, -1, 0, 0, 1, 0, -1}, {1, 1, 1, 1}}, new double[][] {
                    {0, 0, 0, 0}, {-1}
                }));
    }

    /** {@code relu(x0 + x1) + relu(x0 - 1)/2 - 3 relu(x1)}: rises in {@code x0}, falls in {@code x1} where that is above zero. */
    static ModelUnderTest slope() {
        return ModelUnderTest.of("slope", network(2, new double[][] {{1, 1, 1, 0, 0, 1}, {1, 0.5, -3}}, new double[][] {
            {0, -1, 0}, {0}
        }));
    }

    /** Two outputs, {@code x0 + x1} and {@code x0 - x1}. */
    static ModelUnderTest linear() {
        return ModelUnderTest.of("linear", network(2, new double[][] {{1, 1, 1, -1}}, new double[][] {{0, 0}}));
    }

    /** Dense layers with ReLUs in between. */
    static Network network(int inputs, double[][] weights, double[][] biases) {
        List<Layer> layers = new ArrayList<>();
        int size = inputs;
        for (int k = 0; k < weights.length; k++) {
            if (k > 0) {
                layers.add(new Relu("relu" + k, layers.size(), size));
            }
            layers.add(new Affine(
                    "dense" + k,
                    List.of(new Affine.Term(layers.size(), new Dense(biases[k].length, size, weights[k]))),
                    biases[k]));
            size = biases[k].length;
        }
        return new Network(FloatType.FLOAT64, List.of(inputs), layers);
    }
}
