package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Preprocessing that lives outside the model: {@code (C x - M) / S} is put before the network, so that {@code x}, the radius and
 * the domain stay in the data's own unit. By definition the coefficient is {@code C / S} and the offset {@code -M / S}, each the
 * correctly rounded double of the exact quotient.
 *
 * @param mean {@code M}: one number, or one a channel, or one a feature
 * @param std {@code S}, positive: likewise
 * @param scale {@code C}
 */
public record Preprocessing(List<Rational> mean, List<Rational> std, Rational scale) {
    /** @throws IllegalArgumentException when a list is empty or a deviation is not positive */
    public Preprocessing {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || std.isEmpty()) {
            throw new IllegalArgumentException("a mean and a standard deviation are needed");
        }
        for (Rational deviation : std) {
            if (deviation.signum() <= 0) {
                throw new IllegalArgumentException("the standard deviation " + deviation + " is not positive");
            }
        }
    }

    /**
     * Reads the command line's decimals; what is left out is {@code M = 0}, {@code S = 1}, {@code C = 1}.
     *
     * @throws InputException when one of them is no number
     */
    public static Preprocessing parse(Optional<String> mean, Optional<String> std, Optional<String> scale) {
        List<Rational> factor = numbers("--scale", scale.orElse("1"));
        List<Rational> centres = numbers("--mean", mean.orElse("0"));
        List<Rational> deviations = numbers("--std", std.orElse("1"));
        if (factor.size() != 1) {
            throw new InputException("--scale: " + scale.orElseThrow() + " is not one number");
        }
        try {
            return new Preprocessing(centres, deviations, factor.getFirst());
        } catch (IllegalArgumentException e) {
            throw new InputException("--std: " + e.getMessage() + "; give numbers above zero", e);
        }
    }

    private static List<Rational> numbers(String option, String text) {
        try {
            return Stream.of(text.split(",", -1))
                    .map(number -> Rational.parse(number.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw new InputException(option + ": '" + text + "' is not a list of decimals such as 0.5,0.25", e);
        }
    }

    /**
     * The network that reads data before preprocessing.
     *
     * @throws InputException when the number of means or deviations fits neither the channels nor the features
     */
    public Network prepend(Network network) {
        int size = network.inputSize();
        double[] coefficients = new double[size];
        double[] offsets = new double[size];
        for (int i = 0; i < size; i++) {
            Rational deviation = std.get(position("--std", std.size(), i, network.inputShape(), size));
            Rational centre = mean.get(position("--mean", mean.size(), i, network.inputShape(), size));
            coefficients[i] = scale.divide(deviation).doubleNearest();
            offsets[i] = centre.negate().divide(deviation).doubleNearest();
            if (!Double.isFinite(coefficients[i]) || !Double.isFinite(offsets[i])) {
                throw new InputException("--std: a deviation of " + deviation + " is too small for doubles");
            }
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Affine("preprocessing", List.of(new Affine.Term(0, Sparse.diagonal(coefficients))), offsets));
        network.layers().forEach(layer -> layers.add(shifted(layer)));
        return new Network(network.inputType(), network.inputShape(), layers);
    }

    /** Which of {@code count} numbers belongs to input {@code i}: all share one, or a channel does, or none. */
    private static int position(String option, int count, int i, List<Integer> shape, int size) {
        if (count == 1) {
            return 0;
        }
        if (count == size) {
            return i;
        }
        boolean first = shape.size() > 1 && count == shape.getFirst();
        boolean last = shape.size() > 1 && count == shape.getLast();
        if (first == last) {
            throw new InputException(option + ": " + count + " numbers for an input of shape " + shape
                    + (first
                            ? ", whose first and last axes could both be the channels; give one number a feature"
                            : "; give one number, one a channel, or one a feature"));
        }
        return first ? i / (size / count) : i % count;
    }

    private static Layer shifted(Layer layer) {
        return switch (layer) {
            case Relu relu -> new Relu(relu.name(), relu.source() + 1, relu.outputSize());
            case Affine affine ->
                new Affine(
                        affine.name(),
                        affine.terms().stream()
                                .map(term -> new Affine.Term(term.source() + 1, term.map()))
                                .toList(),
                        affine.bias());
        };
    }

    /** The formula for statements: {@code (C x - M) / S} with its numbers. */
    @Override
    public String toString() {
        return "(" + scale + " x - " + brief(mean) + ") / " + brief(std);
    }

    private static String brief(List<Rational> numbers) {
        return numbers.size() == 1
                ? numbers.getFirst().toString()
                : numbers.size() <= 4 ? numbers.toString() : "(" + numbers.size() + " numbers)";
    }
}
