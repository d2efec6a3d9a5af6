package io.github.relucert.kernel;

import java.util.Arrays;

/**
 * Evaluates a network, and gradients through it, at several points at once in memory that is reused: after construction nothing
 * is allocated except scratch memory at first use. Points lie one after another in each array; arrays handed out are the
 * workspace's own, to be written (input, output weights) or read in place. One thread at a time.
 */
public final class Workspace {
    private final CompiledNetwork network;
    private final int capacity;
    private final double[][] values;
    private final double[][] adjoints;
    private final Scratch scratch = new Scratch();

    Workspace(CompiledNetwork network, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a workspace for " + capacity + " points");
        }
        this.network = network;
        this.capacity = capacity;
        this.values = new double[network.values()][];
        this.adjoints = new double[network.values()][];
        for (int value = 0; value < values.length; value++) {
            int size = Math.multiplyExact(capacity, network.valueSize(value));
            values[value] = new double[size];
            adjoints[value] = new double[size];
        }
    }

    /** Most points at once. */
    public int capacity() {
        return capacity;
    }

    /** The points, {@code points x d}; the caller writes them. */
    public double[] input() {
        return values[0];
    }

    /** After {@link #forward}: {@code points x m}. */
    public double[] output() {
        return values[network.outputValue()];
    }

    /** After {@link #forward}: what a ReLU layer reads, {@code points x size}. */
    public double[] preActivations(int relu) {
        return values[network.preActivationValue(relu)];
    }

    /** The weights of the outputs whose gradient is asked for, {@code points x m}; the caller writes them. */
    public double[] outputWeights() {
        return adjoints[network.outputValue()];
    }

    /** After {@link #backward}: {@code points x d}. */
    public double[] inputGradient() {
        return adjoints[0];
    }

    /**
     * Evaluates the network at the first {@code points} points of {@link #input}.
     *
     * @throws IllegalArgumentException when there are more points than the workspace holds
     */
    public void forward(int points) {
        requireCapacity(points);
        for (int value = 1; value < values.length; value++) {
            double[] target = values[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    affine.writeBias(target, points);
                    for (int k = 0; k < affine.terms().size(); k++) {
                        Step.Term term = affine.terms().get(k);
                        term.kernel().apply(values[term.source()], points, target, scratch);
                    }
                }
                case Step.Relu relu -> {
                    double[] source = values[relu.source()];
                    for (int i = 0; i < points * relu.size(); i++) {
                        target[i] = Math.max(source[i], 0);
                    }
                }
            }
        }
    }

    /**
     * The gradients of {@code sum_j w_j f_j} with the weights {@link #outputWeights}, at the points of the last {@link #forward};
     * the derivative of a ReLU at 0 is 0.
     *
     * @throws IllegalArgumentException when there are more points than the workspace holds
     */
    public void backward(int points) {
        requireCapacity(points);
        int output = network.outputValue();
        for (int value = 0; value < adjoints.length; value++) {
            if (value != output) {
                Arrays.fill(adjoints[value], 0, points * network.valueSize(value), 0);
            }
        }
        for (int value = output; value > 0; value--) {
            double[] adjoint = adjoints[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    for (int k = 0; k < affine.terms().size(); k++) {
                        Step.Term term = affine.terms().get(k);
                        term.kernel().applyTransposed(adjoint, points, adjoints[term.source()], scratch);
                    }
                }
                case Step.Relu relu -> {
                    double[] source = values[relu.source()];
                    double[] target = adjoints[relu.source()];
                    for (int i = 0; i < points * relu.size(); i++) {
                        target[i] += source[i] > 0 ? adjoint[i] : 0;
                    }
                }
            }
        }
    }

    private void requireCapacity(int points) {
        if (points < 1 || points > capacity) {
            throw new IllegalArgumentException(points + " points in a workspace for " + capacity);
        }
    }
}
