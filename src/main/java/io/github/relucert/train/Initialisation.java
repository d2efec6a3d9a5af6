package io.github.relucert.train;

import io.github.relucert.train.Parameters.Role;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Where training starts: weights uniform with variance {@code 2 / fanIn} (He, Zhang, Ren, Sun, "Delving deep into rectifiers",
 * ICCV 2015, equation 10), biases uniform in {@code +-1 / sqrt(fanIn)} so that kinks do not all start at the origin.
 */
final class Initialisation {
    private Initialisation() {}

    static Parameters weights(int count, int fanIn, UniformRandomProvider random) {
        return new Parameters(uniform(count, Math.sqrt(6.0 / fanIn), random), Role.WEIGHT);
    }

    static Parameters bias(int count, int fanIn, UniformRandomProvider random) {
        return new Parameters(uniform(count, 1 / Math.sqrt(fanIn), random), Role.OFFSET);
    }

    private static double[] uniform(int count, double bound, UniformRandomProvider random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = bound * (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
