package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What a network's outputs mean, and so which outputs are unsafe at a point with a given label. */
public sealed interface Task {
    /** One score a class, the largest wins; labels are {@code 0 .. count - 1}. */
    record Classification(int count) implements Task {}

    /** One score whose side of the threshold is the class: one label above it, another one below. */
    record Binary(Rational threshold, int above, int below) implements Task {}

    /** Values; a change by the tolerance or more is unsafe. There are no labels. */
    record Regression(Rational tolerance) implements Task {}

    /** Whether this is a label of the task. */
    default boolean accepts(int label) {
        return switch (this) {
            case Classification classes -> label >= 0 && label < classes.count();
            case Binary binary -> label == binary.above() || label == binary.below();
            case Regression _ -> false;
        };
    }

    /** The labels in words. */
    default String labels() {
        return switch (this) {
            case Classification classes -> "0 to " + (classes.count() - 1);
            case Binary binary ->
                Math.min(binary.above(), binary.below()) + " and " + Math.max(binary.above(), binary.below());
            case Regression _ -> "a regression's, which has none";
        };
    }

    /** What is unsafe, in words. */
    default String inWords() {
        return switch (this) {
            case Classification _ -> "the score of the row's class is not above all other scores";
            case Binary binary ->
                "the score is not on the side of " + binary.threshold() + " of the row's class (" + binary.above()
                        + " above, " + binary.below() + " below)";
            case Regression regression -> "an output is off by " + regression.tolerance() + " or more";
        };
    }

    /** The predicted label, on a tie the lowest; nothing for a regression. */
    default OptionalInt predicted(List<Rational> output) {
        return switch (this) {
            case Classification _ -> {
                int best = 0;
                for (int j = 1; j < output.size(); j++) {
                    best = output.get(j).compareTo(output.get(best)) > 0 ? j : best;
                }
                yield OptionalInt.of(best);
            }
            case Binary binary -> {
                int side = output.getFirst().compareTo(binary.threshold());
                int lowest = Math.min(binary.above(), binary.below());
                yield OptionalInt.of(side > 0 ? binary.above() : side < 0 ? binary.below() : lowest);
            }
            case Regression _ -> OptionalInt.empty();
        };
    }

    /**
     * The class other than {@code own} that output {@code y} speaks for most, lowest index on a tie; for a regression the
     * output farthest from its reference.
     *
     * @param own the row's class; empty for a regression
     * @param reference the output at the row
     */
    default int nearest(OptionalInt own, List<Rational> reference, List<Rational> y) {
        return switch (this) {
            case Classification classes ->
                IntStream.range(0, classes.count())
                        .filter(j -> own.isEmpty() || j != own.getAsInt())
                        .boxed()
                        .reduce((a, b) -> y.get(b).compareTo(y.get(a)) > 0 ? b : a)
                        .orElseThrow();
            case Binary binary -> own.orElse(binary.below()) == binary.above() ? binary.below() : binary.above();
            case Regression _ ->
                IntStream.range(0, y.size())
                        .boxed()
                        .reduce((a, b) -> moved(reference, y, b).compareTo(moved(reference, y, a)) > 0 ? b : a)
                        .orElseThrow();
        };
    }

    private static Rational moved(List<Rational> reference, List<Rational> y, int i) {
        return y.get(i).subtract(reference.get(i)).abs();
    }

    /**
     * The unsafe set at a point.
     *
     * @param label its label; where it has none, the predicted one
     * @param output the exact output there
     * @throws IllegalArgumentException when the label is none of the task's
     */
    default UnsafeSet unsafe(OptionalInt label, List<Rational> output) {
        int expected = label.orElse(predicted(output).orElse(0));
        return switch (this) {
            case Classification classes -> UnsafeSet.misclassified(expected, classes.count());
            case Binary binary -> {
                if (!accepts(expected)) {
                    throw new IllegalArgumentException("label " + expected + " is none of " + labels());
                }
                yield UnsafeSet.acrossThreshold(expected == binary.above() ? 1 : -1, binary.threshold());
            }
            case Regression regression -> UnsafeSet.deviation(output, regression.tolerance());
        };
    }
}
