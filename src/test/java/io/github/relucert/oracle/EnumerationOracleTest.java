package io.github.relucert.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/** The oracle is only as good as its own checks: second opinions on its solvers, and cases solved by hand. */
class EnumerationOracleTest {
    /** Half-spaces with small integer data around the origin, some of which cut it off. */
    private record Cell(List<List<Rational>> normals, List<Rational> bounds) {
        static Cell random(int dimension, long seed) {
            Random random = new Random(seed);
            List<List<Rational>> normals = new ArrayList<>();
            List<Rational> bounds = new ArrayList<>();
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                List<Rational> normal = new ArrayList<>();
                for (int j = 0; j < dimension; j++) {
                    normal.add(Rational.of(random.nextInt(9) - 4, 2));
                }
                normals.add(normal);
                bounds.add(Rational.of(random.nextInt(9) - 5, 4));
            }
            return new Cell(normals, bounds);
        }

        Optional<NearestInCell> nearest(NearestInCell start) {
            Optional<NearestInCell> cell = Optional.of(start);
            for (int i = 0; i < normals.size(); i++) {
                int row = i;
                cell = cell.flatMap(c -> c.with(normals.get(row), bounds.get(row)));
            }
            return cell;
        }
    }

    @Property(tries = 300)
    void linearProgramsAgreeWithCommonsMath(
            @ForAll @IntRange(min = 1, max = 4) int dimension, @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        for (Norm norm : List.of(Norm.LINF, Norm.L1)) {
            Cell cell = Cell.random(dimension, seed);
            Optional<NearestInCell> own = cell.nearest(NearestByLinearProgram.whole(norm, dimension));
            Optional<Double> other = commonsMath(cell, norm, dimension);
            assertThat(own.isPresent()).isEqualTo(other.isPresent());
            own.ifPresent(c -> assertThat(c.distance().doubleNearest()).isCloseTo(other.orElseThrow(), within(1e-9)));
        }
    }

    private static Optional<Double> commonsMath(Cell cell, Norm norm, int dimension) {
        double[] costs = new double[2 * dimension];
        Collection<LinearConstraint> rows = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            costs[dimension + i] = norm == Norm.L1 ? 1 : i == 0 ? 1 : 0;
            for (int sign : new int[] {1, -1}) {
                double[] row = new double[2 * dimension];
                row[i] = sign;
                row[dimension + (norm == Norm.L1 ? i : 0)] = -1;
                rows.add(new LinearConstraint(row, Relationship.LEQ, 0));
            }
        }
        for (int k = 0; k < cell.normals.size(); k++) {
            double[] row = new double[2 * dimension];
            for (int i = 0; i < dimension; i++) {
                row[i] = cell.normals.get(k).get(i).doubleNearest();
            }
            rows.add(new LinearConstraint(
                    row, Relationship.LEQ, cell.bounds.get(k).doubleNearest()));
        }
        try {
            return Optional.of(new SimplexSolver()
                    .optimize(
                            new LinearObjectiveFunction(costs, 0),
                            new LinearConstraintSet(rows),
                            GoalType.MINIMIZE,
                            new NonNegativeConstraint(false))
                    .getValue());
        } catch (NoFeasibleSolutionException e) {
            return Optional.empty();
        }
    }

    @Property(tries = 200)
    void quadraticProgramsAgreeWithOjAlgo(
            @ForAll @IntRange(min = 1, max = 4) int dimension, @ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Cell cell = Cell.random(dimension, seed);
        Optional<NearestInCell> own = cell.nearest(NearestByQuadraticProgram.whole(dimension));
        if (own.isPresent()) {
            assertThat(own.get().distance().doubleNearest()).isCloseTo(ojAlgo(cell, dimension), within(1e-6));
        } else {
            assertThat(commonsMath(cell, Norm.LINF, dimension)).isEmpty();
        }
    }

    private static double ojAlgo(Cell cell, int dimension) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        model.options.time_abort = 1000;
        for (int i = 0; i < dimension; i++) {
            model.newVariable("u" + i).lower(-100).upper(100);
        }
        var square = model.newExpression("square").weight(1);
        for (int i = 0; i < dimension; i++) {
            square.set(i, i, 1);
        }
        for (int k = 0; k < cell.normals.size(); k++) {
            var row = model.newExpression("row" + k)
                    .upper(BigDecimal.valueOf(cell.bounds.get(k).doubleNearest()));
            for (int i = 0; i < dimension; i++) {
                row.set(i, BigDecimal.valueOf(cell.normals.get(k).get(i).doubleNearest()));
            }
        }
        Optimisation.Result result = model.minimise();
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += result.doubleValue(i) * result.doubleValue(i);
        }
        return sum;
    }

    /** {@code f(x) = (1 - |x|, 0)} at 0: the class flips at {@code |x| = 1}, in every norm and on both sides. */
    private static Problem tent(Norm norm, Box domain) {
        Affine first =
                new Affine("fold", List.of(new Affine.Term(0, new Dense(2, 1, new double[] {1, -1}))), new double[2]);
        Affine second = new Affine(
                "scores", List.of(new Affine.Term(2, new Dense(2, 2, new double[] {-1, -1, 0, 0}))), new double[] {1, 0
                });
        Network network = new Network(FloatType.FLOAT64, List.of(1), List.of(first, new Relu("relu", 1, 2), second));
        return new Problem(network, List.of(Rational.ZERO), norm, domain, UnsafeSet.misclassified(0, 2));
    }

    @Test
    void tentFlipsAtDistanceOne() {
        for (Norm norm : Norm.values()) {
            EnumerationOracle.Answer answer = EnumerationOracle.solve(tent(norm, Box.unbounded(1)));
            assertThat(answer.radius().value()).isEqualTo(Rational.ONE);
            assertThat(tent(norm, Box.unbounded(1)).isUnsafe(answer.nearest())).isTrue();
        }
    }

    @Test
    void aDomainWithoutUnsafePointHasInfiniteRadius() {
        Box domain = Box.uniform(1, Rational.parse("-0.999"), Rational.parse("0.999"));
        for (Norm norm : Norm.values()) {
            assertThat(EnumerationOracle.solve(tent(norm, domain)).radius().isFinite())
                    .isFalse();
        }
    }

    @Test
    void aTouchingPointOnTheDomainsBorderCounts() {
        Box domain = Box.uniform(1, Rational.parse("-0.5"), Rational.ONE);
        for (Norm norm : Norm.values()) {
            EnumerationOracle.Answer answer = EnumerationOracle.solve(tent(norm, domain));
            assertThat(answer.nearest()).containsExactly(Rational.ONE);
        }
    }
}
