package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Neuron;
import java.util.List;

/**
 * A point at which a network bends.
 *
 * @param point exact coordinates; hardly ever doubles
 * @param neuron a ReLU whose pre-activation is exactly zero there
 */
public record Kink(List<Rational> point, Neuron neuron) {
    /** Copies the point. */
    public Kink {
        point = List.copyOf(point);
    }
}
