package io.github.relucert.convex;

import io.github.relucert.convex.Basis.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The dual simplex method for bounded variables on a dense linear program, with dual steepest-edge pricing and the
 * bound-flipping ratio test. After a change of sides the last basis is still dual feasible, so that solving again continues
 * from it.
 *
 * <p>Variables {@code 0 .. n-1} are the columns, variable {@code n + i} is the activity {@code r_i = A_i x} of row {@code i};
 * the constraints are {@code A x - r = 0}. The reduced cost of an activity is the row's dual. A start that is not dual feasible
 * is made so by the subproblem method (Koberstein, "The dual simplex method, techniques for a fast and stable implementation",
 * 2005, section 4.2). When the cost stalls, Bland's rule takes over, so that no cycle is possible up to rounding.
 *
 * <p>Tolerances are absolute, 1e-9 on reduced costs; scale rows and costs to unit size. Not safe for several threads.
 */
public final class DualSimplex {
    private static final double TOLERANCE = 1e-9;
    private static final double DUAL_FEASIBLE = 1e-9;
    private static final double PIVOT = 1e-9;
    private static final int UPDATES = 100;
    private static final int STALL = 60;
    private static final double AUXILIARY_SIDE = 1000;

    private final LinearProgram program;
    private final int rows;
    private final int columns;
    private final double[] lower;
    private final double[] upper;
    private final Status[] status;
    private final int[] head;
    private final BasisInverse inverse;
    private final double[] value;
    private final double[] reduced;
    private final double[] alpha;
    private final double[] column;
    private final double[] transformed;
    private final DualRatioTest ratioTest;
    private double tolerance = TOLERANCE;
    private double[] low;
    private double[] high;
    private double[] cost;
    private int pivots;

    /** Starts from the basis of all activities, every column at the side its cost prefers. */
    public DualSimplex(LinearProgram program) {
        this.program = program;
        this.rows = program.rows();
        this.columns = program.columns();
        int variables = rows + columns;
        this.lower = concatenate(program.lower(), program.rowLower());
        this.upper = concatenate(program.upper(), program.rowUpper());
        this.low = lower;
        this.high = upper;
        this.cost = Arrays.copyOf(program.cost(), variables);
        this.status = new Status[variables];
        this.head = new int[rows];
        this.inverse = new BasisInverse(rows);
        this.value = new double[variables];
        this.reduced = new double[variables];
        this.alpha = new double[variables];
        this.column = new double[rows];
        this.transformed = new double[rows];
        this.ratioTest = new DualRatioTest(variables);
        Arrays.fill(status, 0, columns, Status.AT_LOWER);
        Arrays.fill(status, columns, variables, Status.BASIC);
    }

    private static double[] concatenate(double[] first, double[] second) {
        double[] result = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }

    /** Gives a column new sides; the basis stays. */
    public void boundColumn(int index, double newLower, double newUpper) {
        lower[index] = newLower;
        upper[index] = newUpper;
    }

    /** Gives a row's activity new sides; the basis stays. */
    public void boundRow(int row, double newLower, double newUpper) {
        lower[columns + row] = newLower;
        upper[columns + row] = newUpper;
    }

    /** The current basis. */
    public Basis basis() {
        return new Basis(List.of(status));
    }

    /**
     * Continues from another basis of the same program.
     *
     * @throws IllegalArgumentException when it has not as many variables or not as many basic ones
     */
    public void restart(Basis basis) {
        long basics = basis.statuses().stream().filter(s -> s == Status.BASIC).count();
        if (basis.statuses().size() != status.length || basics != rows) {
            throw new IllegalArgumentException("a basis of " + basis.statuses().size() + " variables, " + basics
                    + " basic, for " + status.length + " variables and " + rows + " rows");
        }
        Arrays.setAll(status, j -> basis.statuses().get(j));
    }

    /** Pivots made by all solves so far. */
    public int pivots() {
        return pivots;
    }

    /** Solves without cutoff, sides satisfied to 1e-9; see {@link #solve(double, double)}. */
    public LpOutcome solve() {
        return solve(Double.POSITIVE_INFINITY, TOLERANCE);
    }

