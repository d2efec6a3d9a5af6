package io.github.relucert.milp;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small networks with known radii. */
final class Examples {
    private Examples() {}

    /** A dense network: weights {@code [layer][row][column]}, ReLUs between the layers. */
    static Network dense(double[][][] weights, double[][] biases) {
        List<Layer> layers = new ArrayList<>();
        int inputs = weights[0][0].length;
        for (int k = 0; k < weights.length; k++) {
            int rows = weights[k].length;
            if (k > 0) {
                layers.add(new Relu("relu" + k, layers.size(), weights[k - 1].length));
            }
            double[] flat =
                    Arrays.stream(weights[k]).flatMapToDouble(Arrays::stream).toArray();
            Dense map = new Dense(rows, weights[k][0].length, flat);
            layers.add(new Affine("affine" + k, List.of(new Affine.Term(layers.size(), map)), biases[k]));
        }
        return new Network(FloatType.FLOAT64, List.of(inputs), layers);
    }

    /** Rows of the Sylvester-Hadamard matrix of a size that is a power of two: orthogonal, entries 1 and -1. */
    static double[][] hadamard(int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i][j] = Integer.bitCount(i & j) % 2 == 0 ? 1 : -1;
            }
        }
        return matrix;
    }

    static List<Rational> point(double... x) {
        return Arrays.stream(x).mapToObj(Rational::of).toList();
    }
}
