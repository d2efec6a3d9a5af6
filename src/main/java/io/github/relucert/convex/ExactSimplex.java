package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * The dual simplex method for bounded variables in exact arithmetic with Bland's rule (least index on both sides; Bland, "New
 * finite pivoting rules for the simplex method", 1977), so that it ends on every program.
 *
 * <p>Variables {@code 0 .. n-1} are columns with two sides; variable {@code n + i} is the activity of row {@code i}, which has
 * an upper side only. The start, all activities basic, must be dual feasible: costs are non-negative, and a column of positive
 * cost has a finite lower side.
 */
final class ExactSimplex {
    private final int columns;
    private final int rows;
    private final List<Rational> lower;
    private final List<Rational> upper;
    private final BigInteger[] scales;
    private final IntegerTableau tableau;
    private final int[] basic;
    private final int[] nonbasic;
    private final boolean[] atUpper;

    private ExactSimplex(List<Rational> lower, List<Rational> upper, List<ExactRow> constraints, List<Rational> cost) {
        this.columns = lower.size();
        this.rows = constraints.size();
        this.lower = new ArrayList<>(lower);
        this.upper = new ArrayList<>(upper);
        this.scales = new BigInteger[rows];
        BigInteger[][] entries = new BigInteger[rows + 1][];
        for (int i = 0; i < rows; i++) {
            ExactRow.Fraction row = ExactRow.Fraction.of(constraints.get(i).normal());
            scales[i] = row.denominator();
            entries[i] = row.numerators();
            this.lower.add(Rational.NEGATIVE_INFINITY);
            this.upper.add(constraints.get(i).limit().multiply(Rational.of(scales[i], BigInteger.ONE)));
        }
        entries[rows] = ExactRow.Fraction.of(cost).numerators();
        this.tableau = new IntegerTableau(entries);
        this.basic = new int[rows];
        this.nonbasic = new int[columns];
        this.atUpper = new boolean[columns + rows];
        Arrays.setAll(basic, i -> columns + i);
        Arrays.setAll(nonbasic, j -> j);
        for (int j = 0; j < columns; j++) {
            atUpper[j] = !lower.get(j).isFinite() && upper.get(j).isFinite();
        }
    }

    /**
     * A solution of {@code min cost . x} over rows and sides, empty when there is no feasible point.
     *
     * @param cost non-negative, positive only where the lower side is finite
     */
    static Optional<List<Rational>> leastCost(
            List<Rational> lower, List<Rational> upper, List<ExactRow> rows, List<Rational> cost) {
        return least(lower, upper, rows, cost).map(Least::point);
    }

    /** A solution with one multiplier a row. */
    record Least(List<Rational> point, List<Rational> multipliers) {}

    /** The same with multipliers. */
    static Optional<Least> least(List<Rational> lower, List<Rational> upper, List<ExactRow> rows, List<Rational> cost) {
        ExactSimplex simplex = new ExactSimplex(lower, upper, rows, cost);
        return simplex.solve()
                ? Optional.of(new Least(simplex.values(), simplex.multipliers(rows.size())))
                : Optional.empty();
    }

