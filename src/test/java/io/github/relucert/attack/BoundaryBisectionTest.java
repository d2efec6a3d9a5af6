package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundaryBisectionTest {
    @Test
    void endsUnsafeOnTheRayWithASafePointJustBefore() {
        int crossed = 0;
        for (long seed = 0; seed < 60; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, Norm.L2);
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            Evaluations evaluations = new Evaluations(target, 1, 100_000, () -> false);
            double[] far = new PerturbationBall(target, 50).random(new SplittableRandom(seed));
            if (evaluations.margin(target.centre()) <= 0 || evaluations.margin(far) > 0) {
                continue;
            }
            crossed++;
            double before = evaluations.spent();
            double[] x =
                    BoundaryBisection.towardsCentre(target, evaluations, far).orElseThrow();
            assertThat(evaluations.spent() - before)
                    .as("forward passes, counted half")
                    .isLessThan(40);
            assertThat(evaluations.margin(x)).isLessThanOrEqualTo(0);
            double distance = target.distance(x);
            double[] inner = BoundaryBisection.between(target, x, 1 - 1e-9);
            assertThat(evaluations.margin(inner)).isPositive();
            double fraction = distance / target.distance(far);
            assertThat(x)
                    .containsExactly(BoundaryBisection.between(target, far, fraction), within(1e-9 * (1 + distance)));
        }
        assertThat(crossed).isGreaterThan(10);
    }

    @Test
    void givesUpWhenTheBudgetIsSpent() {
        Problem problem = LinearModels.problem(1, 3, 2, Norm.L2, LinearModels.unit(3));
        AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
        Evaluations none = new Evaluations(target, 1, 0, () -> false);
        assertThat(BoundaryBisection.towardsCentre(target, none, target.upper()))
                .isEmpty();
    }
}
