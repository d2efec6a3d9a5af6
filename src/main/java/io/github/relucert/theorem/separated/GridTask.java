package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels on the grid {@code {1/K, .., 1}^g}, each point lifted by its label into one more coordinate:
 * {@code (i/K, 1/2 + height * label)}. The hyperplane {@code x_d = 1/2} separates the classes, {@code d = g + 1}.
 *
 * @param pointsPerAxis {@code K}
 * @param gridDimension {@code g}
 * @param height the lift, {@code eps_0}, positive
 * @param labels +1 or -1 a grid point, first coordinate slowest; {@code K^g} of them
 */
record GridTask(int pointsPerAxis, int gridDimension, Rational height, List<Integer> labels) {
    private static final Rational HALF = Rational.of(1, 2);

    GridTask {
        labels = List.copyOf(labels);
        if (labels.size() != size(pointsPerAxis, gridDimension)) {
            throw new IllegalArgumentException(labels.size() + " labels on a grid with " + pointsPerAxis
                    + " points an axis in dimension " + gridDimension);
        }
    }

    /** {@code K^g}. */
    static int size(int pointsPerAxis, int gridDimension) {
        int size = 1;
        for (int i = 0; i < gridDimension; i++) {
            size = Math.multiplyExact(size, pointsPerAxis);
        }
        return size;
    }

    /** The labelling whose label {@code i} is +1 where bit {@code i} is set. */
    static List<Integer> labelling(int size, long bits) {
        List<Integer> labels = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            labels.add((bits >> i & 1) == 1 ? 1 : -1);
        }
        return labels;
    }

    /** Coordinates of a grid point, without the lift. */
    static List<Rational> gridPoint(int pointsPerAxis, int gridDimension, int index) {
        List<Rational> point = new ArrayList<>(gridDimension);
        int rest = index;
        for (int i = 0; i < gridDimension; i++) {
            point.addFirst(Rational.of(rest % pointsPerAxis + 1L, pointsPerAxis));
            rest /= pointsPerAxis;
        }
        return point;
    }

    /** {@code d}. */
    int inputSize() {
        return gridDimension + 1;
    }

    /** A data point. */
    List<Rational> point(int index) {
        List<Rational> point = gridPoint(pointsPerAxis, gridDimension, index);
        point.add(HALF.add(height.multiply(Rational.of(labels.get(index)))));
        return point;
    }

    /** The same place on the hyperplane between the classes. */
    List<Rational> footPoint(int index) {
        List<Rational> point = gridPoint(pointsPerAxis, gridDimension, index);
        point.add(HALF);
        return point;
    }

    /** Least l_inf distance between points of different labels, infinite when there is one label only. */
    Rational separation() {
        Rational least = Rational.POSITIVE_INFINITY;
        for (int i = 0; i < labels.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!labels.get(i).equals(labels.get(j))) {
                    least = least.min(Norm.LINF.distance(point(i), point(j)).value());
                }
            }
        }
        return least;
    }

    /**
     * Whether some linear classifier is right on the closed l_inf ball of this radius around every point: it is when it is right on
     * the corners of the balls.
     */
    boolean hasRobustLinearClassifier(Rational radius) {
        List<List<Rational>> vectors = new ArrayList<>();
        for (int index = 0; index < labels.size(); index++) {
            Rational label = Rational.of(labels.get(index));
            List<Rational> point = point(index);
            for (int corner = 0; corner < 1 << inputSize(); corner++) {
                List<Rational> vector = new ArrayList<>(inputSize() + 1);
                for (int i = 0; i < inputSize(); i++) {
                    Rational step = (corner >> i & 1) == 1 ? radius : radius.negate();
                    vector.add(point.get(i).add(step).multiply(label));
                }
                vector.add(label);
                vectors.add(vector);
            }
        }
        return LinearSeparation.exists(vectors);
    }
}
