package io.github.relucert.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How far away each disjunct seems from the centre, by its gradient there: value over dual norm. */
final class Linearisation {
    private static final double FALLBACK = 1e-3;

    private final double[] distances;
    private final double scale;

    /** Spends one gradient evaluation a disjunct. */
    Linearisation(AttackTarget target, Evaluations evaluations) {
        this.distances = new double[target.disjuncts()];
        this.scale = 1 + Arrays.stream(target.centre()).map(Math::abs).max().orElse(0);
        int batch = evaluations.batch();
        double[][] points = new double[batch][];
        Arrays.fill(points, target.centre());
        double[][] gradients = new double[batch][target.size()];
        for (int first = 0; first < distances.length; first += batch) {
            int count = Math.min(batch, distances.length - first);
            int start = first;
            int[] disjuncts = IntStream.range(0, count).map(p -> start + p).toArray();
            evaluations.forward(points, count);
            evaluations.gradients(disjuncts, count, gradients);
            for (int p = 0; p < count; p++) {
                double norm = dualNorm(target, gradients[p]);
                double value = evaluations.value(p, disjuncts[p]);
                distances[disjuncts[p]] = norm > 0 ? Math.max(value, 0) / norm : Double.POSITIVE_INFINITY;
            }
        }
    }

    /** The direction of length 1 in the problem's norm in which a linear function rises fastest. */
    static double[] steepest(AttackTarget target, double[] gradient) {
        double dual = dualNorm(target, gradient);
        int largest = 0;
        for (int i = 1; i < gradient.length; i++) {
            largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
        }
        int only = largest;
        double[] direction = new double[gradient.length];
        Arrays.setAll(direction, i -> switch (target.problem().norm()) {
            case LINF -> Math.signum(gradient[i]);
            case L2 -> dual > 0 ? gradient[i] / dual : 0;
            case L1 -> i == only ? Math.signum(gradient[i]) : 0;
        });
        return direction;
    }

    static double dualNorm(AttackTarget target, double[] gradient) {
        return switch (target.problem().norm()) {
            case LINF -> Arrays.stream(gradient).map(Math::abs).sum();
            case L2 -> Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
            case L1 -> Arrays.stream(gradient).map(Math::abs).max().orElse(0);
        };
    }

    /** The disjuncts, seemingly nearest first. */
    List<Integer> order() {
        return IntStream.range(0, distances.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> distances[j]))
                .toList();
    }

    /** A radius to begin with: the least such distance and a half, or a thousandth of the coordinates' size when unknown. */
    double radius() {
        return isKnown(least()) ? 1.5 * least() : FALLBACK * scale;
    }

    /** The least such distance, or a thousandth of the coordinates' size when unknown. */
    double distance() {
        return isKnown(least()) ? least() : FALLBACK * scale;
    }

    private double least() {
        return Arrays.stream(distances).min().orElse(Double.POSITIVE_INFINITY);
    }

    private static boolean isKnown(double distance) {
        return distance > 0 && distance < Double.POSITIVE_INFINITY;
    }
}
