package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A simplex dictionary in integers (Edmonds' fraction-free pivots) for {@code min c v, A v <= b, v >= 0} with {@code c >= 0}.
 * Every row reads {@code D * variable = M_0 + sum of M_j * nonbasic_j}; the slack basis is dual feasible, so adding a constraint
 * needs only dual pivots (Bland's rule, hence finite). Immutable: children of an enumeration share their parent's work.
 */
final class IntegerDictionary {
    /** Column 0 is the constant; row 0 the objective. */
    private final BigInteger[][] rows;

    /** Variable of each row (entry 0 unused) and of each column (entry 0 unused); the first {@code structural} are v. */
    private final int[] basic;

    private final int[] nonbasic;
    private final BigInteger denominator;
    private final int structural;

    private IntegerDictionary(
            BigInteger[][] rows, int[] basic, int[] nonbasic, BigInteger denominator, int structural) {
        this.rows = rows;
        this.basic = basic;
        this.nonbasic = nonbasic;
        this.denominator = denominator;
        this.structural = structural;
    }

    /** No constraints yet: all variables are zero. */
    static IntegerDictionary minimise(int... costs) {
        BigInteger[] objective = new BigInteger[costs.length + 1];
        int[] nonbasic = new int[costs.length + 1];
        objective[0] = BigInteger.ZERO;
        for (int j = 1; j <= costs.length; j++) {
            objective[j] = BigInteger.valueOf(costs[j - 1]);
            nonbasic[j] = j - 1;
        }
        return new IntegerDictionary(
                new BigInteger[][] {objective}, new int[] {-1}, nonbasic, BigInteger.ONE, costs.length);
    }

    /** Adds {@code coefficients . v <= bound} and re-optimises; empty when nothing is feasible any more. */
    Optional<IntegerDictionary> with(List<Rational> coefficients, Rational bound) {
        BigInteger scale = bound.denominator();
        for (Rational coefficient : coefficients) {
            scale = scale.divide(scale.gcd(coefficient.denominator())).multiply(coefficient.denominator());
        }
        BigInteger[] slack = new BigInteger[nonbasic.length];
        Arrays.fill(slack, BigInteger.ZERO);
        slack[0] = denominator.multiply(integer(bound, scale));
        for (int v = 0; v < structural; v++) {
            BigInteger a = integer(coefficients.get(v), scale);
            if (a.signum() != 0) {
                subtract(slack, a, v);
            }
        }
        BigInteger[][] extended = Arrays.copyOf(rows, rows.length + 1);
        extended[rows.length] = slack;
        int[] extendedBasic = Arrays.copyOf(basic, rows.length + 1);
        extendedBasic[rows.length] = structural + rows.length;
        return new IntegerDictionary(extended, extendedBasic, nonbasic, denominator, structural).optimise();
    }

    private static BigInteger integer(Rational value, BigInteger scale) {
        return value.numerator().multiply(scale.divide(value.denominator()));
    }

    private void subtract(BigInteger[] row, BigInteger factor, int variable) {
        for (int j = 1; j < nonbasic.length; j++) {
            if (nonbasic[j] == variable) {
                row[j] = row[j].subtract(denominator.multiply(factor));
                return;
            }
        }
        BigInteger[] source = rows[rowOf(variable)];
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].subtract(factor.multiply(source[j]));
        }
    }

    private int rowOf(int variable) {
        for (int i = 1; i < basic.length; i++) {
            if (basic[i] == variable) {
                return i;
            }
        }
        throw new IllegalStateException("variable " + variable + " is in no row");
    }

    private Optional<IntegerDictionary> optimise() {
        IntegerDictionary current = this;
        for (int leaving = current.leavingRow(); leaving > 0; leaving = current.leavingRow()) {
            int entering = current.enteringColumn(leaving);
            if (entering < 0) {
                return Optional.empty();
            }
            current = current.pivot(leaving, entering);
        }
        return Optional.of(current);
    }

    private int leavingRow() {
        int best = -1;
        for (int i = 1; i < rows.length; i++) {
            if (rows[i][0].signum() < 0 && (best < 0 || basic[i] < basic[best])) {
                best = i;
            }
        }
        return best;
    }

    private int enteringColumn(int leaving) {
        int best = -1;
        for (int j = 1; j < nonbasic.length; j++) {
            if (rows[leaving][j].signum() <= 0) {
                continue;
            }
            int ratio = best < 0
                    ? -1
                    : rows[0][j].multiply(rows[leaving][best]).compareTo(rows[0][best].multiply(rows[leaving][j]));
            if (ratio < 0 || (ratio == 0 && nonbasic[j] < nonbasic[best])) {
                best = j;
            }
        }
        return best;
    }

    private IntegerDictionary pivot(int r, int s) {
        BigInteger p = rows[r][s];
        BigInteger[][] next = new BigInteger[rows.length][];
        for (int k = 0; k < rows.length; k++) {
            next[k] = new BigInteger[nonbasic.length];
            for (int j = 0; j < nonbasic.length; j++) {
                if (k == r) {
                    next[k][j] = j == s ? denominator : rows[r][j].negate();
                } else if (j == s) {
                    next[k][j] = rows[k][s];
                } else {
                    next[k][j] = p.multiply(rows[k][j])
                            .subtract(rows[k][s].multiply(rows[r][j]))
                            .divide(denominator);
                }
            }
        }
        int[] nextBasic = basic.clone();
        int[] nextNonbasic = nonbasic.clone();
        nextBasic[r] = nonbasic[s];
        nextNonbasic[s] = basic[r];
        return new IntegerDictionary(next, nextBasic, nextNonbasic, p, structural);
    }

    /** The optimal value. */
    Rational value() {
        return Rational.of(rows[0][0], denominator);
    }

    /** The optimal {@code v}. */
    List<Rational> point() {
        Rational[] v = new Rational[structural];
        Arrays.fill(v, Rational.ZERO);
        for (int i = 1; i < rows.length; i++) {
            if (basic[i] < structural) {
                v[basic[i]] = Rational.of(rows[i][0], denominator);
            }
        }
        return List.of(v);
    }
}