    /**
     * Solves from the current basis.
     *
     * @param cutoff the method may stop as soon as the least cost is known to be at least this
     * @param feasibility by how much a side may be missed
     */
    public LpOutcome solve(double cutoff, double feasibility) {
        this.tolerance = feasibility;
        int pivotLimit = 50 * (rows + 20) + 2 * columns;
        for (int j = 0; j < lower.length; j++) {
            if (!(lower[j] <= upper[j])) {
                return new LpOutcome.Infeasible(new double[0]);
            }
        }
        int limit = pivots + pivotLimit;
        if (!refactorise()) {
            Arrays.fill(status, 0, columns, Status.AT_LOWER);
            Arrays.fill(status, columns, status.length, Status.BASIC);
            refactorise();
        }
        if (!isDualFeasible()) {
            List<LpOutcome> failure = makeDualFeasible(limit);
            if (!failure.isEmpty()) {
                return failure.getFirst();
            }
        }
        return iterate(cutoff, limit);
    }

    /** The subproblem method; returns an outcome when that already settles the program. */
    private List<LpOutcome> makeDualFeasible(int limit) {
        low = new double[lower.length];
        high = new double[lower.length];
        for (int j = 0; j < lower.length; j++) {
            boolean below = lower[j] == Double.NEGATIVE_INFINITY;
            boolean above = upper[j] == Double.POSITIVE_INFINITY;
            double side = below && above ? AUXILIARY_SIDE : 1;
            low[j] = below ? -side : 0;
            high[j] = above ? side : 0;
        }
        LpOutcome auxiliary = iterate(Double.POSITIVE_INFINITY, limit);
        low = lower;
        high = upper;
        computeReducedCosts();
        if (isDualFeasible()) {
            return List.of();
        }
        if (!(auxiliary instanceof LpOutcome.Optimal)) {
            return List.of(new LpOutcome.Unsettled("no dual feasible basis was reached: " + auxiliary));
        }
        double[] original = cost;
        cost = new double[original.length];
        LpOutcome feasibility = iterate(Double.POSITIVE_INFINITY, limit);
        cost = original;
        return List.of(feasibility instanceof LpOutcome.Optimal ? new LpOutcome.Unbounded() : feasibility);
    }

    private boolean isDualFeasible() {
        for (int j = 0; j < status.length; j++) {
            boolean wrong = (reduced[j] > DUAL_FEASIBLE && low[j] == Double.NEGATIVE_INFINITY)
                    || (reduced[j] < -DUAL_FEASIBLE && high[j] == Double.POSITIVE_INFINITY);
            if (status[j] != Status.BASIC && wrong) {
                return false;
            }
        }
        return true;
    }

    private LpOutcome iterate(double cutoff, int limit) {
        computeReducedCosts();
        placeNonbasic();
        computeValues();
        double best = Double.NEGATIVE_INFINITY;
        int stalled = 0;
        while (true) {
            boolean byIndex = stalled > STALL;
            int position = byIndex ? leavingByIndex() : leaving();
            if (position < 0) {
                if (inverse.updates() == 0) {
                    return optimum();
                }
                if (!refresh()) {
                    return new LpOutcome.Unsettled("the basis became singular");
                }
                continue;
            }
            double objective = objective();
            stalled = objective > best + 1e-12 * (1 + Math.abs(best)) ? 0 : stalled + 1;
            best = Math.max(best, objective);
            if (objective >= cutoff) {
                return new LpOutcome.AboveCutoff(objective, rowDuals());
            }
            if (pivots >= limit) {
                return new LpOutcome.Unsettled("stopped after " + pivots + " pivots");
            }
            int leaving = head[position];
            double target = value[leaving] < low[leaving] ? low[leaving] : high[leaving];
            double sign = Math.signum(target - value[leaving]);
            price(position, sign);
            // Half the tolerance less, so that jumps that end exactly on the side do not look like infeasibility.
            double gap = Math.abs(target - value[leaving]) - tolerance / 2;
            int entering = byIndex ? ratioTest.chooseByIndex() : ratioTest.choose(gap);
            if (entering < 0) {
                if (inverse.updates() == 0) {
                    return new LpOutcome.Infeasible(ray(position, sign));
                }
                if (!refresh()) {
                    return new LpOutcome.Unsettled("the basis became singular");
                }
                continue;
            }
            if (!step(position, entering, target, sign)) {
                if (inverse.updates() == 0) {
                    return new LpOutcome.Unsettled("a pivot was too small");
                }
                if (!refresh()) {
                    return new LpOutcome.Unsettled("the basis became singular");
                }
            }
        }
    }

