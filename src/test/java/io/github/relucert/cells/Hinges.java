package io.github.relucert.cells;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.List;

/** Affine scores written with ReLUs. */
final class Hinges {
    private Hinges() {}

    /** {@code relu(w . x - t) - relu(t - w . x)}, which is {@code w . x - t}. */
    static Network score(double[] weights, double threshold) {
        int size = weights.length;
        double[] both = new double[2 * size];
        for (int i = 0; i < size; i++) {
            both[i] = weights[i];
            both[size + i] = -weights[i];
        }
        Affine.Term read = new Affine.Term(0, new Dense(2, size, both));
        Affine.Term difference = new Affine.Term(2, new Dense(1, 2, new double[] {1, -1}));
        return new Network(
                FloatType.FLOAT64,
                List.of(size),
                List.of(
                        new Affine("hidden", List.of(read), new double[] {-threshold, threshold}),
                        new Relu("relu", 1, 2),
                        new Affine("score", List.of(difference), new double[1])));
    }
}
