package io.github.relucert.bounds;

import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.Arrays;

/**
 * Lower and upper bounds of all pre-activations, {@code [relu][index]}; infinite where nothing is known. A lower bound above its
 * upper bound says that no input has both. Immutable.
 */
public final class NeuronBounds {
    private final double[][] lower;
    private final double[][] upper;

    private NeuronBounds(double[][] lower, double[][] upper) {
        this.lower = lower;
        this.upper = upper;
    }

    /**
     * Bounds {@code [relu][index]}.
     *
     * @param lower copied
     * @param upper copied
     * @throws IllegalArgumentException when sizes differ or a bound is NaN
     */
    public static NeuronBounds of(double[][] lower, double[][] upper) {
        if (upper.length != lower.length) {
            throw new IllegalArgumentException(lower.length + " layers of lower, " + upper.length + " of upper bounds");
        }
        for (int relu = 0; relu < lower.length; relu++) {
            if (upper[relu].length != lower[relu].length) {
                throw new IllegalArgumentException("layer " + relu + " has " + lower[relu].length + " lower and "
                        + upper[relu].length + " upper bounds");
            }
            for (int i = 0; i < lower[relu].length; i++) {
                if (Double.isNaN(lower[relu][i]) || Double.isNaN(upper[relu][i])) {
                    throw new IllegalArgumentException("a bound of " + new Neuron(relu, i) + " is not a number");
                }
            }
        }
        return new NeuronBounds(copy(lower), copy(upper));
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    /** Number of ReLU layers. */
    public int layers() {
        return lower.length;
    }

    /** Number of neurons of a ReLU layer. */
    public int size(int relu) {
        return lower[relu].length;
    }

    public double lower(int relu, int index) {
        return lower[relu][index];
    }

    public double upper(int relu, int index) {
        return upper[relu][index];
    }

    /** A copy of a layer's lower bounds. */
    public double[] lower(int relu) {
        return lower[relu].clone();
    }

    /** A copy of a layer's upper bounds. */
    public double[] upper(int relu) {
        return upper[relu].clone();
    }

    /** What the bounds tell of a neuron; one that is 0 throughout counts as active. */
    public Phase phase(int relu, int index) {
        if (lower[relu][index] >= 0) {
            return Phase.ACTIVE;
        }
        return upper[relu][index] <= 0 ? Phase.INACTIVE : Phase.UNSTABLE;
    }

    /** Number of neurons whose phase is open. */
    public int unstableCount() {
        int count = 0;
        for (int relu = 0; relu < layers(); relu++) {
            for (int i = 0; i < size(relu); i++) {
                count += phase(relu, i) == Phase.UNSTABLE ? 1 : 0;
            }
        }
        return count;
    }

    /** Whether some neuron's bounds exclude each other, so that no input is left. */
    public boolean isContradictory() {
        for (int relu = 0; relu < layers(); relu++) {
            for (int i = 0; i < size(relu); i++) {
                if (lower[relu][i] > upper[relu][i]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** These bounds with those of one neuron met with the given ones: a split, or a tighter bound found elsewhere. */
    public NeuronBounds with(Neuron neuron, double low, double high) {
        double[][] newLower = lower.clone();
        double[][] newUpper = upper.clone();
        newLower[neuron.relu()] = lower[neuron.relu()].clone();
        newUpper[neuron.relu()] = upper[neuron.relu()].clone();
        newLower[neuron.relu()][neuron.index()] = Math.max(lower(neuron.relu(), neuron.index()), low);
        newUpper[neuron.relu()][neuron.index()] = Math.min(upper(neuron.relu(), neuron.index()), high);
        return new NeuronBounds(newLower, newUpper);
    }

    /**
     * The tighter of both bounds, neuron by neuron.
     *
     * @throws IllegalArgumentException when the bounds are of different networks
     */
    public NeuronBounds meet(NeuronBounds other) {
        if (other.layers() != layers()) {
            throw new IllegalArgumentException(layers() + " layers of bounds met with " + other.layers());
        }
        double[][] newLower = copy(lower);
        double[][] newUpper = copy(upper);
        for (int relu = 0; relu < layers(); relu++) {
            if (other.size(relu) != size(relu)) {
                throw new IllegalArgumentException(
                        "layer " + relu + " has " + size(relu) + " and " + other.size(relu) + " neurons");
            }
            for (int i = 0; i < size(relu); i++) {
                newLower[relu][i] = Math.max(lower[relu][i], other.lower[relu][i]);
                newUpper[relu][i] = Math.min(upper[relu][i], other.upper[relu][i]);
            }
        }
        return new NeuronBounds(newLower, newUpper);
    }
}
