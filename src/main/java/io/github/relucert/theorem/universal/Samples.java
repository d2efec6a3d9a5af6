package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.GaussianPoints;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SetPartition;
import io.github.relucert.theorem.generator.SignPoints;
import io.github.relucert.theorem.generator.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Data sets of the statements about stationary points, both classes occupied; in {@code {-1,+1}^d} unless stated otherwise. */
final class Samples {
    /** Dimensions and the largest n with {@code n <= (d + 1)/3}, what the main theorem asks of orthogonal points. */
    private static final int[][] ORTHOGONAL = {{8, 3}, {12, 4}, {16, 5}, {20, 7}};

    /** The same for inner products of size 1, {@code n <= (d + 1)/6}. */
    private static final int[][] NEARLY_ORTHOGONAL = {{17, 3}, {21, 3}, {25, 4}};

    private static final int[] DIMENSIONS = {8, 12, 16, 20};

    private Samples() {}

    /** Orthogonal points, few enough for the main theorem. */
    static LabelledPoints few(SplittableRandom random) {
        int[] row = ORTHOGONAL[random.nextInt(ORTHOGONAL.length)];
        int count = 2 + random.nextInt(row[1] - 1);
        return labelled(SignPoints.orthogonal(row[0], count, random), random);
    }

    /** Points with inner products -1 and +1, few enough for the main theorem. */
    static LabelledPoints nearlyOrthogonal(SplittableRandom random) {
        int[] row = NEARLY_ORTHOGONAL[random.nextInt(NEARLY_ORTHOGONAL.length)];
        int count = 2 + random.nextInt(row[1] - 1);
        return labelled(SignPoints.nearlyOrthogonal(row[0], count, random), random);
    }

    /** Gaussian points with random inner products, few enough for the main theorem; norms are {@code sqrt(d)} up to rounding. */
    static LabelledPoints gaussian(SplittableRandom random) {
        // With two points the bounds of the weights are met exactly, and rounding would decide.
        int count = 3 + random.nextInt(3);
        int dimension = 20 + random.nextInt(21);
        double p = 0.99 * ((dimension + 1) / (3.0 * count) - 1);
        List<List<Rational>> points = GaussianPoints.withProductsUpTo(p, dimension, count, random).stream()
                .map(Vectors::exactly)
                .toList();
        return labelled(points, random);
    }

    /** Between 2 and {@code most} orthogonal points. */
    static LabelledPoints upTo(int most, SplittableRandom random) {
        int dimension = DIMENSIONS[random.nextInt(DIMENSIONS.length)];
        int count = 2 + random.nextInt(most - 1);
        return labelled(SignPoints.orthogonal(dimension, count, random), random);
    }

    /** {@code 2 half} orthogonal points in 16 dimensions, half of them positive. */
    static LabelledPoints balanced(int half, SplittableRandom random) {
        return LabelledPoints.withRandomLabels(SignPoints.orthogonal(16, 2 * half, random), half, random);
    }

    private static LabelledPoints labelled(List<List<Rational>> points, SplittableRandom random) {
        return LabelledPoints.withRandomLabels(points, 1 + random.nextInt(points.size() - 1), random);
    }

    /** A random partition of each class. */
    static List<List<Integer>> groups(LabelledPoints data, SplittableRandom random) {
        List<List<Integer>> groups = new ArrayList<>(SetPartition.random(data.ofClass(1), random));
        groups.addAll(SetPartition.random(data.ofClass(-1), random));
        return List.copyOf(groups);
    }
}
