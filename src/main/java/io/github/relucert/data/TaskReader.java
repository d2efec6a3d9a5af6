package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Task;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds out what a network's outputs mean. With a tolerance it is a regression; several outputs are the scores of classes; one
 * output is compared with a threshold, and its labels are {-1, +1} when any row of the file says -1, otherwise {0, 1}.
 */
public final class TaskReader {
    private TaskReader() {}

    /**
     * Reads what the options say.
     *
     * @param positiveClass the class that one output above the threshold means where the model says so, otherwise it is 1
     * @param threshold what {@code --threshold} says; without it labels or {@code --label predicted} mean zero
     * @param tolerance what {@code --tolerance} says
     * @throws InputException when the options contradict each other or the network, or do not say what one output means
     */
    public static Task read(
            Network network,
            OptionalInt positiveClass,
            DataSet data,
            DataOptions options,
            Optional<Rational> threshold,
            Optional<Rational> tolerance) {
        if (threshold.isPresent() && (tolerance.isPresent() || network.outputSize() > 1)) {
            throw new InputException(
                    "--threshold is for models with one output and goes without --tolerance; this model has "
                            + network.outputSize() + " outputs");
        }
        if (tolerance.isPresent() && tolerance.orElseThrow().signum() <= 0) {
            throw new InputException("--tolerance: " + tolerance.orElseThrow() + " is not positive");
        }
        if (tolerance.isPresent()) {
            return new Task.Regression(tolerance.orElseThrow());
        }
        // A first label that cannot be read shows a wrong --label, or a header taken for a row, before any work is
        // done.
        data.label(0);
        if (network.outputSize() > 1) {
            return new Task.Classification(network.outputSize());
        }
        if (options.labels() instanceof LabelSource.None && threshold.isEmpty() && positiveClass.isEmpty()) {
            throw new InputException(
                    data.fileName() + ": no labels, and the model has one output; give --threshold T if the "
                            + "side of T is its class, or --tolerance T if a change by T is unsafe");
        }
        Rational side = threshold.orElse(Rational.ZERO);
        boolean signed = IntStream.range(0, data.count()).mapToObj(data::label).anyMatch(OptionalInt.of(-1)::equals);
        int other = signed ? -1 : 0;
        return positiveClass.orElse(1) == 0 ? new Task.Binary(side, other, 1) : new Task.Binary(side, 1, other);
    }
}
