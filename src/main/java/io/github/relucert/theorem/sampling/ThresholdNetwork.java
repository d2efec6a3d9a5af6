package io.github.relucert.theorem.sampling;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.List;

/**
 * A linear classifier behind a ramp on every coordinate, {@code <w, R(x)>} with
 * {@code R(x_i) = relu(8 x_i + 1) - relu(8 x_i - 1) - 1}, which is the sign of {@code x_i} wherever {@code |x_i| >= 1/8}. On data in
 * {-1, 1}^d its output does not change under l_inf perturbations up to 7/8.
 */
final class ThresholdNetwork {
    /** Within this l_inf radius of a sign vector every ramp is flat. */
    static final double FLAT_RADIUS = 0.875;

    private static final double STEEPNESS = 8;

    private ThresholdNetwork() {}

    static Network of(int[] weights) {
        int d = weights.length;
        double[] hidden = new double[2 * d * d];
        double[] bias = new double[2 * d];
        double[] output = new double[2 * d];
        for (int i = 0; i < d; i++) {
            hidden[i * d + i] = STEEPNESS;
            hidden[(d + i) * d + i] = STEEPNESS;
            bias[i] = 1;
            bias[d + i] = -1;
            output[i] = weights[i];
            output[d + i] = -weights[i];
        }
        double constant = -Arrays.stream(weights).sum();
        return new Network(
                FloatType.FLOAT64,
                List.of(d),
                List.of(
                        new Affine("ramps", List.of(new Affine.Term(0, new Dense(2 * d, d, hidden))), bias),
                        new Relu("relu", 1, 2 * d),
                        new Affine(
                                "vote", List.of(new Affine.Term(2, new Dense(1, 2 * d, output))), new double[] {constant
                                })));
    }
}
