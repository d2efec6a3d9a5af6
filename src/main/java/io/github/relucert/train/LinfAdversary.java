package io.github.relucert.train;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Projected gradient ascent on the loss in the l_inf ball from a random start (Madry, Makelov, Schmidt, Tsipras, Vladu, "Towards
 * deep learning models resistant to adversarial attacks", ICLR 2018): the adversary of training and of its figures. The step is
 * {@code 2.5 * radius / steps}, as there.
 *
 * @param radius in the unit of the data
 * @param steps gradients an example
 * @param lower least value of every coordinate
 * @param upper greatest value of every coordinate
 */
public record LinfAdversary(double radius, int steps, double lower, double upper) {
    private static final double REACH = 2.5;

    /** The adversary with all lengths times a factor. */
    LinfAdversary times(double factor) {
        return new LinfAdversary(radius * factor, steps, lower * factor, upper * factor);
    }

    LinfAdversary withRadius(double other) {
        return new LinfAdversary(other, steps, lower, upper);
    }

    /** The batch moved, every example within the radius and the range. */
    double[] attack(TrainableNetwork network, Loss loss, double[] batch, int[] labels, UniformRandomProvider random) {
        double[] x = new double[batch.length];
        Arrays.setAll(x, i -> project(batch[i] + radius * (2 * random.nextDouble() - 1), batch[i]));
        double step = REACH * radius / steps;
        for (int k = 0; k < steps; k++) {
            double[] gradient = network.inputGradient(loss, x, labels);
            for (int i = 0; i < x.length; i++) {
                x[i] = project(x[i] + step * Math.signum(gradient[i]), batch[i]);
            }
        }
        return x;
    }

    private double project(double value, double centre) {
        double inBall = Math.min(Math.max(value, centre - radius), centre + radius);
        return Math.min(Math.max(inBall, lower), upper);
    }
}
