package io.github.relucert.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Radii that are known in closed form, without an attack's help. */
class ClosedFormTest {
    private static final Limits LIMITS = Limits.of(Duration.ofSeconds(60));

    private final MilpEngine engine = new MilpEngine();

    /**
     * One neuron a training point, {@code y_j max(0, 2/(d(1-c)) <x_j, x> - (1+c)/(1-c))}, on orthogonal points with entries 1 and
     * -1: every point's radius is {@code (1-c) sqrt(d)/2} in l2 and {@code (1-c)/2} in l_inf (a network of the
     * kind in Frei, Vardi, Bartlett and Srebro, The Double-Edged Sword of Implicit Bias, 2023).
     */
    private static Network robust(int d, int n, double c, double bias) {
        double[][] points = Arrays.copyOfRange(Examples.hadamard(d), 1, n + 1);
        double[][] hidden = Arrays.stream(points)
                .map(x -> Arrays.stream(x).map(v -> v * 2 / (d * (1 - c))).toArray())
                .toArray(double[][]::new);
        double[] biases = new double[n];
        Arrays.fill(biases, bias);
        double[] signs =
                IntStream.range(0, n).mapToDouble(ClosedFormTest::label).toArray();
        return Examples.dense(new double[][][] {hidden, {signs}}, new double[][] {biases, {0}});
    }

    private static int label(int j) {
        return j % 2 == 0 ? 1 : -1;
    }

    private Outcome solve(int d, int n, double c, Norm norm, double bias) {
        Network network = robust(d, n, c, bias);
        Problem problem = new Problem(
                network,
                Examples.point(Examples.hadamard(d)[1]),
                norm,
                Box.unbounded(d),
                UnsafeSet.acrossThreshold(label(0), Rational.ZERO));
        return engine.solve(problem, CompiledNetwork.of(network), Optional.empty(), LIMITS);
    }

    private static double upper(Outcome outcome) {
        return outcome.witness().map(Witness::distance).orElseThrow().ceiling();
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 0", "4, 3, 0.5", "8, 3, 0", "8, 5, 0.75", "16, 4, 0.5", "16, 6, 0"})
    void robustNetworkInTheEuclideanNorm(int d, int n, double c) {
        Outcome outcome = solve(d, n, c, Norm.L2, -(1 + c) / (1 - c));
        double radius = (1 - c) * Math.sqrt(d) / 2;
        assertThat(upper(outcome)).isCloseTo(radius, within(1e-7 * radius));
        assertThat(outcome.lower().floor()).isLessThanOrEqualTo(radius).isCloseTo(radius, within(1e-6 * radius));
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 0", "4, 3, 0.5", "8, 3, 0", "8, 5, 0.75", "16, 4, 0.5", "16, 6, 0"})
    void robustNetworkInTheMaximumNorm(int d, int n, double c) {
        Outcome outcome = solve(d, n, c, Norm.LINF, -(1 + c) / (1 - c));
        double radius = (1 - c) / 2;
        assertThat(upper(outcome)).isCloseTo(radius, within(1e-7 * radius));
        assertThat(outcome.lower().floor()).isLessThanOrEqualTo(radius).isCloseTo(radius, within(1e-6 * radius));
    }

    /** The closed form belongs to the bias: with bias 0 the engine must say something else. */
    @Test
    void anotherBiasHasAnotherRadius() {
        Outcome outcome = solve(8, 3, 0, Norm.L2, 0);
        double formula = Math.sqrt(8) / 2;
        assertThat(
                        outcome.verdict() == Outcome.Verdict.BRACKET
                                        && outcome.witness().isPresent()
                                ? upper(outcome)
                                : Double.POSITIVE_INFINITY)
                .isNotCloseTo(formula, within(1e-3));
    }

    /** Negative control: a radius overstated by two percent is refuted by the witness. */
    @Test
    void anOverstatedRadiusIsRefuted() {
        Outcome outcome = solve(8, 3, 0, Norm.L2, -1);
        assertThat(upper(outcome)).isLessThan(0.51 * Math.sqrt(8));
        assertThat(outcome.lower().floor()).isBetween(0.4999 * Math.sqrt(8), 0.51 * Math.sqrt(8));
    }

    /** The distance to a hyperplane is the margin over the dual norm of its normal (Mangasarian 1999). */
    @ParameterizedTest
    @CsvSource({"LINF, 8", "L2, 5.0990195135927845", "L1, 4"})
    void linearNetworkWithoutBorders(Norm norm, double dualNorm) {
        Network network = Examples.dense(new double[][][] {{{1, 3, 4, 0}, {0, 0, 0, 0}}}, new double[][] {{-2, 0}});
        Problem problem =
                new Problem(network, Examples.point(1, 1, 1, 5), norm, Box.unbounded(4), UnsafeSet.misclassified(0, 2));
        Outcome outcome = engine.solve(problem, CompiledNetwork.of(network), Optional.empty(), LIMITS);
        double radius = 6 / dualNorm;
        assertThat(upper(outcome)).isCloseTo(radius, within(1e-7 * radius));
        assertThat(outcome.lower().floor()).isLessThanOrEqualTo(radius).isCloseTo(radius, within(1e-6 * radius));
    }

    /** Without the border 8 t = 6; where the third coordinate stops after 1/2, t + 3 t + 4/2 = 6. */
    @Test
    void linearNetworkWithABorder() {
        assertThat(upper(linear(Examples.point(-9, -9, -9)))).isEqualTo(0.75);
        Outcome outcome = linear(Examples.point(-9, -9, 0.5));
        assertThat(upper(outcome)).isEqualTo(1);
        assertThat(outcome.lower().floor()).isBetween(1 - 1e-6, 1.0);
    }

    @Test
    void noUnsafePointInTheDomain() {
        Outcome outcome = linear(Examples.point(0, 0, 0.75));
        assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.NONE);
        assertThat(outcome.lower().isFinite()).isFalse();
        assertThat(outcome.witness()).isEmpty();
    }

    private Outcome linear(List<Rational> lower) {
        Network network = Examples.dense(new double[][][] {{{1, 3, 4}, {0, 0, 0}}}, new double[][] {{-2, 0}});
        Box domain = new Box(lower, Examples.point(2, 2, 2));
        Problem problem =
                new Problem(network, Examples.point(1, 1, 1), Norm.LINF, domain, UnsafeSet.misclassified(0, 2));
        return engine.solve(problem, CompiledNetwork.of(network), Optional.empty(), LIMITS);
    }
}
