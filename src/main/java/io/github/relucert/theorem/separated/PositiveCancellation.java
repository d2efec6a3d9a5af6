package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * Positive multipliers with which vectors add up to zero, for vectors whose linear relations are the multiples of one: the relation is
 * found by Gauss-Jordan elimination in rationals. They prove that no {@code w} has a positive product with all of the vectors.
 */
final class PositiveCancellation {
    private PositiveCancellation() {}

    /** Whether the vectors have exactly one relation up to a factor, and all its coefficients have one sign. */
    static boolean exists(List<List<Rational>> vectors) {
        int count = vectors.size();
        List<List<Rational>> equations = new ArrayList<>();
        for (int coordinate = 0; coordinate < vectors.getFirst().size(); coordinate++) {
            List<Rational> equation = new ArrayList<>();
            for (List<Rational> vector : vectors) {
                equation.add(vector.get(coordinate));
            }
            equations.add(equation);
        }
        int free = -1;
        int rank = 0;
        for (int column = 0; column < count; column++) {
            int pivot = pivot(equations, rank, column);
            if (pivot < 0) {
                if (free >= 0) {
                    return false;
                }
                free = column;
            } else {
                equations.add(rank, equations.remove(pivot));
                eliminate(equations, rank, column);
                rank++;
            }
        }
        // With the free multiplier set to one, each other multiplier is minus its equation's entry in the free column.
        int column = free;
        return free >= 0
                && equations.subList(0, rank).stream()
                        .allMatch(equation -> equation.get(column).signum() < 0);
    }

    private static int pivot(List<List<Rational>> equations, int from, int column) {
        for (int i = from; i < equations.size(); i++) {
            if (equations.get(i).get(column).signum() != 0) {
                return i;
            }
        }
        return -1;
    }

    private static void eliminate(List<List<Rational>> equations, int row, int column) {
        Rational pivot = equations.get(row).get(column);
        List<Rational> scaled =
                equations.get(row).stream().map(entry -> entry.divide(pivot)).toList();
        equations.set(row, scaled);
        for (int i = 0; i < equations.size(); i++) {
            Rational factor = equations.get(i).get(column);
            if (i != row && factor.signum() != 0) {
                List<Rational> reduced = new ArrayList<>();
                for (int j = 0; j < scaled.size(); j++) {
                    reduced.add(equations.get(i).get(j).subtract(factor.multiply(scaled.get(j))));
                }
                equations.set(i, reduced);
            }
        }
    }
}
