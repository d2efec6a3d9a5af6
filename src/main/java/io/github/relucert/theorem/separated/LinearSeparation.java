package io.github.relucert.theorem.separated;

import io.github.relucert.convex.DualSimplex;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.convex.LinearProgram;
import io.github.relucert.convex.LpOutcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Is there a vector {@code w} with {@code w . a > 0} for every one of finitely many vectors {@code a}? A linear classifier of labelled
 * feature vectors is one for {@code a = y phi}. Decided without rounding: the simplex method in double proposes either {@code w}, or
 * (Gordan) non-negative multipliers, not all zero, with which the vectors add up to zero; both are verified in rationals, and where
 * that fails exact pivoting decides.
 */
public final class LinearSeparation {
    private static final double NEGLIGIBLE = 1e-9;
    private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

    private LinearSeparation() {}

    /**
     * Decides.
     *
     * @param vectors at least one, all of one length
     */
    public static boolean exists(List<List<Rational>> vectors) {
        LpOutcome outcome = new DualSimplex(program(vectors)).solve();
        if (outcome instanceof LpOutcome.Infeasible infeasible && separates(infeasible.ray(), vectors)) {
            return true;
        }
        if (outcome instanceof LpOutcome.Optimal optimal && cancel(optimal.point(), vectors)) {
            return false;
        }
        return existsByPivoting(vectors);
    }

    /**
     * Multipliers of sum one with which the vectors, scaled to unit size, add up to zero. A Farkas ray of an infeasible program starts
     * with a vector {@code w}. This program has a row a coordinate, so its basis is small however many vectors there are.
     */
    private static LinearProgram program(List<List<Rational>> vectors) {
        int columns = vectors.size();
        int rows = vectors.getFirst().size() + 1;
        double[] matrix = new double[rows * columns];
        for (int j = 0; j < columns; j++) {
            double largest = 0;
            for (int i = 0; i < rows - 1; i++) {
                matrix[i * columns + j] = vectors.get(j).get(i).doubleNearest();
                largest = Math.max(largest, Math.abs(matrix[i * columns + j]));
            }
            for (int i = 0; i < rows - 1 && largest > 0; i++) {
                matrix[i * columns + j] /= largest;
            }
            matrix[(rows - 1) * columns + j] = 1;
        }
        // Costs of which no two differ by the same amount: without them every pivot would be degenerate.
        double[] cost = new double[columns];
        Arrays.setAll(cost, j -> 1 + Math.IEEEremainder(j * GOLDEN_RATIO, 1));
        double[] right = new double[rows];
        right[rows - 1] = 1;
        return new LinearProgram(cost, matrix, right, right.clone(), new double[columns], filled(columns, 1));
    }

    private static double[] filled(int size, double value) {
        double[] result = new double[size];
        Arrays.fill(result, value);
        return result;
    }

    private static boolean separates(double[] w, List<List<Rational>> vectors) {
        Rational zero = Rational.ZERO;
        List<Rational> weights = Arrays.stream(w)
                .limit(vectors.getFirst().size())
                .mapToObj(Rational::of)
                .toList();
        return weights.size() == vectors.getFirst().size()
                && vectors.stream()
                        .allMatch(vector ->
                                new ExactRow(vector, zero).violation(weights).signum() > 0);
    }

    /** Whether the vectors that carry multipliers add up to zero with positive ones; these are solved for exactly. */
    private static boolean cancel(double[] multipliers, List<List<Rational>> vectors) {
        List<List<Rational>> support = new ArrayList<>();
        for (int i = 0; i < multipliers.length; i++) {
            if (multipliers[i] > NEGLIGIBLE) {
                support.add(vectors.get(i));
            }
        }
        return !support.isEmpty() && PositiveCancellation.exists(support);
    }

    /** The same by exact pivoting alone: slower, and sure to end. */
    static boolean existsByPivoting(List<List<Rational>> vectors) {
        int size = vectors.getFirst().size();
        List<ExactRow> rows = vectors.stream()
                .map(vector ->
                        new ExactRow(vector.stream().map(Rational::negate).toList(), Rational.of(-1)))
                .toList();
        Box everywhere = new Box(
                Collections.nCopies(size, Rational.NEGATIVE_INFINITY),
                Collections.nCopies(size, Rational.POSITIVE_INFINITY));
        List<Rational> origin = Collections.nCopies(size, Rational.ZERO);
        return ExactNearestPoint.fromScratch(Norm.LINF, new ExactPolyhedron(rows, everywhere), origin)
                .isPresent();
    }
}
