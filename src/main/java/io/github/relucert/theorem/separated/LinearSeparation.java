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

    private LinearSeparation() {}

    /**
     * Decides.
     *
     * @param vectors at least one, all of one length
     */
    public static boolean exists(List<List<Rational>> vectors) {
        LpOutcome outcome = new DualSimplex(program(vectors)).solve();
        if (outcome instanceof LpOutcome.Optimal optimal && separates(optimal.point(), vectors)) {
            return true;
        }
        if (outcome instanceof LpOutcome.Infeasible infeasible && cancel(infeasible.ray(), vectors)) {
            return false;
        }
        return existsByPivoting(vectors);
    }

    /** {@code w . a >= |a|_inf} for all vectors, in double; as good as {@code > 0}, since {@code w} may be scaled. */
    private static LinearProgram program(List<List<Rational>> vectors) {
        int columns = vectors.getFirst().size();
        int rows = vectors.size();
        double[] matrix = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            double largest = 0;
            for (int j = 0; j < columns; j++) {
                matrix[i * columns + j] = vectors.get(i).get(j).doubleNearest();
                largest = Math.max(largest, Math.abs(matrix[i * columns + j]));
            }
            for (int j = 0; j < columns && largest > 0; j++) {
                matrix[i * columns + j] /= largest;
            }
        }
        return new LinearProgram(
                new double[columns],
                matrix,
                filled(rows, 1),
                filled(rows, Double.POSITIVE_INFINITY),
                filled(columns, Double.NEGATIVE_INFINITY),
                filled(columns, Double.POSITIVE_INFINITY));
    }

    private static double[] filled(int size, double value) {
        double[] result = new double[size];
        Arrays.fill(result, value);
        return result;
    }

    private static boolean separates(double[] w, List<List<Rational>> vectors) {
        List<Rational> weights = Arrays.stream(w).mapToObj(Rational::of).toList();
        Rational zero = Rational.ZERO;
        return vectors.stream()
                .allMatch(
                        vector -> new ExactRow(vector, zero).violation(weights).signum() > 0);
    }

    /** Whether the vectors that a ray names add up to zero with positive multipliers; these are solved for exactly. */
    private static boolean cancel(double[] ray, List<List<Rational>> vectors) {
        double largest = Arrays.stream(ray).map(Math::abs).max().orElse(0);
        List<List<Rational>> support = new ArrayList<>();
        for (int i = 0; i < ray.length; i++) {
            if (Math.abs(ray[i]) > NEGLIGIBLE * largest) {
                support.add(vectors.get(i));
            }
        }
        return !support.isEmpty() && PositiveCancellation.exists(support);
    }

    private static boolean existsByPivoting(List<List<Rational>> vectors) {
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
