package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Exact solution of a square linear system by fraction-free Gauss-Jordan elimination (Bareiss, "Sylvester's identity and
 * multistep integer-preserving Gaussian elimination", 1968): every intermediate entry is a minor of the integer matrix, so
 * numbers grow no faster than determinants and each division is exact.
 */
final class Bareiss {
    private Bareiss() {}

    /** The solution of {@code matrix z = right}, or empty when the matrix is singular. */
    static Optional<List<Rational>> solve(List<List<Rational>> matrix, List<Rational> right) {
        int n = right.size();
        BigInteger[][] tableau = new BigInteger[n][];
        for (int i = 0; i < n; i++) {
            List<Rational> row = new ArrayList<>(matrix.get(i));
            row.add(right.get(i));
            tableau[i] = ExactRow.Fraction.of(row).numerators();
        }
        BigInteger previous = BigInteger.ONE;
        for (int step = 0; step < n; step++) {
            int pivot = smallestPivot(tableau, step);
            if (pivot < 0) {
                return Optional.empty();
            }
            BigInteger[] row = tableau[pivot];
            tableau[pivot] = tableau[step];
            tableau[step] = row;
            for (int i = 0; i < n; i++) {
                if (i != step) {
                    eliminate(tableau[i], row, step, previous);
                }
            }
            previous = row[step];
        }
        List<Rational> solution = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            solution.add(Rational.of(tableau[i][n], tableau[i][i]));
        }
        return Optional.of(solution);
    }

    /** The row, from {@code step} on, whose entry in column {@code step} is the shortest non-zero number; -1 when all are zero. */
    private static int smallestPivot(BigInteger[][] tableau, int step) {
        int best = -1;
        for (int i = step; i < tableau.length; i++) {
            BigInteger entry = tableau[i][step];
            if (entry.signum() != 0 && (best < 0 || entry.bitLength() < tableau[best][step].bitLength())) {
                best = i;
            }
        }
        return best;
    }

    /** {@code row := (pivot * row - factor * pivotRow) / previous}, also on the columns that are already unit columns. */
    private static void eliminate(BigInteger[] row, BigInteger[] pivotRow, int step, BigInteger previous) {
        BigInteger pivot = pivotRow[step];
        BigInteger factor = row[step];
        for (int j = 0; j < row.length; j++) {
            if (j > step || row[j].signum() != 0) {
                BigInteger difference = row[j].multiply(pivot).subtract(factor.multiply(pivotRow[j]));
                row[j] = difference.divide(previous);
            }
        }
    }
}
