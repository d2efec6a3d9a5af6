package io.github.relucert.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Critical leaves prove the exact radius, in both arithmetics, and not a hair more. */
class ZeroGapTest {
    private static final Rational HAIR = Rational.parse("1e-30");

    @ParameterizedTest
    @EnumSource
    void theExactRadiusIsProvedAndNothingBeyond(Norm norm) {
        int finite = 0;
        int infinite = 0;
        for (int seed = 0; seed < 60; seed++) {
            Problem problem = TinyProblems.random(norm, new Random(seed));
            Radius radius = EnumerationOracle.solve(problem).radius();
            String proof = ExactProver.prove(problem);
            for (Arithmetic arithmetic : Arithmetic.values()) {
                if (radius.isFinite()) {
                    Radius beyond = new Radius(norm, radius.value().add(HAIR));
                    assertThat(accepts(problem, new Assertion.RadiusAtLeast(radius), proof, arithmetic))
                            .as("radius, seed %d, %s", seed, radius)
                            .isTrue();
                    for (Assertion wrong :
                            List.of(new Assertion.RadiusAtLeast(beyond), new Assertion.NoUnsafePoint())) {
                        assertThat(accepts(problem, wrong, proof, arithmetic))
                                .as("%s, seed %d", wrong, seed)
                                .isFalse();
                    }
                } else {
                    assertThat(accepts(problem, new Assertion.NoUnsafePoint(), proof, arithmetic))
                            .as("none, seed %d", seed)
                            .isTrue();
                }
            }
            finite += radius.isFinite() && radius.value().signum() > 0 ? 1 : 0;
            infinite += radius.isFinite() ? 0 : 1;
        }
        assertThat(finite).isGreaterThan(15);
        assertThat(infinite).isPositive();
    }

    private static boolean accepts(Problem problem, Assertion assertion, String proof, Arithmetic arithmetic) {
        return NaiveProver.check(problem, assertion, proof, arithmetic).isValid();
    }
}
