package io.github.relucert.theorem.separated;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Depth-two ReLU networks on the plane whose restrictions to a line have many or random kinks. */
final class LineNetworks {
    private static final int GRID = 16;

    private LineNetworks() {}

    /**
     * A network of width {@code m >= 3} that changes its sign {@code m + 1} times along {@code x_1}, the most that is possible: kinks
     * at {@code scale x_1 = first, .., first + m - 1} with values +1/2, -1/2, ... there, and slopes 2 before and 1 after them that
     * cross zero once more. The slope's steps are -3, 2, -2, 2, ..; the third neuron looks to the left, which gives the slope 2 there.
     *
     * @throws IllegalArgumentException when {@code m < 3}
     */
    static Network alternating(int width, int scale, int first) {
        if (width < 3) {
            throw new IllegalArgumentException("width " + width + " is less than three");
        }
        double[] weights = new double[2 * width];
        double[] bias = new double[width];
        double[] output = new double[width];
        double atFirst = 0;
        for (int j = 0; j < width; j++) {
            int side = j == 2 ? -1 : 1;
            weights[2 * j] = (double) side * scale;
            bias[j] = -(double) side * (first + j);
            output[j] = j == 0 ? -3 : j % 2 == 1 ? 2 : -2;
            atFirst += output[j] * Math.max(0, -side * j);
        }
        return network(weights, bias, output, 0.5 - atFirst);
    }

    /** A network with random weights and biases, multiples of 1/16. */
    static Network random(int width, UniformRandomProvider random) {
        double[] weights = draw(2 * width, random);
        double[] bias = draw(width, random);
        double[] output = draw(width, random);
        return network(weights, bias, output, draw(1, random)[0]);
    }

    private static double[] draw(int count, UniformRandomProvider random) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> (double) random.nextInt(-2 * GRID, 2 * GRID + 1) / GRID);
        return values;
    }

    private static Network network(double[] weights, double[] bias, double[] output, double constant) {
        int width = bias.length;
        return new Network(
                FloatType.FLOAT64,
                List.of(2),
                List.of(
                        new Affine("hidden", List.of(new Affine.Term(0, new Dense(width, 2, weights))), bias),
                        new Relu("relu", 1, width),
                        new Affine("output", List.of(new Affine.Term(2, new Dense(1, width, output))), new double[] {
                            constant
                        })));
    }
}
