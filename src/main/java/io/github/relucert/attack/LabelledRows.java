package io.github.relucert.attack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of data with their classes, for attacks that look at a data set and not at one row.
 *
 * @param points each of length {@code d}
 * @param labels a class each; for a single output 0 and 1
 */
public record LabelledRows(List<double[]> points, List<Integer> labels) {
    /** @throws IllegalArgumentException when there is no row or the lengths differ */
    public LabelledRows {
        points = List.copyOf(points);
        labels = List.copyOf(labels);
        if (points.isEmpty() || points.size() != labels.size()) {
            throw new IllegalArgumentException(points.size() + " rows with " + labels.size() + " labels");
        }
    }

    /** Sum of the rows of a class. */
    double[] sum(int label) {
        double[] sum = new double[points.getFirst().length];
        for (int row = 0; row < points.size(); row++) {
            double[] point = points.get(row);
            if (labels.get(row) == label) {
                Arrays.setAll(sum, i -> sum[i] + point[i]);
            }
        }
        return sum;
    }

    /** Mean of the rows of a class; zero when it has none. */
    double[] mean(int label) {
        long count = labels.stream().filter(l -> l == label).count();
        double[] mean = sum(label);
        Arrays.setAll(mean, i -> count > 0 ? mean[i] / count : 0);
        return mean;
    }

    /** The classes that have a row, in ascending order. */
    int[] classes() {
        return labels.stream().mapToInt(Integer::intValue).distinct().sorted().toArray();
    }

    /**
     * The classes on the two sides of a disjunct's first condition: the own ones have positive coefficients. A single output has class 1
     * above its threshold and class 0 below.
     */
    record Sides(int[] own, int[] other) {
        static Sides of(AttackTarget target, int disjunct) {
            DoubleForm form = target.conditions(disjunct).getFirst().output();
            if (form.indices().length == 1 && target.network().outputSize() == 1) {
                int above = form.coefficients()[0] > 0 ? 1 : 0;
                return new Sides(new int[] {above}, new int[] {1 - above});
            }
            return new Sides(withSign(form, 1), withSign(form, -1));
        }

        private static int[] withSign(DoubleForm form, int sign) {
            return IntStream.range(0, form.indices().length)
                    .filter(k -> Math.signum(form.coefficients()[k]) == sign)
                    .map(k -> form.indices()[k])
                    .toArray();
        }
    }

    /** Adds a vector with a factor. */
    static void add(double[] target, double[] vector, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * vector[i];
        }
    }
}
