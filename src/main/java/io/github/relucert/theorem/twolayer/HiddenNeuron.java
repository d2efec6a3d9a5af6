package io.github.relucert.theorem.twolayer;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.Vectors;
import java.util.List;

/**
 * {@code x -> output * relu(<weights, x> + bias)}.
 *
 * @param output outgoing weight
 * @param weights incoming weights
 * @param bias added to the inner product
 */
public record HiddenNeuron(Rational output, List<Rational> weights, Rational bias) {
    public HiddenNeuron {
        weights = List.copyOf(weights);
    }

    /** {@code <weights, x> + bias}. */
    public Rational preActivation(List<Rational> x) {
        return Vectors.dot(weights, x).add(bias);
    }

    /** What it adds to the network's output at {@code x}. */
    public Rational at(List<Rational> x) {
        return output.multiply(preActivation(x).max(Rational.ZERO));
    }

    /** The same function with outgoing weight -1, 0 or +1. */
    HiddenNeuron normalised() {
        Rational size = output.abs();
        return new HiddenNeuron(Rational.of(output.signum()), Vectors.multiple(size, weights), bias.multiply(size));
    }
}
