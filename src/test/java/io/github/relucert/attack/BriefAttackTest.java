package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beside the exact radii of tiny networks. */
class BriefAttackTest {
    private static Radius scaled(Radius radius, Rational factor) {
        Rational value = radius.value().multiply(factor);
        return new Radius(radius.norm(), radius.norm() == Norm.L2 ? value.multiply(factor) : value);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void itFindsUnsafePointsOfTheBallAndNoOthers(Norm norm) {
        int asked = 0;
        int found = 0;
        for (long seed = 0; seed < 40; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm);
            Radius exact = EnumerationOracle.solve(problem).radius();
            if (!exact.isFinite() || exact.value().signum() == 0) {
                continue;
            }
            CompiledNetwork network = CompiledNetwork.of(problem.network());
            assertThat(BriefAttack.run(problem, network, scaled(exact, Rational.of(99, 100)), 1))
                    .isEmpty();
            Radius larger = scaled(exact, Rational.of(3, 2));
            Optional<Witness> witness = BriefAttack.run(problem, network, larger, 1);
            asked++;
            found += witness.isPresent() ? 1 : 0;
            witness.ifPresent(w -> {
                assertThat(problem.isUnsafe(w.point())).isTrue();
                assertThat(problem.distance(w.point())).isEqualTo(w.distance()).isLessThanOrEqualTo(larger);
            });
            assertThat(BriefAttack.run(problem, network, larger, 1)).isEqualTo(witness);
        }
        assertThat(asked).isGreaterThan(10);
        assertThat(found).isGreaterThan(asked / 2);
    }
}
