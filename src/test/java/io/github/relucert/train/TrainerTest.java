package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.github.relucert.exact.InputException;
import io.github.relucert.train.TrainableLayer.Mode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final Architecture SMALL = Architecture.parse("2-12-12-2");
    private static final TrainingProgress SILENT = (done, epochs, loss, accuracy) -> {};
    private static final Examples SPIRALS = Spirals.generate(200, 0.02, 5);

    private static TrainingPlan plan(Loss loss, Optimizer optimizer, int epochs, long seed) {
        return new TrainingPlan(
                loss, optimizer, Schedule.COSINE, Penalty.NONE, Optional.empty(), 0, epochs, 32, 1, seed);
    }

    private static int file(long seed) {
        return Arrays.hashCode(Trainer.train(SMALL, SPIRALS, plan(new CrossEntropy(), new Adam(0.01), 3, seed), SILENT)
                .toOnnx());
    }

    private static double accuracy(Architecture architecture, Examples examples, TrainingPlan plan) {
        TrainableNetwork network = Trainer.train(architecture, examples, plan, SILENT);
        return (double) Accuracy.clean(network, examples) / examples.size();
    }

    @Test
    void everyOptimizerLearnsTheSpirals() {
        assertThat(accuracy(SMALL, SPIRALS, plan(new CrossEntropy(), new Adam(0.02), 150, 1)))
                .isGreaterThan(0.95);
        assertThat(accuracy(SMALL, SPIRALS, plan(new CrossEntropy(), new Momentum(0.2, 0.9), 200, 1)))
                .isGreaterThan(0.95);
        assertThat(accuracy(SMALL, SPIRALS, plan(new CrossEntropy(), new Sgd(0.5), 400, 1)))
                .isGreaterThan(0.9);
    }

    @Test
    void oneOutputLearnsWithTheLogisticLoss() {
        Architecture one = Architecture.parse("2-12-12-1");
        assertThat(accuracy(one, SPIRALS, plan(new LogisticLoss(), new Adam(0.02), 150, 1)))
                .isGreaterThan(0.95);
    }

    @Test
    void aNetworkWithoutReluCannotLearnThem() {
        assertThat(accuracy(Architecture.parse("2-2"), SPIRALS, plan(new CrossEntropy(), new Adam(0.02), 150, 1)))
                .isLessThan(0.8);
    }

    @Test
    void theSameSeedGivesTheSameFileWhateverTheThreads() throws InterruptedException, ExecutionException {
        int expected = file(4);
        assertThat(file(4)).isEqualTo(expected);
        assertThat(file(5)).isNotEqualTo(expected);
        for (int threads : new int[] {1, 3}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertThat(pool.submit(TrainerTest::wide).get().equals(wide())).isTrue();
            }
        }
    }

    /** Layers wide enough for products to be shared among threads. */
    private static ByteBuffer wide() {
        TrainingPlan plan = new TrainingPlan(
                new CrossEntropy(), new Sgd(0.1), Schedule.LINEAR, Penalty.NONE, Optional.empty(), 0, 2, 100, 1, 9);
        return ByteBuffer.wrap(Trainer.train(Architecture.parse("2-160-160-2"), SPIRALS, plan, SILENT)
                .toOnnx());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64-7-5-4", "1x8x8-c3k3s2p1-5-4", "1x8x8-c3k3p1-bn-c2k2s2-bn-6-bn-4", "2x4x8-c3k2-4"})
    void onnxRuntimeFindsTheSameOutputsInTheFile(String text) throws OrtException {
        Architecture architecture = Architecture.parse(text);
        Examples examples = patterns();
        TrainingPlan plan = new TrainingPlan(
                new CrossEntropy(),
                new Adam(0.01),
                Schedule.CONSTANT,
                new Penalty(0.01, 0),
                Optional.empty(),
                0,
                5,
                16,
                0.0625,
                2);
        TrainableNetwork network = Trainer.train(architecture, examples, plan, SILENT);
        try (OrtModel model = new OrtModel(network.toOnnx())) {
            for (double[] row : examples.rows()) {
                double[] outputs = network.forward(row, 1, Mode.INFERENCE);
                assertThat(model.evaluate(row)).containsExactly(outputs, within(1e-4));
            }
        }
    }

    private static Examples patterns() {
        List<double[]> rows = new ArrayList<>();
        int[] labels = new int[40];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 4;
            double[] row = new double[64];
            for (int j = 0; j < row.length; j++) {
                row[j] = Math.floorMod(i * 31 + j * (labels[i] + 3), 17);
            }
            rows.add(row);
        }
        return new Examples(rows, labels);
    }

    @Test
    void adversarialTrainingBuysRobustnessInItsRange() {
        Examples examples = Spirals.generate(200, 0, 6);
        LinfAdversary adversary = new LinfAdversary(0.1, 5, -1, 1);
        TrainingPlan standard = plan(new CrossEntropy(), new Adam(0.02), 120, 1);
        TrainingPlan hardened = new TrainingPlan(
                new CrossEntropy(),
                new Adam(0.02),
                Schedule.COSINE,
                Penalty.NONE,
                Optional.of(adversary),
                40,
                120,
                32,
                1,
                1);
        Architecture architecture = Architecture.parse("2-24-24-2");
        LinfAdversary judge = new LinfAdversary(0.1, 20, -1, 1);
        UnaryOperator<Integer> percent = count -> 100 * count / examples.size();
        int plain = Accuracy.underAttack(
                Trainer.train(architecture, examples, standard, SILENT), examples, new CrossEntropy(), judge, 2, 1);
        int robust = Accuracy.underAttack(
                Trainer.train(architecture, examples, hardened, SILENT), examples, new CrossEntropy(), judge, 2, 1);
        assertThat(percent.apply(robust)).isGreaterThan(percent.apply(plain) + 5);
    }

    @Test
    void theAdversaryStaysInBallAndRangeAndRaisesTheLoss() {
        TrainableNetwork network =
                Trainer.train(SMALL, SPIRALS, plan(new CrossEntropy(), new Adam(0.02), 40, 1), SILENT);
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7};
        double[] batch = SPIRALS.batch(order, 0, 8, 1);
        int[] labels = SPIRALS.labels(order, 0, 8);
        LinfAdversary adversary = new LinfAdversary(0.3, 10, -0.8, 0.75);
        double[] moved = adversary.attack(
                network, new CrossEntropy(), batch, labels, RandomStreams.of(1, RandomStreams.Purpose.ATTACK));
        for (int i = 0; i < batch.length; i++) {
            assertThat(moved[i]).isBetween(-0.8, 0.75);
            assertThat(Math.abs(moved[i] - Math.clamp(batch[i], -0.8, 0.75))).isLessThanOrEqualTo(0.3 + 1e-12);
        }
        assertThat(loss(network, moved, labels)).isGreaterThan(loss(network, batch, labels));
    }

    private static double loss(TrainableNetwork network, double[] batch, int[] labels) {
        double[] outputs = network.forward(batch, labels.length, Mode.INFERENCE);
        return new CrossEntropy().sum(outputs, labels, new double[outputs.length]);
    }

    @Test
    void theSparsePenaltyMakesWeightsExactlyZero() {
        assertThat(zeroWeights(new Penalty(0, 0.1))).isGreaterThan(20);
        assertThat(zeroWeights(Penalty.NONE)).isZero();
    }

    private static long zeroWeights(Penalty penalty) {
        TrainingPlan plan = new TrainingPlan(
                new CrossEntropy(), new Adam(0.02), Schedule.LINEAR, penalty, Optional.empty(), 0, 60, 32, 1, 1);
        return Trainer.train(SMALL, SPIRALS, plan, SILENT).parameters().stream()
                .flatMapToDouble(parameters -> Arrays.stream(parameters.values))
                .filter(value -> value == 0)
                .count();
    }

    @Test
    void aTieIsAnError() {
        assertThat(Accuracy.correct(new double[] {1, 2, 1, 1}, new int[] {0, 0}))
                .isEqualTo(1);
        assertThat(Accuracy.correct(new double[] {0, -1, 1, 0}, new int[] {0, 0, 1, 1}))
                .isEqualTo(2);
    }

    @Test
    void saysWhatDoesNotFit() {
        TrainingPlan plan = plan(new CrossEntropy(), new Sgd(0.1), 1, 1);
        rejects(Architecture.parse("2-1"), SPIRALS, plan, "logistic");
        rejects(Architecture.parse("3-2"), SPIRALS, plan, "row 0 has 2 values, the architecture takes 3");
        Examples wrongLabel = new Examples(List.of(new double[2]), new int[] {2});
        rejects(SMALL, wrongLabel, plan, "row 0: label 2");
        rejects(SMALL, new Examples(List.of(), new int[0]), plan, "no row");
        rejects(SMALL, SPIRALS, plan(new CrossEntropy(), new Sgd(1e200), 5, 1), "the loss is");
        rejects(Architecture.parse("2-2"), SPIRALS, plan(new CrossEntropy(), new Adam(1e200), 5, 1), "exceeds float32");
        assertThatThrownBy(() -> plan(new CrossEntropy(), new Sgd(-1), 5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("learning rate");
    }

    private static void rejects(Architecture architecture, Examples examples, TrainingPlan plan, String why) {
        assertThatThrownBy(() -> Trainer.train(architecture, examples, plan, SILENT))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(why);
    }
}
