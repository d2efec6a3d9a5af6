package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Radii at the ends of what there is: at the domain's corners and edges, just beyond them, and zero. */
class ExtremeRadiiTest {
    private static final Limits LIMITS = Limits.of(Duration.ofMinutes(1));

    /** {@code f(x) = bias - sum w_i relu(x_i)} over the unit box around a point; unsafe where {@code f <= 0}. */
    private static Problem problem(Norm norm, double bias, double centre, double... weights) {
        int size = weights.length;
        double[][] identity = new double[size][size];
        double[] negative = new double[size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
            negative[i] = -weights[i];
        }
        Network network = TinyNetworks.oneHidden(
                FloatType.FLOAT64, identity, new double[size], new double[][] {negative}, new double[] {bias});
        List<Rational> point = java.util.Collections.nCopies(size, Rational.of(centre));
        Box domain = Box.uniform(size, Rational.ZERO, Rational.ONE);
        return new Problem(network, point, norm, domain, UnsafeSet.acrossThreshold(1, Rational.ZERO));
    }

    private static Outcome solve(Problem problem, Optional<Witness> incumbent) {
        return new SearchEngine().solve(problem, CompiledNetwork.of(problem.network()), incumbent, LIMITS);
    }

    private static void assertClosed(Problem problem, Outcome outcome, double radius) {
        Radius exact = EnumerationOracle.solve(problem).radius();
        assertThat(exact.floor()).isBetween(radius * (1 - 1e-12), radius * (1 + 1e-12));
        assertThat(outcome.lower()).isLessThanOrEqualTo(exact);
        assertThat(outcome.lower().floor()).isGreaterThanOrEqualTo(radius * (1 - 1e-9));
        Witness witness = outcome.witness().orElseThrow();
        assertThat(problem.isUnsafe(witness.point())).isTrue();
        assertThat(witness.point()).allSatisfy(x -> assertThat(x).isBetween(Rational.ZERO, Rational.ONE));
        assertThat(witness.distance().ceiling()).isLessThanOrEqualTo(radius * (1 + 1e-9));
        SearchEngineProperties.checkProof(problem, outcome);
    }

    @ParameterizedTest
    @CsvSource({"LINF,1", "L2,1.4142135623730951", "L1,2"})
    void theOnlyUnsafePointIsACorner(Norm norm, double radius) {
        Problem problem = problem(norm, 2, 0, 1, 1);
        assertClosed(problem, solve(problem, Optional.empty()), radius);
        Witness corner = Witness.at(problem, List.of(Rational.ONE, Rational.ONE));
        assertClosed(problem, solve(problem, Optional.of(corner)), radius);
    }

    /** With 2 x_0 + x_1 = 2.5 the nearest point without sides would have x_0 = 1; with 3 it is the corner's neighbour on a side. */
    @ParameterizedTest
    @CsvSource({"2.5,1.118033988749895", "2.75,1.25", "3,1.4142135623730951"})
    void theNearestPointLiesOnASide(double bias, double radius) {
        Problem problem = problem(Norm.L2, bias, 0, 2, 1);
        assertClosed(problem, solve(problem, Optional.empty()), radius);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsUnsafeBeyondTheCorner(Norm norm) {
        Problem problem = problem(norm, 2 + 0x1p-30, 0, 1, 1);
        Outcome outcome = solve(problem, Optional.empty());
        assertThat(outcome.verdict()).isEqualTo(Verdict.NONE);
        SearchEngineProperties.checkProof(problem, outcome);
    }

    /** Negative first, then the tie. */
    @ParameterizedTest
    @CsvSource({"LINF,0.5", "L2,0.5", "L1,0.5", "LINF,1", "L2,1", "L1,1"})
    void anUnsafeCentreHasRadiusZero(Norm norm, double bias) {
        Problem problem = problem(norm, bias, 0.5, 1, 1);
        assertThat(problem.isUnsafe(problem.centre())).isTrue();
        Witness itself = Witness.at(problem, problem.centre());
        for (Optional<Witness> incumbent : List.of(Optional.of(itself), Optional.<Witness>empty())) {
            Outcome outcome = solve(problem, incumbent);
            assertThat(outcome.verdict()).isEqualTo(Verdict.BRACKET);
            assertThat(outcome.lower().value().signum()).isZero();
            assertThat(outcome.witness().orElseThrow().distance().value().signum())
                    .isZero();
        }
        Radius asked = Radius.ofLength(norm, Rational.of(0.25));
        Outcome upTo = new SearchEngine()
                .solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), LIMITS.upTo(asked));
        assertThat(upTo.verdict()).isEqualTo(Verdict.BELOW);
    }

    /** One step away from the tie the radius is positive, and proved to be. */
    @Test
    void aCentreBesideATieIsSafe() {
        Problem problem = problem(Norm.LINF, 1 + 0x1p-40, 0.5, 1, 1);
        Outcome outcome = solve(problem, Optional.empty());
        assertThat(outcome.lower().value().signum()).isPositive();
        assertThat(outcome.lower())
                .isLessThanOrEqualTo(EnumerationOracle.solve(problem).radius());
        SearchEngineProperties.checkProof(problem, outcome);
    }
}
