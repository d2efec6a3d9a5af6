package io.github.relucert.milp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Radii so small that the rounding of a program's constants is no longer small against them. */
class TinyBallTest {
    private static final double CENTRE = 1.1;

    /** {@code f(x) = (0, relu(x) - threshold)}: class 0 until {@code x} reaches the threshold. */
    private static Problem problem(double threshold) {
        Network network =
                Examples.dense(new double[][][] {{{1}}, {{0}, {1}}}, new double[][] {{0.3}, {0, -threshold - 0.3}});
        return new Problem(
                network,
                Examples.point(CENTRE),
                Norm.LINF,
                Box.uniform(1, Rational.ZERO, Rational.of(4)),
                UnsafeSet.misclassified(0, 2));
    }

    private static Outcome solve(Problem problem, Optional<Radius> upTo) {
        Limits limits = new Limits(Duration.ofSeconds(20), 1, upTo, () -> false);
        return new MilpEngine().solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), limits);
    }

    @Test
    void noBallIsCalledClearThatHoldsAnUnsafePoint() {
        for (double step : new double[] {1e-15, 7e-15, 3e-14, 1e-13, 1e-12, 1e-11, 1e-9, 1e-6}) {
            Problem problem = problem(CENTRE + step);
            Radius exact = EnumerationOracle.solve(problem).radius();
            assertThat(exact.isFinite()).isTrue();
            assertThat(solve(problem, Optional.empty()).lower()).isLessThanOrEqualTo(exact);
            for (double factor : new double[] {1.00000001, 1.00001, 1.0001, 1.01}) {
                Radius asked = Claims.length(Norm.LINF, exact.ceiling() * factor);
                assertThat(solve(problem, Optional.of(asked)).verdict()).isNotEqualTo(Outcome.Verdict.ABOVE);
            }
        }
    }

    /** Were every small ball refused, the test above would pass for nothing. */
    @Test
    void aBallThatIsSmallButNotTinyIsSettled() {
        Problem problem = problem(CENTRE + 1e-6);
        Radius exact = EnumerationOracle.solve(problem).radius();
        Radius asked = Claims.length(Norm.LINF, exact.floor() * 0.999);
        assertThat(solve(problem, Optional.of(asked)).verdict()).isEqualTo(Outcome.Verdict.ABOVE);
        assertThat(List.of(Outcome.Verdict.BELOW))
                .contains(solve(problem, Optional.of(Claims.length(Norm.LINF, exact.ceiling() * 1.001)))
                        .verdict());
    }
}
