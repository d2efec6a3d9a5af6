package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DirectionAttacksTest {
    private static final AttackBudget BUDGET = new AttackBudget(500, 1);

    /** {@code f(x) = 3 x_0 + 4 x_1 - 5}; the rows say the direction (3, 4). */
    private static final LabelledRows ROWS =
            new LabelledRows(List.of(new double[] {2, 2}, new double[] {1, 2}, new double[] {0, 0}), List.of(1, 1, 0));

    private static AttackTarget target(Norm norm, Box domain) {
        Affine layer =
                new Affine("f", List.of(new Affine.Term(0, new Dense(1, 2, new double[] {3, 4}))), new double[] {-5});
        Network network = new Network(FloatType.FLOAT64, List.of(2), List.of(layer));
        Problem problem = new Problem(
                network,
                List.of(Rational.ZERO, Rational.ZERO),
                norm,
                domain,
                UnsafeSet.acrossThreshold(-1, Rational.ZERO));
        return new AttackTarget(problem, CompiledNetwork.of(network));
    }

    private static double distance(Attack attack, AttackTarget target) {
        return attack.run(target, BUDGET).best().orElseThrow().distance().ceiling();
    }

    @Test
    void theUniversalDirectionIsTheExactRadiusWhereItIsTheGradient() {
        UniversalDirection attack = new UniversalDirection(ROWS);
        assertThat(attack.run(target(Norm.L2, Box.unbounded(2)), BUDGET)
                        .best()
                        .orElseThrow()
                        .distance()
                        .value())
                .isEqualTo(Rational.ONE);
        assertThat(distance(attack, target(Norm.LINF, Box.unbounded(2)))).isCloseTo(5 / 7.0, within(1e-15));
    }

    @Test
    void theDirectionOfTheMeansHasTheSameSideAndGoesAroundTheDomainsSides() {
        FeatureAveragingDirection attack = new FeatureAveragingDirection(ROWS);
        // Means (1.5, 2) and (0, 0): the way is along (3, 4) until x_1 meets 1/2, then along x_0 alone to x_0 = 1.
        Box domain = new Box(List.of(Rational.ZERO, Rational.ZERO), List.of(Rational.of(2), Rational.of(1, 2)));
        assertThat(attack.run(target(Norm.L2, domain), BUDGET)
                        .best()
                        .orElseThrow()
                        .point())
                .containsExactly(Rational.ONE, Rational.of(1, 2));
        Box narrow = new Box(List.of(Rational.ZERO, Rational.ZERO), List.of(Rational.of(3, 4), Rational.of(1, 2)));
        assertThat(attack.run(target(Norm.L2, narrow), BUDGET).history()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Norm.class,
            names = {"LINF", "L2"})
    void theIterativePerturbationFoolsTheRowsItWasGrownOn(Norm norm) {
        AttackTarget target = target(norm, Box.uniform(2, Rational.of(-10), Rational.of(10)));
        IterativeUniversal attack = IterativeUniversal.over(List.of(target, target), BUDGET);
        assertThat(attack.share()).isPositive();
        AttackResult result = attack.run(target, BUDGET);
        double closedForm = norm == Norm.L2 ? 1 : 5 / 7.0;
        assertThat(result.best().orElseThrow().distance().ceiling())
                .isBetween(closedForm * (1 - 1e-12), closedForm * 1.01);
        assertThat(result.evaluations()).isGreaterThan(attack.share());
        assertThat(attack.run(target, new AttackBudget(0, 1)).history()).isEmpty();
        assertThatThrownBy(() -> attack.run(target(Norm.L1, Box.unbounded(2)), BUDGET))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inL1TheRayMovesOneCoordinateAfterTheOther() {
        Box domain = new Box(List.of(Rational.ZERO, Rational.ZERO), List.of(Rational.of(2), Rational.ONE));
        // x_1 has the larger slope: to its side at 1, which takes 4 of 5, then x_0 = 1/3.
        assertThat(new RayAttack()
                        .run(target(Norm.L1, domain), BUDGET)
                        .best()
                        .orElseThrow()
                        .point())
                .containsExactly(Rational.of(1, 3), Rational.ONE);
    }
}
