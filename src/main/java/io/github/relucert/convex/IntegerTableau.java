package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The tableau {@code basic_i = sum_j entry_ij / denominator * nonbasic_j}, integers over one common denominator. A pivot keeps
 * every entry an integer (Edmonds, "Systems of distinct representatives and linear algebra", 1967), as in {@link Bareiss}.
 */
final class IntegerTableau {
    private final BigInteger[][] entries;
    private BigInteger denominator = BigInteger.ONE;

    /** @param rows integer coefficients of each basic variable; not copied */
    IntegerTableau(BigInteger[][] rows) {
        this.entries = rows;
    }

    int sign(int row, int column) {
        return entries[row][column].signum();
    }

    Rational entry(int row, int column) {
        return Rational.of(entries[row][column], denominator);
    }

    /** The value of a basic variable at given values of the nonbasic ones. */
    Rational value(int row, List<Rational> nonbasic) {
        Rational sum = Rational.ZERO;
        for (int j = 0; j < nonbasic.size(); j++) {
            if (entries[row][j].signum() != 0 && nonbasic.get(j).signum() != 0) {
                sum = sum.add(nonbasic.get(j).multiply(Rational.of(entries[row][j], denominator)));
            }
        }
        return sum;
    }

    /** Exchanges the basic variable of a row with the nonbasic variable of a column. */
    void pivot(int row, int column) {
        BigInteger pivot = entries[row][column];
        for (int i = 0; i < entries.length; i++) {
            BigInteger factor = entries[i][column];
            if (i == row) {
                continue;
            }
            for (int j = 0; j < entries[i].length; j++) {
                if (j != column) {
                    BigInteger difference = entries[i][j].multiply(pivot).subtract(factor.multiply(entries[row][j]));
                    entries[i][j] = difference.divide(denominator);
                }
            }
        }
        for (int j = 0; j < entries[row].length; j++) {
            entries[row][j] = j == column ? denominator : entries[row][j].negate();
        }
        denominator = pivot;
        if (denominator.signum() < 0) {
            denominator = denominator.negate();
            for (BigInteger[] line : entries) {
                Arrays.setAll(line, j -> line[j].negate());
            }
        }
    }
}
