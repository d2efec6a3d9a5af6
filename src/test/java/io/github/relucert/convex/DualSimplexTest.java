package io.github.relucert.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.linear.UnboundedSolutionException;
import org.junit.jupiter.api.Test;

class DualSimplexTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    @Test
    void agreesWithCommonsMathOnRandomPrograms() {
        int optimal = 0;
        int infeasible = 0;
        int unbounded = 0;
        for (int seed = 0; seed < 600; seed++) {
            LinearProgram program = random(new Random(seed));
            LpOutcome ours = new DualSimplex(program).solve();
            switch (ours) {
                case LpOutcome.Optimal answer -> {
                    optimal++;
                    assertThat(answer.value()).as("seed %d", seed).isCloseTo(commonsMath(program), within(1e-6));
                    assertOptimal(program, answer);
                }
                case LpOutcome.Infeasible answer -> {
                    infeasible++;
                    assertThat(commonsMath(program)).as("seed %d", seed).isEqualTo(NONE);
                    assertRefuted(program, answer.ray());
                }
                case LpOutcome.Unbounded answer -> {
                    unbounded++;
                    assertThat(commonsMath(program))
                            .as("seed %d %s", seed, answer)
                            .isEqualTo(-NONE);
                }
                case LpOutcome.AboveCutoff answer -> throw new AssertionError("seed " + seed + " " + answer);
                case LpOutcome.Unsettled answer -> throw new AssertionError("seed " + seed + " " + answer);
            }
        }
        assertThat(List.of(optimal, infeasible, unbounded)).allMatch(count -> count >= 60);
    }

    @Test
    void continuesFromTheLastBasisAfterChangesOfSides() {
        int warm = 0;
        int cold = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            LinearProgram program = boxed(random, 20, 60);
            DualSimplex simplex = new DualSimplex(program);
            simplex.solve();
            for (int change = 0; change < 10; change++) {
                int column = random.nextInt(60);
                program.lower()[column] = random.nextDouble() - 1;
                program.upper()[column] = program.lower()[column] + random.nextDouble();
                simplex.boundColumn(column, program.lower()[column], program.upper()[column]);
                int before = simplex.pivots();
                LpOutcome ours = simplex.solve();
                warm += simplex.pivots() - before;
                DualSimplex fresh = new DualSimplex(program);
                LpOutcome other = fresh.solve();
                cold += fresh.pivots();
                assertThat(ours.getClass()).isEqualTo(other.getClass());
                if (ours instanceof LpOutcome.Optimal a && other instanceof LpOutcome.Optimal b) {
                    assertThat(a.value()).isCloseTo(b.value(), within(1e-7));
                    assertOptimal(program, a);
                }
            }
        }
        assertThat(warm).isLessThan(cold / 3);
    }

    @Test
    void restartsFromAKeptBasis() {
        LinearProgram program = boxed(new Random(5), 15, 40);
        DualSimplex simplex = new DualSimplex(program);
        LpOutcome.Optimal first = (LpOutcome.Optimal) simplex.solve();
        DualSimplex other = new DualSimplex(program);
        other.restart(first.basis());
        LpOutcome.Optimal second = (LpOutcome.Optimal) other.solve();
        assertThat(other.pivots()).isZero();
        assertThat(second.value()).isCloseTo(first.value(), within(1e-9));
    }

    @Test
    void stopsAtTheCutoffWithABoundThatHolds() {
        for (int seed = 0; seed < 30; seed++) {
            LinearProgram program = boxed(new Random(seed), 15, 40);
            if (new DualSimplex(program).solve() instanceof LpOutcome.Optimal optimal) {
                LpOutcome below = new DualSimplex(program).solve(optimal.value() - 0.1, 1e-9);
                assertThat(below).isInstanceOf(LpOutcome.AboveCutoff.class);
                assertThat(((LpOutcome.AboveCutoff) below).bound())
                        .isBetween(optimal.value() - 0.1, optimal.value() + 1e-9);
                assertThat(new DualSimplex(program).solve(optimal.value() + 0.1, 1e-9))
                        .isInstanceOf(LpOutcome.Optimal.class);
            }
        }
    }

    @Test
    void survivesTheCyclingExampleOfBeale() {
        // Beale 1955: cycles under the textbook rule of the primal method; highly degenerate at the origin.
        LinearProgram program = new LinearProgram(
                new double[] {-0.75, 150, -0.02, 6},
                new double[] {0.25, -60, -0.04, 9, 0.5, -90, -0.02, 3, 0, 0, 1, 0},
                new double[] {-NONE, -NONE, -NONE},
                new double[] {0, 0, 1},
                new double[4],
                new double[] {NONE, NONE, NONE, NONE});
        assertThat(((LpOutcome.Optimal) new DualSimplex(program).solve()).value())
                .isCloseTo(-0.05, within(1e-9));
    }

    @Test
    void crossedSidesAreInfeasible() {
        LinearProgram program = boxed(new Random(1), 3, 4);
        DualSimplex simplex = new DualSimplex(program);
        simplex.boundColumn(2, 1, 0);
        assertThat(simplex.solve()).isInstanceOf(LpOutcome.Infeasible.class);
    }

    @Test
    void theTestsOwnConditionsNoticeAWrongAnswer() {
        LinearProgram program = boxed(new Random(3), 5, 8);
        LpOutcome.Optimal answer = (LpOutcome.Optimal) new DualSimplex(program).solve();
        double[] wrong = answer.rowDuals().clone();
        wrong[0] += 1;
        LpOutcome.Optimal forged =
                new LpOutcome.Optimal(answer.value(), answer.point(), wrong, answer.reducedCosts(), answer.basis());
        assertThatThrownBy(() -> assertOptimal(program, forged)).isInstanceOf(AssertionError.class);
    }

    private static LinearProgram boxed(Random random, int rows, int columns) {
        double[] lower = new double[columns];
        double[] upper = new double[columns];
        for (int j = 0; j < columns; j++) {
            lower[j] = -random.nextDouble();
            upper[j] = random.nextDouble();
        }
        double[] rowLower = new double[rows];
        double[] rowUpper = new double[rows];
        for (int i = 0; i < rows; i++) {
            rowLower[i] = -NONE;
            rowUpper[i] = random.nextGaussian() - 0.5;
        }
        return new LinearProgram(
                gaussian(random, columns), gaussian(random, rows * columns), rowLower, rowUpper, lower, upper);
    }

    /** Small integers, so that ties and degenerate vertices are common; sides of every kind. */
    private static LinearProgram random(Random random) {
        int rows = 1 + random.nextInt(6);
        int columns = 1 + random.nextInt(6);
        double[] matrix = new double[rows * columns];
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] = random.nextInt(3) == 0 ? 0 : random.nextInt(7) - 3;
        }
        double[] cost = new double[columns];
        for (int j = 0; j < columns; j++) {
            cost[j] = random.nextInt(7) - 3;
        }
        double[][] rowSides = sides(random, rows);
        double[][] sides = sides(random, columns);
        return new LinearProgram(cost, matrix, rowSides[0], rowSides[1], sides[0], sides[1]);
    }

    private static double[][] sides(Random random, int count) {
        double[][] result = new double[2][count];
        for (int j = 0; j < count; j++) {
            int kind = random.nextInt(8);
            double a = random.nextInt(9) - 4;
            result[0][j] = kind == 0 || kind == 1 ? -NONE : a;
            result[1][j] = kind == 1 || kind == 2 ? NONE : kind == 3 ? a : a + random.nextInt(8);
        }
        return result;
    }

    static double[] gaussian(Random random, int length) {
        double[] result = new double[length];
        for (int k = 0; k < length; k++) {
            result[k] = random.nextGaussian();
        }
        return result;
    }

    /** Primal feasible, duals of the right sign, complementary: together they prove optimality. */
    private static void assertOptimal(LinearProgram program, LpOutcome.Optimal answer) {
        int n = program.columns();
        double dualValue = 0;
        for (int i = 0; i < program.rows(); i++) {
            double activity = 0;
            for (int j = 0; j < n; j++) {
                activity += program.matrix()[i * n + j] * answer.point()[j];
            }
            assertThat(activity).isBetween(program.rowLower()[i] - 1e-7, program.rowUpper()[i] + 1e-7);
            dualValue += support(answer.rowDuals()[i], program.rowLower()[i], program.rowUpper()[i]);
        }
        for (int j = 0; j < n; j++) {
            double reduced = program.cost()[j];
            for (int i = 0; i < program.rows(); i++) {
                reduced -= answer.rowDuals()[i] * program.matrix()[i * n + j];
            }
            assertThat(reduced).isCloseTo(answer.reducedCosts()[j], within(1e-7));
            assertThat(answer.point()[j]).isBetween(program.lower()[j] - 1e-7, program.upper()[j] + 1e-7);
            dualValue += support(reduced, program.lower()[j], program.upper()[j]);
        }
        assertThat(dualValue).isCloseTo(answer.value(), within(1e-6));
    }

    private static double support(double dual, double lower, double upper) {
        return Math.abs(dual) < 1e-8 ? 0 : dual > 0 ? dual * lower : dual * upper;
    }

    /** The ray's combination of the constraints has no zero within the sides. */
    private static void assertRefuted(LinearProgram program, double[] ray) {
        double least = 0;
        for (int i = 0; i < ray.length; i++) {
            least += support(-ray[i], program.rowLower()[i], program.rowUpper()[i]);
        }
        for (int j = 0; j < program.columns(); j++) {
            double sum = 0;
            for (int i = 0; i < ray.length; i++) {
                sum += ray[i] * program.matrix()[i * program.columns() + j];
            }
            least += support(sum, program.lower()[j], program.upper()[j]);
        }
        assertThat(least).isPositive();
    }

    /** Optimal value, +inf when infeasible, -inf when unbounded. */
    private static double commonsMath(LinearProgram program) {
        List<LinearConstraint> constraints = new ArrayList<>();
        int n = program.columns();
        for (int i = 0; i < program.rows(); i++) {
            double[] row = Arrays.copyOfRange(program.matrix(), i * n, (i + 1) * n);
            addSides(constraints, row, program.rowLower()[i], program.rowUpper()[i]);
        }
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            addSides(constraints, unit, program.lower()[j], program.upper()[j]);
        }
        try {
            return new SimplexSolver()
                    .optimize(
                            new MaxIter(10_000),
                            new LinearObjectiveFunction(program.cost(), 0),
                            new LinearConstraintSet(constraints),
                            new NonNegativeConstraint(false))
                    .getValue();
        } catch (NoFeasibleSolutionException e) {
            return NONE;
        } catch (UnboundedSolutionException e) {
            return -NONE;
        }
    }

    private static void addSides(List<LinearConstraint> constraints, double[] row, double lower, double upper) {
        if (lower > -NONE) {
            constraints.add(new LinearConstraint(row, Relationship.GEQ, lower));
        }
        if (upper < NONE) {
            constraints.add(new LinearConstraint(row, Relationship.LEQ, upper));
        }
    }
}