    /** Largest squared infeasibility over steepest-edge weight. */
    private int leaving() {
        int best = -1;
        double bestScore = 0;
        for (int p = 0; p < rows; p++) {
            double miss = miss(head[p]);
            if (miss > 0 && miss * miss > bestScore * inverse.weight(p)) {
                bestScore = miss * miss / inverse.weight(p);
                best = p;
            }
        }
        return best;
    }

    private int leavingByIndex() {
        int best = -1;
        for (int p = 0; p < rows; p++) {
            if (miss(head[p]) > 0 && (best < 0 || head[p] < head[best])) {
                best = p;
            }
        }
        return best;
    }

    /** By how much a variable misses its nearer side, zero within the tolerance. */
    private double miss(int variable) {
        double miss = Math.max(low[variable] - value[variable], value[variable] - high[variable]);
        return miss > tolerance ? miss : 0;
    }

    /** The pivot row {@code alpha = e_p B^-1 [A, -I]} on the nonbasic variables, and the candidates of the ratio test. */
    private void price(int position, double sign) {
        Arrays.fill(alpha, 0, columns, 0);
        double[] matrix = program.matrix();
        for (int i = 0; i < rows; i++) {
            double rho = inverse.entry(position, i);
            alpha[columns + i] = -rho;
            if (rho != 0) {
                int start = i * columns;
                for (int j = 0; j < columns; j++) {
                    alpha[j] += rho * matrix[start + j];
                }
            }
        }
        ratioTest.clear();
        for (int j = 0; j < status.length; j++) {
            double beta = -sign * alpha[j];
            boolean candidate = switch (status[j]) {
                case BASIC -> false;
                case AT_LOWER -> beta > PIVOT && high[j] > low[j];
                case AT_UPPER -> beta < -PIVOT && high[j] > low[j];
                case FREE -> Math.abs(beta) > PIVOT;
            };
            if (candidate) {
                double used = status[j] == Status.FREE ? Math.abs(reduced[j] / beta) : reduced[j] / beta;
                ratioTest.offer(j, used, Math.abs(beta), high[j] - low[j]);
            }
        }
    }

    /** Jumps, primal and dual step, change of basis; false when the pivot is unreliable. */
    private boolean step(int position, int entering, double target, double sign) {
        loadColumn(entering);
        inverse.multiply(column, transformed);
        double pivot = transformed[position];
        if (Math.abs(pivot - alpha[entering]) > 1e-7 * (1 + Math.abs(pivot)) || Math.abs(pivot) < PIVOT / 2) {
            return false;
        }
        double[] entered = transformed.clone();
        jump(ratioTest.jumping());
        int leaving = head[position];
        double move = (value[leaving] - target) / pivot;
        for (int p = 0; p < rows; p++) {
            value[head[p]] -= entered[p] * move;
        }
        value[entering] += move;
        value[leaving] = target;
        double dualStep = reduced[entering] / (-sign * alpha[entering]);
        for (int j = 0; j < status.length; j++) {
            if (status[j] != Status.BASIC) {
                reduced[j] += dualStep * sign * alpha[j];
            }
        }
        reduced[entering] = 0;
        reduced[leaving] = sign * dualStep;
        status[entering] = Status.BASIC;
        status[leaving] = sign > 0 ? Status.AT_LOWER : Status.AT_UPPER;
        head[position] = entering;
        inverse.pivot(position, entered);
        pivots++;
        return inverse.updates() < UPDATES || refresh();
    }

