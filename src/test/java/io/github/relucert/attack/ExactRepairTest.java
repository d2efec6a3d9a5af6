package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExactRepairTest {
    @ParameterizedTest
    @EnumSource(Norm.class)
    void aSolversRoundedOptimumIsRestoredExactly(Norm norm) {
        int asked = 0;
        int restored = 0;
        for (long seed = 0; seed < 60; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm);
            EnumerationOracle.Answer truth = EnumerationOracle.solve(problem);
            if (!truth.radius().isFinite() || truth.radius().value().signum() == 0) {
                continue;
            }
            asked++;
            SplittableRandom random = new SplittableRandom(seed);
            double[] x = truth.nearest().stream()
                    .mapToDouble(r -> r.doubleNearest() + 1e-9 * random.nextDouble(-1, 1))
                    .toArray();
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            Optional<Witness> witness = new ExactRepair(target).repair(x);
            assertThat(witness).as("seed %d", seed).isPresent();
            assertThat(problem.isUnsafe(witness.get().point())).isTrue();
            assertThat(witness.get().distance())
                    .isEqualTo(problem.distance(witness.get().point()));
            assertThat(witness.get().distance()).isGreaterThanOrEqualTo(truth.radius());
            restored += witness.get().distance().equals(truth.radius()) ? 1 : 0;
        }
        assertThat(asked).isGreaterThan(12);
        assertThat(restored).isGreaterThanOrEqualTo(asked * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void theShortWitnessIsHardlyFarther(Norm norm) {
        for (long seed = 0; seed < 10; seed++) {
            Problem problem = LinearModels.problem(seed, 30, 3, norm, LinearModels.unit(30));
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            double[] start = new TargetedPgd(2, 10)
                    .run(target, new AttackBudget(400, seed)).best().orElseThrow().point().stream()
                            .mapToDouble(Rational::doubleNearest)
                            .toArray();
            CellPoint polished = new CellPolish(target, () -> false)
                    .polish(start, Double.POSITIVE_INFINITY)
                    .orElseThrow();
            ExactRepair repair = new ExactRepair(target);
            Witness exact = repair.exact(polished).orElseThrow();
            Witness nearby = repair.nearby(polished).orElseThrow();
            assertThat(problem.isUnsafe(nearby.point())).isTrue();
            assertThat(nearby.distance().ceiling())
                    .isBetween(exact.distance().floor(), exact.distance().ceiling() * (1 + 1e-9));
            assertThat(bits(nearby)).isLessThan(bits(exact));
        }
    }

    private static long bits(Witness witness) {
        return witness.point().stream()
                .mapToLong(
                        r -> r.numerator().bitLength() + (long) r.denominator().bitLength())
                .sum();
    }

    @Test
    void farFromTheUnsafeSetNothingIsClaimed() {
        Problem problem = LinearModels.problem(3, 4, 2, Norm.L2, Box.unbounded(4));
        AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
        double[] nearCentre = Arrays.stream(target.centre()).map(v -> v + 1e-3).toArray();
        assertThat(new ExactRepair(target).repair(nearCentre)).isEmpty();
    }
}
