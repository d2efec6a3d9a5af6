package io.github.relucert.train;

import io.github.relucert.train.RandomStreams.Purpose;
import io.github.relucert.train.TrainableLayer.Mode;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** How often a network is right. A tie is an error. */
public final class Accuracy {
    private static final int BATCH = 256;

    private Accuracy() {}

    /** Number of rows classified rightly. */
    public static int clean(TrainableNetwork network, Examples examples) {
        int[] order = IntStream.range(0, examples.size()).toArray();
        int correct = 0;
        for (int from = 0; from < order.length; from += BATCH) {
            int to = Math.min(from + BATCH, order.length);
            double[] batch = examples.batch(order, from, to, 1);
            correct += correct(network.forward(batch, to - from, Mode.INFERENCE), examples.labels(order, from, to));
        }
        return correct;
    }

    /**
     * Number of rows classified rightly under every one of several attacks from random starts: an upper bound of the robust
     * count, no more.
     */
    public static int underAttack(
            TrainableNetwork network, Examples examples, Loss loss, LinfAdversary adversary, int restarts, long seed) {
        UniformRandomProvider random = RandomStreams.of(seed, Purpose.EVALUATION);
        int[] order = IntStream.range(0, examples.size()).toArray();
        int correct = 0;
        for (int from = 0; from < order.length; from += BATCH) {
            int to = Math.min(from + BATCH, order.length);
            double[] batch = examples.batch(order, from, to, 1);
            int[] labels = examples.labels(order, from, to);
            boolean[] right = new boolean[labels.length];
            mark(network.forward(batch, labels.length, Mode.INFERENCE), labels, right);
            for (int k = 0; k < restarts; k++) {
                double[] moved = adversary.attack(network, loss, batch, labels, random);
                boolean[] still = new boolean[labels.length];
                mark(network.forward(moved, labels.length, Mode.INFERENCE), labels, still);
                for (int b = 0; b < right.length; b++) {
                    right[b] &= still[b];
                }
            }
            correct += count(right);
        }
        return correct;
    }

    static int correct(double[] outputs, int[] labels) {
        boolean[] right = new boolean[labels.length];
        mark(outputs, labels, right);
        return count(right);
    }

    private static int count(boolean[] right) {
        int count = 0;
        for (boolean one : right) {
            count += one ? 1 : 0;
        }
        return count;
    }

    private static void mark(double[] outputs, int[] labels, boolean[] right) {
        int batch = labels.length;
        int classes = outputs.length / batch;
        for (int b = 0; b < batch; b++) {
            right[b] = classes == 1
                    ? (labels[b] == 1 ? outputs[b] > 0 : outputs[b] < 0)
                    : leads(outputs, batch, b, labels[b]);
        }
    }

    private static boolean leads(double[] outputs, int batch, int example, int label) {
        for (int j = 0; j * batch < outputs.length; j++) {
            if (j != label && outputs[j * batch + example] >= outputs[label * batch + example]) {
                return false;
            }
        }
        return true;
    }
}
