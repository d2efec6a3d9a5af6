package io.github.relucert.cli;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.List;

/** A small network with small integer weights, whose radii and constants are known in closed form. */
final class SmallNetworks {
    /** Three rows of a Hadamard matrix: orthogonal, of squared length 8. */
    static final double[][] ROWS = {
        {1, -1, 1, -1, 1, -1, 1, -1},
        {1, 1, -1, -1, 1, 1, -1, -1},
        {1, -1, -1, 1, 1, -1, -1, 1}
    };

    static final int[] LABELS = {1, -1, -1};

    private SmallNetworks() {}

    /**
     * A positive multiple of the one function that satisfies the conditions of Karush, Kuhn and Tucker for the largest margin on
     * these rows (two neurons with biases; Vardi, Yehudai and Shamir, 2022, section 5).
     */
    static Network kkt() {
        int d = 8;
        double[] weights = new double[2 * d];
        for (int k = 0; k < d; k++) {
            double positive = ROWS[0][k];
            double negative = ROWS[1][k] + ROWS[2][k];
            weights[k] = (d + 2) * positive - negative;
            weights[d + k] = (d + 1) * negative - 2 * positive;
        }
        double[] bias = {d, 2 * d};
        Affine.Term read = new Affine.Term(0, new Dense(2, d, weights));
        Affine.Term sum = new Affine.Term(2, new Dense(1, 2, new double[] {1, -1}));
        return new Network(
                FloatType.FLOAT64,
                List.of(d),
                List.of(
                        new Affine("hidden", List.of(read), bias),
                        new Relu("relu", 1, 2),
                        new Affine("score", List.of(sum), new double[1])));
    }
}
