package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.train.TrainableLayer.Mode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gradient against central differences of the loss. */
class GradientCheckTest {
    private static final int BATCH = 5;
    private static final double STEP = 1e-6;

    private final SplittableRandom random = new SplittableRandom(11);

    private double[] batch(int size) {
        return random.doubles((long) size * BATCH, -1, 1).toArray();
    }

    private int[] labels(int classes) {
        return random.ints(BATCH, 0, classes).toArray();
    }

    private static double meanLoss(TrainableNetwork network, Loss loss, double[] batch, int[] labels, Mode mode) {
        double[] outputs = network.forward(batch, labels.length, mode);
        return loss.sum(outputs, labels, new double[outputs.length]) / labels.length;
    }

    private static void compare(double[] values, double[] gradient, DoubleSupplier loss) {
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            values[i] = kept + STEP;
            double above = loss.getAsDouble();
            values[i] = kept - STEP;
            double below = loss.getAsDouble();
            values[i] = kept;
            assertThat(gradient[i]).as("coordinate %d", i).isCloseTo((above - below) / (2 * STEP), within(1e-7));
        }
    }

    private void check(Architecture architecture, Loss loss, int classes) {
        TrainableNetwork network = new TrainableNetwork(architecture, 3);
        double[] batch = batch(architecture.inputSize());
        int[] labels = labels(classes);
        network.parameterGradients(loss, batch, labels);
        List<double[]> gradients = network.parameters().stream()
                .map(parameters -> parameters.gradient.clone())
                .toList();
        for (int k = 0; k < gradients.size(); k++) {
            double[] values = network.parameters().get(k).values;
            compare(values, gradients.get(k), () -> meanLoss(network, loss, batch, labels, Mode.TRAINING));
        }
        double[] gradient = network.inputGradient(loss, batch, labels);
        compare(batch, gradient, () -> meanLoss(network, loss, batch, labels, Mode.INFERENCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4-3",
                "9-7-5-3",
                "2x5x4-c3k3-3",
                "2x5x6-c3k3s2p1-c2k2p1-3",
                "3x4x4-c9k1-c2k4s3p2-4-3",
                "4-6-bn-5-bn-3",
                "2x4x5-c3k3p1-bn-c2k2s2-bn-3",
                "2x5x4-c3k3p1-m2-c2k2-3",
                "1x7x7-c2k2-bn-m3-m2-3",
                "2x4x3-c3k3p1-r3-3",
                "1x4x4-c2k2-r1-bn-m2-r3-3"
            })
    void crossEntropy(String architecture) {
        check(Architecture.parse(architecture), new CrossEntropy(), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4-1", "9-7-bn-1", "1x4x4-c2k3p1-1"})
    void logisticLoss(String architecture) {
        check(Architecture.parse(architecture), new LogisticLoss(), 2);
    }

    @Test
    void theBatchsOwnMomentsAreDifferentiatedToo() {
        TrainableLayer layer = new BatchNormalizationLayer(2, 6);
        double[] input = random.doubles(6L * BATCH, -1, 1).toArray();
        double[] weights = random.doubles(6L * BATCH, -1, 1).toArray();
        layer.forward(input, BATCH, Mode.TRAINING);
        double[] gradient = layer.inputGradient(weights);
        compare(input, gradient, () -> weighted(layer.forward(input, BATCH, Mode.TRAINING), weights));
        layer.forward(input, BATCH, Mode.INFERENCE);
        double[] other = layer.inputGradient(weights);
        assertThatThrownBy(() ->
                        compare(input, other, () -> weighted(layer.forward(input, BATCH, Mode.TRAINING), weights)))
                .isInstanceOf(AssertionError.class);
    }

    private static double weighted(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    @Test
    void aGradientThatIsOffByAThousandthIsSeen() {
        double[] values = {0.5, -0.25};
        double[] right = {3, 4};
        compare(values, right, () -> 3 * values[0] + 4 * values[1]);
        assertThatThrownBy(() -> compare(values, new double[] {3, 4.001}, () -> 3 * values[0] + 4 * values[1]))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void lossesStayFiniteFarFromZero() {
        double[] gradient = new double[2];
        assertThat(new CrossEntropy().sum(new double[] {1000, -1000}, new int[] {1}, gradient))
                .isEqualTo(2000);
        assertThat(gradient).containsExactly(1, -1);
        double[] single = new double[1];
        assertThat(new LogisticLoss().sum(new double[] {-800}, new int[] {1}, single))
                .isEqualTo(800);
        assertThat(single).containsExactly(-1);
    }
}
