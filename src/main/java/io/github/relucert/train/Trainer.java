package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.train.RandomStreams.Purpose;
import io.github.relucert.train.TrainableNetwork.BatchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/** Minibatch training. The result depends on sizes, rows, plan and seed, to the last bit, and on nothing else. */
public final class Trainer {
    private final TrainableNetwork network;
    private final Examples examples;
    private final TrainingPlan plan;
    private final List<Optimizer.Memory> memories = new ArrayList<>();
    private final UniformRandomProvider attackRandom;
    private long step;

    private Trainer(TrainableNetwork network, Examples examples, TrainingPlan plan) {
        this.network = network;
        this.examples = examples;
        this.plan = plan;
        this.attackRandom = RandomStreams.of(plan.seed(), Purpose.ATTACK);
        for (Parameters parameters : network.parameters()) {
            memories.add(plan.optimizer().start(parameters.values.length));
        }
    }

    /**
     * Trains a network, its numbers rounded to float32 at the end.
     *
     * @throws InputException when the loss does not fit the outputs, a row or a label does not fit the network, there is no
     *     row, or training diverges
     */
    public static TrainableNetwork train(
            Architecture architecture, Examples examples, TrainingPlan plan, TrainingProgress progress) {
        check(architecture, examples, plan);
        TrainableNetwork network = new TrainableNetwork(architecture, plan.seed());
        new Trainer(network, examples, plan).run(progress);
        network.finish(plan.inputScale(), FloatType.FLOAT32);
        if (!network.isFinite()) {
            throw new InputException("training diverged: a number exceeds float32; lower the learning rate");
        }
        return network;
    }

    private static void check(Architecture architecture, Examples examples, TrainingPlan plan) {
        plan.loss().objection(architecture.outputSize()).ifPresent(objection -> {
            throw new InputException("architecture " + architecture + ": " + objection);
        });
        if (examples.size() == 0) {
            throw new InputException("there is no row to train on");
        }
        int classes = Math.max(architecture.outputSize(), 2);
        for (int row = 0; row < examples.size(); row++) {
            int label = examples.labels()[row];
            if (label < 0 || label >= classes) {
                throw new InputException("row " + row + ": label " + label + " for an architecture with " + classes
                        + " classes; labels count from 0");
            }
            if (examples.rows().get(row).length != architecture.inputSize()) {
                throw new InputException(
                        "row " + row + " has " + examples.rows().get(row).length + " values, the architecture takes "
                                + architecture.inputSize());
            }
        }
    }

    private void run(TrainingProgress progress) {
        UniformRandomProvider orderRandom = RandomStreams.of(plan.seed(), Purpose.ORDER);
        int[] order = IntStream.range(0, examples.size()).toArray();
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            PermutationSampler.shuffle(orderRandom, order);
            double loss = 0;
            int correct = 0;
            for (int from = 0; from < order.length; from += plan.batchSize()) {
                int to = Math.min(from + plan.batchSize(), order.length);
                BatchResult result = learn(order, from, to);
                loss += result.loss();
                correct += result.correct();
            }
            if (!Double.isFinite(loss)) {
                throw new InputException("training diverged in epoch " + (epoch + 1) + ": the loss is " + loss
                        + "; lower the learning rate");
            }
            progress.epoch(epoch + 1, plan.epochs(), loss / order.length, (double) correct / order.length);
        }
    }

    private BatchResult learn(int[] order, int from, int to) {
        int[] labels = examples.labels(order, from, to);
        double[] rows = examples.batch(order, from, to, plan.inputScale());
        double[] batch = plan.adversary()
                .map(adversary -> ramped(adversary.times(plan.inputScale()))
                        .attack(network, plan.loss(), rows, labels, attackRandom))
                .orElse(rows);
        BatchResult result = network.parameterGradients(plan.loss(), batch, labels);
        double rate = plan.optimizer().learningRate() * plan.schedule().factor((double) step / steps());
        List<Parameters> parameters = network.parameters();
        for (int k = 0; k < parameters.size(); k++) {
            memories.get(k).step(parameters.get(k).values, parameters.get(k).gradient, rate);
            plan.penalty().apply(parameters.get(k), rate);
        }
        step++;
        return result;
    }

    private LinfAdversary ramped(LinfAdversary adversary) {
        double rampSteps = (double) steps() * plan.rampEpochs() / plan.epochs();
        return step >= rampSteps ? adversary : adversary.withRadius(adversary.radius() * step / rampSteps);
    }

    private long steps() {
        return (long) plan.epochs() * Math.ceilDiv(examples.size(), plan.batchSize());
    }
}
