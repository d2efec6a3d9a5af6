package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.oracle.RandomNetworks;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The folded double copy is the network: same function, same neurons, right derivatives. */
class CompiledNetworkProperties {
    private static final double TOLERANCE = 1e-9;

    @Property(tries = 400)
    void agreesWithExactEvaluation(@ForAll long seed) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
        checkAgainst(network, CompiledNetwork.of(network), point(network, seed));
    }

    private static double[] point(Network network, long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        return random.doubles(network.inputSize(), -1, 1).toArray();
    }

    private static void checkAgainst(Network network, CompiledNetwork compiled, double[] x) {
        ExactEvaluation exact = new ExactEvaluation(network, RationalVector.of(x));
        assertClose(compiled.evaluate(x), exact.output());
        double[][] pre = compiled.preActivations(x);
        assertThat(pre).hasNumberOfRows(network.reluLayers().size());
        for (int relu = 0; relu < pre.length; relu++) {
            assertThat(compiled.reluSize(relu))
                    .isEqualTo(
                            network.layers().get(network.reluLayers().get(relu)).outputSize());
            assertClose(pre[relu], exact.preActivation(relu));
        }
    }

    private static void assertClose(double[] actual, RationalVector expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            double value = expected.get(i).doubleNearest();
            assertThat(actual[i]).isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
        }
    }

    /** Negative control: a change of one weight by a millionth shows. */
    @Test
    void aSlightlyWrongWeightIsNoticed() {
        double[] weights = {1, -2, 0.5, 1};
        double[] wrong = {1, -2, 0.5 + 1e-6, 1};
        Network right = oneLayer(weights);
        assertThatThrownBy(() -> checkAgainst(right, CompiledNetwork.of(oneLayer(wrong)), new double[] {0.5, 0.5}))
                .isInstanceOf(AssertionError.class);
    }

    private static Network oneLayer(double[] weights) {
        Layer first = new Affine("dense", List.of(new Affine.Term(0, new Dense(2, 2, weights))), new double[2]);
        return new Network(FloatType.FLOAT64, List.of(2), List.of(first, new Relu("relu", 1, 2)));
    }

    @Property(tries = 200)
    void batchesAgreeWithSinglePoints(@ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int points) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        int d = compiled.inputSize();
        int m = compiled.outputSize();
        Workspace workspace = compiled.workspace(7);
        double[] weights =
                new SplittableRandom(seed).doubles((long) points * m, -1, 1).toArray();
        for (int p = 0; p < points; p++) {
            System.arraycopy(point(network, seed + p), 0, workspace.input(), p * d, d);
        }
        // Twice, so that what the first run leaves behind would show.
        for (int run = 0; run < 2; run++) {
            workspace.forward(points);
            System.arraycopy(weights, 0, workspace.outputWeights(), 0, weights.length);
            workspace.backward(points);
        }
        for (int p = 0; p < points; p++) {
            double[] x = point(network, seed + p);
            double[] own = Arrays.copyOfRange(weights, p * m, (p + 1) * m);
            assertThat(Arrays.copyOfRange(workspace.output(), p * m, (p + 1) * m))
                    .containsExactly(compiled.evaluate(x), within(TOLERANCE));
            assertThat(Arrays.copyOfRange(workspace.inputGradient(), p * d, (p + 1) * d))
                    .containsExactly(compiled.gradient(x, own), within(TOLERANCE));
        }
    }

    @Property(tries = 300)
    void gradientsAgreeWithCentralDifferences(@ForAll long seed) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        double[] x = point(network, seed);
        double[] weights =
                new SplittableRandom(seed).doubles(compiled.outputSize(), -1, 1).toArray();
        checkDifferences(compiled, x, weights, compiled.gradient(x, weights));
    }

    /** The network is affine between two points of one pattern, so there the quotient is the derivative up to rounding. */
    private static void checkDifferences(CompiledNetwork network, double[] x, double[] weights, double[] gradient) {
        double h = 0x1p-20;
        for (int j = 0; j < x.length; j++) {
            double[] above = x.clone();
            double[] below = x.clone();
            above[j] += h;
            below[j] -= h;
            if (Arrays.deepEquals(network.pattern(above), network.pattern(below))) {
                double difference = dot(weights, network.evaluate(above)) - dot(weights, network.evaluate(below));
                double scale = Math.max(1, Math.abs(gradient[j]));
                assertThat(gradient[j]).isCloseTo(difference / (2 * h), within(1e-5 * scale));
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Negative control: a gradient with one sign turned is told from the right one. */
    @Test
    void aGradientWithASignSlipIsNoticed() {
        CompiledNetwork network = CompiledNetwork.of(oneLayer(new double[] {1, -2, 0.5, 1}));
        double[] x = {0.75, 0.25};
        double[] weights = {1, 1};
        double[] gradient = network.gradient(x, weights);
        checkDifferences(network, x, weights, gradient);
        gradient[1] = -gradient[1];
        assertThatThrownBy(() -> checkDifferences(network, x, weights, gradient))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theDerivativeOfAReluAtZeroIsZero() {
        CompiledNetwork network = CompiledNetwork.of(oneLayer(new double[] {1, 0, 0, 1}));
        assertThat(network.gradient(new double[] {0, 1}, new double[] {1, 1})).containsExactly(0, 1);
    }

    @Property(tries = 200)
    void theAffinePieceOfAPointsPatternIsTheNetworkThere(@ForAll long seed) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        double[] x = point(network, seed);
        AffinePiece piece = compiled.affinePiece(compiled.pattern(x));
        assertThat(at(piece.outputRows(), piece.outputConstants(), x))
                .containsExactly(compiled.evaluate(x), within(TOLERANCE));
        double[][] pre = compiled.preActivations(x);
        for (int relu = 0; relu < pre.length; relu++) {
            assertThat(at(piece.preActivationRows(relu), piece.preActivationConstants(relu), x))
                    .containsExactly(pre[relu], within(TOLERANCE));
        }
        double[] weights = new double[compiled.outputSize()];
        weights[0] = 1;
        assertThat(Arrays.copyOf(piece.outputRows(), x.length))
                .containsExactly(compiled.gradient(x, weights), within(TOLERANCE));
    }

    private static double[] at(double[] rows, double[] constants, double[] x) {
        double[] result = constants.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += dot(Arrays.copyOfRange(rows, i * x.length, (i + 1) * x.length), x);
        }
        return result;
    }

    @Test
    void anOpenPhaseHasNoAffinePiece() {
        CompiledNetwork network = CompiledNetwork.of(oneLayer(new double[] {1, 0, 0, 1}));
        Phase[][] open = {{Phase.ACTIVE, Phase.UNSTABLE}};
        Phase[][] narrow = {{Phase.ACTIVE}};
        assertThatThrownBy(() -> network.affinePiece(open)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.affinePiece(narrow)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.affinePiece(new Phase[0][])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pointsOfTheWrongSizeAreRefused() {
        CompiledNetwork network = CompiledNetwork.of(oneLayer(new double[] {1, 0, 0, 1}));
        Workspace workspace = network.workspace(2);
        assertThatThrownBy(() -> network.evaluate(new double[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.gradient(new double[2], new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> workspace.forward(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> network.workspace(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
