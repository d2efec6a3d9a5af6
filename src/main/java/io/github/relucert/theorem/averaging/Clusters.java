package io.github.relucert.theorem.averaging;

import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SignPoints;
import java.util.List;
import java.util.SplittableRandom;

/** Orthogonal cluster centres of squared norm {@code d} in {@code {-1,+1}^d}, {@code k_+} of them positive. */
final class Clusters {
    private static final List<Integer> DIMENSIONS = List.of(4, 8, 12, 16, 20);
    private static final int MOST_A_CLASS = 3;

    private Clusters() {}

    /** Up to three clusters a class in 4 to 20 dimensions. */
    static LabelledPoints draw(SplittableRandom random) {
        int dimension = DIMENSIONS.get(random.nextInt(DIMENSIONS.size()));
        int most = Math.min(MOST_A_CLASS, dimension / 2);
        return of(dimension, 1 + random.nextInt(most), 1 + random.nextInt(most), random);
    }

    static LabelledPoints of(int dimension, int positive, int negative, SplittableRandom random) {
        return LabelledPoints.withRandomLabels(
                SignPoints.orthogonal(dimension, positive + negative, random), positive, random);
    }
}
