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
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** True statements get proofs that both arithmetics accept; no proof is found for false ones. */
class ProofCheckerTest {
    private static final int SEEDS = 40;
    private static final Rational LESS = Rational.parse("0.8");
    private static final Rational MORE = Rational.parse("1.000001");

    @ParameterizedTest
    @EnumSource
    void trueStatementsAreProvedAndExactArithmeticAgrees(Norm norm) {
        int proved = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Problem problem = TinyProblems.random(norm, random);
            Assertion assertion = trueOf(EnumerationOracle.solve(problem).radius(), seed % 2 == 0);
            Optional<String> proof = NaiveProver.prove(problem, assertion, random, 9);
            if (proof.isPresent()) {
                assertThat(NaiveProver.check(problem, assertion, proof.get(), Arithmetic.EXACT)
                                .rejections())
                        .as("seed %d", seed)
                        .isEmpty();
                proved++;
            }
        }
        assertThat(proved).isGreaterThan(SEEDS / 2);
    }

    /** A statement that the radius makes true, with some room. */
    private static Assertion trueOf(Radius radius, boolean open) {
        if (!radius.isFinite()) {
            return new Assertion.NoUnsafePoint();
        }
        Radius less = new Radius(radius.norm(), radius.value().multiply(LESS));
        return open ? new Assertion.RadiusAtLeast(less) : new Assertion.RobustAt(less);
    }

    @ParameterizedTest
    @EnumSource
    void falseStatementsAreNot(Norm norm) {
        int tried = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Problem problem = TinyProblems.random(norm, random);
            Radius radius = EnumerationOracle.solve(problem).radius();
            if (radius.isFinite() && radius.value().signum() > 0) {
                Radius more = new Radius(norm, radius.value().multiply(MORE));
                List<Assertion> assertions = List.of(new Assertion.RadiusAtLeast(more), new Assertion.NoUnsafePoint());
                for (Assertion assertion : assertions) {
                    tried++;
                    assertThat(NaiveProver.prove(problem, assertion, random, 6))
                            .as("seed %d, %s", seed, assertion)
                            .isEmpty();
                }
            }
        }
        assertThat(tried).isGreaterThan(SEEDS / 2);
    }
}
