package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.SeparatedSets;
import java.util.List;

/**
 * The classifier {@code f*(x) = (d(x,B) - d(x,A)) / (d(x,A) + d(x,B))} of two finite sets (Li, Jin, Zhong, Hopcroft, Wang,
 * Proposition 3.2), whose Lipschitz constant in the sets' own norm is {@code 2 / d(A,B)}.
 */
final class RobustClassifier {
    private final SeparatedSets sets;
    private final double[][] a;
    private final double[][] b;

    RobustClassifier(SeparatedSets sets) {
        this.sets = sets;
        this.a = sets.a().stream().map(SeparatedSets::toDoubles).toArray(double[][]::new);
        this.b = sets.b().stream().map(SeparatedSets::toDoubles).toArray(double[][]::new);
    }

    SeparatedSets sets() {
        return sets;
    }

    /** {@code d(x,A)}, exactly. */
    Radius distanceToA(List<Rational> x) {
        return nearest(x, sets.a());
    }

    /** {@code d(x,B)}, exactly. */
    Radius distanceToB(List<Rational> x) {
        return nearest(x, sets.b());
    }

    private Radius nearest(List<Rational> x, List<List<Rational>> points) {
        return points.stream()
                .map(p -> sets.norm().distance(x, p))
                .reduce((p, q) -> p.compareTo(q) <= 0 ? p : q)
                .orElseThrow();
    }

    /**
     * The exact value.
     *
     * @throws IllegalArgumentException in l2, whose values are irrational; see {@link #sign}
     */
    Rational value(List<Rational> x) {
        if (sets.norm() == Norm.L2) {
            throw new IllegalArgumentException("f* of the l2 norm has no rational value");
        }
        Rational toA = distanceToA(x).value();
        Rational toB = distanceToB(x).value();
        return toB.subtract(toA).divide(toA.add(toB));
    }

    /** The exact sign, in every norm: which set is nearer. */
    int sign(List<Rational> x) {
        return distanceToB(x).compareTo(distanceToA(x));
    }

    /** The value in double: two distances, each a few units in the last place off, and a quotient. */
    double value(double[] x) {
        double toA = nearest(x, a);
        double toB = nearest(x, b);
        return (toB - toA) / (toA + toB);
    }

    /** {@code d(x,A) + d(x,B)} in double: the local Lipschitz constant is twice its inverse. */
    double distanceSum(double[] x) {
        return nearest(x, a) + nearest(x, b);
    }

    private double nearest(double[] x, double[][] points) {
        double best = Double.POSITIVE_INFINITY;
        for (double[] point : points) {
            best = Math.min(best, length(sets.norm(), x, point));
        }
        return best;
    }

    /** {@code ||x - y||} in double. */
    static double length(Norm norm, double[] x, double[] y) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double step = Math.abs(x[i] - y[i]);
            total = switch (norm) {
                case LINF -> Math.max(total, step);
                case L2 -> total + step * step;
                case L1 -> total + step;
            };
        }
        return norm == Norm.L2 ? Math.sqrt(total) : total;
    }
}