    /** Nearest point in l_inf or l1 by the linear program in moves from the centre (l1: their positive and negative parts). */
    static Optional<ExactNearest> nearest(Norm norm, ExactPolyhedron polyhedron, List<Rational> centre) {
        int size = polyhedron.size();
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lower.add(shift(polyhedron.box().lower().get(i), centre.get(i)));
            upper.add(shift(polyhedron.box().upper().get(i), centre.get(i)));
        }
        boolean sum = norm == Norm.L1;
        ExactSimplex simplex =
                sum ? forSum(polyhedron, centre, lower, upper) : forMaximum(polyhedron, centre, lower, upper);
        if (!simplex.solve()) {
            return Optional.empty();
        }
        List<Rational> point = new ArrayList<>();
        List<Rational> values = simplex.values();
        for (int i = 0; i < size; i++) {
            Rational move = sum ? values.get(i).subtract(values.get(size + i)) : values.get(i);
            point.add(centre.get(i).add(move));
        }
        List<Rational> multipliers = simplex.multipliers(polyhedron.rows().size());
        return OptimalityCheck.verify(norm, polyhedron, centre, point, multipliers);
    }

    private static Rational shift(Rational side, Rational centre) {
        return side.isFinite() ? side.subtract(centre) : side;
    }

    private static ExactSimplex forSum(
            ExactPolyhedron polyhedron, List<Rational> centre, List<Rational> lower, List<Rational> upper) {
        List<Rational> low = new ArrayList<>();
        List<Rational> high = new ArrayList<>();
        lower.forEach(side -> low.add(side.max(Rational.ZERO)));
        upper.forEach(side -> low.add(side.negate().max(Rational.ZERO)));
        upper.forEach(side -> high.add(side.max(Rational.ZERO)));
        lower.forEach(side -> high.add(side.negate().max(Rational.ZERO)));
        List<ExactRow> rows = new ArrayList<>();
        for (ExactRow row : polyhedron.rows()) {
            List<Rational> both = new ArrayList<>(row.normal());
            row.normal().forEach(g -> both.add(g.negate()));
            rows.add(new ExactRow(both, row.violation(centre).negate()));
        }
        return new ExactSimplex(low, high, rows, Collections.nCopies(low.size(), Rational.ONE));
    }

    private static ExactSimplex forMaximum(
            ExactPolyhedron polyhedron, List<Rational> centre, List<Rational> lower, List<Rational> upper) {
        int size = polyhedron.size();
        List<Rational> low = new ArrayList<>(lower);
        List<Rational> high = new ArrayList<>(upper);
        low.add(Rational.ZERO);
        high.add(Rational.POSITIVE_INFINITY);
        List<ExactRow> rows = new ArrayList<>();
        for (ExactRow row : polyhedron.rows()) {
            List<Rational> normal = new ArrayList<>(row.normal());
            normal.add(Rational.ZERO);
            rows.add(new ExactRow(normal, row.violation(centre).negate()));
        }
        for (int i = 0; i < size; i++) {
            for (Rational sign : List.of(Rational.ONE, Rational.ONE.negate())) {
                List<Rational> normal = new ArrayList<>(Collections.nCopies(size + 1, Rational.ZERO));
                normal.set(i, sign);
                normal.set(size, Rational.ONE.negate());
                rows.add(new ExactRow(normal, Rational.ZERO));
            }
        }
        List<Rational> cost = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
        cost.add(Rational.ONE);
        return new ExactSimplex(low, high, rows, cost);
    }

    /**
     * Pivots to the optimum; false when the program is infeasible.
     *
     * @throws CancellationException when the thread is interrupted: a large program can take minutes
     */
    private boolean solve() {
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted between two pivots");
            }
            List<Rational> standing = standing();
            int leaving = -1;
            boolean tooLow = false;
            for (int i = 0; i < rows; i++) {
                Rational value = tableau.value(i, standing);
                boolean below = value.compareTo(lower.get(basic[i])) < 0;
                boolean above = value.compareTo(upper.get(basic[i])) > 0;
                if ((below || above) && (leaving < 0 || basic[i] < basic[leaving])) {
                    leaving = i;
                    tooLow = below;
                }
            }
            if (leaving < 0) {
                return true;
            }
            int entering = entering(leaving, tooLow);
            if (entering < 0) {
                return false;
            }
            int left = basic[leaving];
            basic[leaving] = nonbasic[entering];
            nonbasic[entering] = left;
            atUpper[left] = !tooLow;
            tableau.pivot(leaving, entering);
        }
    }

    /** Least ratio of reduced cost to pivot among the columns that can move the leaving variable to its side, then least index. */
    private int entering(int leaving, boolean tooLow) {
        int best = -1;
        Rational bestRatio = Rational.POSITIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            int variable = nonbasic[j];
            int sign = tooLow ? tableau.sign(leaving, j) : -tableau.sign(leaving, j);
            boolean fixed = lower.get(variable).equals(upper.get(variable));
            boolean free =
                    !lower.get(variable).isFinite() && !upper.get(variable).isFinite();
            if (sign == 0 || fixed || (!free && (sign > 0) == atUpper[variable])) {
                continue;
            }
            Rational ratio =
                    tableau.entry(rows, j).divide(tableau.entry(leaving, j)).abs();
            int comparison = ratio.compareTo(bestRatio);
            if (comparison < 0 || (comparison == 0 && best >= 0 && variable < nonbasic[best])) {
                best = j;
                bestRatio = ratio;
            }
        }
        return best;
    }

    /** Values of the nonbasic variables: the side they stand at, zero for a free one. */
    private List<Rational> standing() {
        List<Rational> result = new ArrayList<>();
        for (int variable : nonbasic) {
            Rational side = atUpper[variable] ? upper.get(variable) : lower.get(variable);
            result.add(side.isFinite() ? side : Rational.ZERO);
        }
        return result;
    }

    private List<Rational> values() {
        List<Rational> standing = standing();
        Rational[] result = new Rational[columns];
        for (int j = 0; j < columns; j++) {
            if (nonbasic[j] < columns) {
                result[nonbasic[j]] = standing.get(j);
            }
        }
        for (int i = 0; i < rows; i++) {
            if (basic[i] < columns) {
                result[basic[i]] = tableau.value(i, standing);
            }
        }
        return List.of(result);
    }

    /** Multipliers of the first {@code count} rows, in the rows' own scale. */
    private List<Rational> multipliers(int count) {
        List<Rational> result = new ArrayList<>(Collections.nCopies(count, Rational.ZERO));
        for (int j = 0; j < columns; j++) {
            int row = nonbasic[j] - columns;
            if (row >= 0 && row < count) {
                Rational scale = Rational.of(scales[row], BigInteger.ONE);
                result.set(row, tableau.entry(rows, j).negate().multiply(scale));
            }
        }
        return result;
    }
}