    private void jump(int[] variables) {
        if (variables.length == 0) {
            return;
        }
        double[] total = new double[rows];
        for (int j : variables) {
            boolean up = status[j] == Status.AT_LOWER;
            double range = up ? high[j] - low[j] : low[j] - high[j];
            status[j] = up ? Status.AT_UPPER : Status.AT_LOWER;
            value[j] = up ? high[j] : low[j];
            addColumn(j, range, total);
        }
        inverse.multiply(total, transformed);
        for (int p = 0; p < rows; p++) {
            value[head[p]] -= transformed[p];
        }
    }

    private void loadColumn(int variable) {
        Arrays.fill(column, 0);
        addColumn(variable, 1, column);
    }

    private void addColumn(int variable, double factor, double[] sum) {
        if (variable >= columns) {
            sum[variable - columns] -= factor;
            return;
        }
        for (int i = 0; i < rows; i++) {
            sum[i] += factor * program.matrix()[i * columns + variable];
        }
    }

    private boolean refresh() {
        if (!refactorise()) {
            return false;
        }
        placeNonbasic();
        computeValues();
        return true;
    }

    private boolean refactorise() {
        int position = 0;
        for (int j = 0; j < status.length; j++) {
            if (status[j] == Status.BASIC) {
                head[position++] = j;
            }
        }
        if (!inverse.factorise(head, program.matrix(), columns)) {
            return false;
        }
        computeReducedCosts();
        return true;
    }

    private void computeReducedCosts() {
        double[] duals = new double[rows];
        for (int p = 0; p < rows; p++) {
            double basicCost = cost[head[p]];
            if (basicCost != 0) {
                for (int i = 0; i < rows; i++) {
                    duals[i] += basicCost * inverse.entry(p, i);
                }
            }
        }
        System.arraycopy(cost, 0, reduced, 0, columns);
        for (int i = 0; i < rows; i++) {
            reduced[columns + i] = cost[columns + i] + duals[i];
            if (duals[i] != 0) {
                int start = i * columns;
                for (int j = 0; j < columns; j++) {
                    reduced[j] -= duals[i] * program.matrix()[start + j];
                }
            }
        }
        for (int variable : head) {
            reduced[variable] = 0;
        }
    }

    /** Puts every nonbasic variable on the side that its reduced cost asks for. */
    private void placeNonbasic() {
        for (int j = 0; j < status.length; j++) {
            if (status[j] == Status.BASIC) {
                continue;
            }
            boolean below = low[j] > Double.NEGATIVE_INFINITY;
            boolean above = high[j] < Double.POSITIVE_INFINITY;
            boolean upper = above
                    && (!below
                            || reduced[j] < -DUAL_FEASIBLE
                            || (reduced[j] <= DUAL_FEASIBLE && status[j] == Status.AT_UPPER));
            status[j] = upper ? Status.AT_UPPER : below ? Status.AT_LOWER : Status.FREE;
            value[j] = upper ? high[j] : below ? low[j] : 0;
        }
    }

    /** {@code x_B = -B^-1 N x_N}, afresh. */
    private void computeValues() {
        double[] total = new double[rows];
        double[] matrix = program.matrix();
        for (int i = 0; i < rows; i++) {
            double sum = status[columns + i] == Status.BASIC ? 0 : -value[columns + i];
            for (int j = 0; j < columns; j++) {
                if (status[j] != Status.BASIC) {
                    sum += matrix[i * columns + j] * value[j];
                }
            }
            total[i] = sum;
        }
        inverse.multiply(total, transformed);
        for (int p = 0; p < rows; p++) {
            value[head[p]] = -transformed[p];
        }
    }

    private double objective() {
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += cost[j] == 0 ? 0 : cost[j] * value[j];
        }
        return sum;
    }

    private double[] rowDuals() {
        return Arrays.copyOfRange(reduced, columns, status.length);
    }

    private double[] ray(int position, double sign) {
        double[] ray = new double[rows];
        Arrays.setAll(ray, i -> sign * inverse.entry(position, i));
        return ray;
    }

    private LpOutcome optimum() {
        return new LpOutcome.Optimal(
                objective(),
                Arrays.copyOf(value, columns),
                rowDuals(),
                Arrays.copyOf(reduced, columns),
                new Basis(new ArrayList<>(List.of(status))));
    }
}
