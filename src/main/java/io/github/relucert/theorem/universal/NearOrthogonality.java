package io.github.relucert.theorem.universal;

import io.github.relucert.theorem.generator.GaussianPoints;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.special.Beta;

/** Uniform points of the sphere are nearly orthogonal. */
public final class NearOrthogonality implements Theorem {
    private static final int[] DIMENSIONS = {50, 100, 200, 500, 1000};
    private static final int DRAWS = 1000;
    private static final double ONE_SIDED_LEVEL = 1e-6;

    @Override
    public String id() {
        return "VAR-1";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "Uniform data are nearly orthogonal";
    }

    @Override
    public String statement() {
        return "For n points drawn independently and uniformly from the sphere of radius sqrt(d), P(max over i != j of |<x_i, x_j>| >= "
                + "t sqrt(d)) <= n (n - 1) exp(-t^2 / 2); for one pair <x_1, x_2>^2 / d^2 follows Beta(1/2, (d - 1)/2).";
    }

    @Override
    public String source() {
        return "Vardi, Yehudai, Shamir, section 2 (assumption on the data); constants derived from the Beta law and a union bound";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "The tail of one pair is evaluated on a grid of t, in double; the maximum over pairs is drawn, and accepted "
                        + "when the one-sided Clopper-Pearson limit at level 1e-6 meets the bound.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the tail of one pair lies below 2 exp(-t^2/2)", seed -> pairTail("2 exp(-t^2/2)", 0.5)),
                Check.onInstances("the maximum over pairs, drawn", 3, NearOrthogonality::largestProduct));
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check("exp(-t^2) in place of exp(-t^2/2)", seed -> pairTail("2 exp(-t^2)", 1)));
    }

    /** {@code P(|<x_1, x_2>| >= t sqrt(d))}. */
    static double tail(int dimension, double t) {
        return t * t >= dimension ? 0 : 1 - Beta.regularizedBeta(t * t / dimension, 0.5, (dimension - 1) / 2.0);
    }

    /** The greatest quotient of tail and {@code 2 exp(-rate t^2)} over dimensions and a grid of t. */
    private static Finding pairTail(String bound, double rate) {
        double worst = 0;
        String where = "";
        for (int dimension : DIMENSIONS) {
            for (int step = 0; step <= 20; step++) {
                double t = step / 4.0;
                double quotient = tail(dimension, t) / (2 * Math.exp(-rate * t * t));
                if (quotient > worst) {
                    worst = quotient;
                    where = "d = " + dimension + ", t = " + t;
                }
            }
        }
        return new Finding(
                "d in 50..1000, t in 0..5",
                String.format(Locale.ROOT, "tail at most %.4f of %s, at %s", worst, bound, where),
                "at most 1",
                worst <= 1 ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** How often a product exceeds {@code t sqrt(d)}, with t near the value where the bound is 0.1. */
    static Finding largestProduct(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = 50 + random.nextInt(51);
        int count = 2 + random.nextInt(4);
        double pairs = count * (count - 1);
        double t = Math.sqrt(2 * Math.log(pairs / 0.1));
        int exceeding = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            if (largest(dimension, count, random) >= t * Math.sqrt(dimension)) {
                exceeding++;
            }
        }
        double limit = new Proportion(exceeding, DRAWS).upperLimit(ONE_SIDED_LEVEL);
        return new Finding(
                String.format(Locale.ROOT, "d = %d, n = %d, t = %.3f, %d draws", dimension, count, t, DRAWS),
                String.format(Locale.ROOT, "exceeded %d times, probability at most %.4f", exceeding, limit),
                "at most 0.1",
                limit <= 0.1 ? Verdict.HOLDS : Verdict.FAILS);
    }

    private static double largest(int dimension, int count, SplittableRandom random) {
        List<double[]> points = new ArrayList<>();
        double largest = 0;
        for (int i = 0; i < count; i++) {
            double[] point = GaussianPoints.onSphere(dimension, random);
            for (double[] other : points) {
                double product = 0;
                for (int k = 0; k < dimension; k++) {
                    product += point[k] * other[k];
                }
                largest = Math.max(largest, Math.abs(product));
            }
            points.add(point);
        }
        return largest;
    }
}
