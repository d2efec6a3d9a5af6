package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Points of {@code {-1,+1}^d} with prescribed inner products, so that whatever is said of them can be decided in integers. */
public final class SignPoints {
    private SignPoints() {}

    /**
     * Exactly orthogonal points: random rows of a Hadamard matrix, its columns permuted, rows and columns multiplied by random
     * signs.
     *
     * @param dimension one of {@link HadamardMatrix#SIZES}
     * @param count at most {@code dimension}
     */
    public static List<List<Rational>> orthogonal(int dimension, int count, SplittableRandom random) {
        if (count < 1 || count > dimension) {
            throw new IllegalArgumentException(count + " orthogonal points in " + dimension + " dimensions");
        }
        int[][] matrix = HadamardMatrix.of(dimension);
        List<Integer> rows = Shuffle.of(dimension, random);
        List<Integer> columns = Shuffle.of(dimension, random);
        List<Integer> columnSigns = signs(dimension, random);
        List<Integer> rowSigns = signs(count, random);
        List<List<Rational>> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Rational> point = new ArrayList<>();
            for (int j = 0; j < dimension; j++) {
                int entry = matrix[rows.get(i)][columns.get(j)];
                point.add(Rational.of((long) rowSigns.get(i) * columnSigns.get(j) * entry));
            }
            points.add(List.copyOf(point));
        }
        return List.copyOf(points);
    }

    /**
     * Points whose inner products are all -1 or +1: orthogonal ones with a random sign appended.
     *
     * @param dimension one more than one of {@link HadamardMatrix#SIZES}
     * @param count at most {@code dimension - 1}
     */
    public static List<List<Rational>> nearlyOrthogonal(int dimension, int count, SplittableRandom random) {
        List<List<Rational>> points = new ArrayList<>();
        for (List<Rational> point : orthogonal(dimension - 1, count, random)) {
            List<Rational> longer = new ArrayList<>(point);
            longer.add(Rational.of(sign(random)));
            points.add(List.copyOf(longer));
        }
        return List.copyOf(points);
    }

    private static List<Integer> signs(int count, SplittableRandom random) {
        List<Integer> signs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signs.add(sign(random));
        }
        return signs;
    }

    private static int sign(SplittableRandom random) {
        return random.nextBoolean() ? 1 : -1;
    }
}
