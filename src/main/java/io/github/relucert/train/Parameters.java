package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import java.util.Arrays;

/** One array of trained numbers and the gradient of the loss with respect to it. */
final class Parameters {
    final double[] values;
    final double[] gradient;
    final Role role;

    /** Penalties hold weights down and leave the rest alone. */
    enum Role {
        WEIGHT,
        OFFSET
    }

    Parameters(double[] values, Role role) {
        this.values = values;
        this.gradient = new double[values.length];
        this.role = role;
    }

    /** Moves every value to the nearest one that the type holds. */
    void round(FloatType type) {
        Arrays.setAll(values, i -> type.round(values[i]));
    }

    boolean isFinite() {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    void clearGradient() {
        Arrays.fill(gradient, 0);
    }
}
