package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import java.util.Arrays;

/**
 * Bounds of pre-activations by backward passes, many rows at once, over box and ball and where possible the half-space that every
 * unsafe point of the node satisfies. Reports the multipliers and weights that prove them. One thread.
 */
final class BoundRows {
    private static final long MOST_COEFFICIENTS = 1L << 22;

    private final CompiledNetwork network;
    private final int capacity;
    private final double[][] coefficients;
    private final double[] constants;
    private final Scratch scratch = new Scratch();

    BoundRows(CompiledNetwork network) {
        this.network = network;
        long width = 0;
        for (int v = 0; v < network.values(); v++) {
            width += network.valueSize(v);
        }
        capacity = Math.clamp(MOST_COEFFICIENTS / width, 2, 64);
        coefficients = new double[network.values()][];
        for (int v = 0; v < network.values(); v++) {
            coefficients[v] = new double[Math.multiplyExact(capacity, network.valueSize(v))];
        }
        constants = new double[capacity];
    }

    /** Rows at once. */
    int capacity() {
        return capacity;
    }

    /**
     * Pushes rows {@code sign_k z_k} of one layer back to the input.
     *
     * @param count at most the capacity
     */
    void push(int relu, int[] neurons, int[] signs, int from, int count, Lines lines) {
        int top = network.preActivationValue(relu);
        for (int v = 0; v <= top; v++) {
            Arrays.fill(coefficients[v], 0, count * network.valueSize(v), 0);
        }
        Arrays.fill(constants, 0, count, 0);
        for (int row = 0; row < count; row++) {
            start(row, top, neurons[from + row], signs[from + row]);
        }
        for (int value = top; value > 0; value--) {
            boolean started = value == top && network.steps().get(value - 1) instanceof Step.Affine;
            if (!started) {
                through(value, count, lines);
            }
        }
    }

    private void start(int row, int value, int index, double sign) {
        if (value > 0 && network.steps().get(value - 1) instanceof Step.Affine affine) {
            constants[row] += sign * affine.bias(index);
            for (Step.Term term : affine.terms()) {
                term.kernel().addRow(index, sign, coefficients[term.source()], row * network.valueSize(term.source()));
            }
        } else {
            coefficients[value][row * network.valueSize(value) + index] += sign;
        }
    }

    private void through(int value, int count, Lines lines) {
        double[] source = coefficients[value];
        switch (network.steps().get(value - 1)) {
            case Step.Affine affine -> {
                for (int row = 0; row < count; row++) {
                    constants[row] += affine.dotBias(source, row * affine.size());
                }
                for (int k = 0; k < affine.terms().size(); k++) {
                    Step.Term term = affine.terms().get(k);
                    term.kernel().applyTransposed(source, count, coefficients[term.source()], scratch);
                }
            }
            case Step.Relu relu -> {
                double[] target = coefficients[relu.source()];
                double[] below = lines.below[relu.relu()];
                double[] above = lines.above[relu.relu()];
                double[] offset = lines.offset[relu.relu()];
                for (int row = 0; row < count; row++) {
                    int start = row * relu.size();
                    double sum = 0;
                    for (int i = 0; i < relu.size(); i++) {
                        double c = source[start + i];
                        if (c > 0) {
                            target[start + i] += c * below[i];
                        } else if (c < 0) {
                            target[start + i] += c * above[i];
                            sum += c * offset[i];
                        }
                    }
                    constants[row] += sum;
                }
            }
        }
    }

    /** The form over the input of a row, from {@code row * inputSize} on. */
    double[] normals() {
        return coefficients[0];
    }

    /** The coefficient of a neuron's output in the first row, as far as the row came to it. */
    double outputCoefficient(int relu, int index) {
        return coefficients[network.reluValue(relu)][index];
    }

    double constant(int row) {
        return constants[row];
    }

    /** The least value of a row over box and ball, less some rounding; multiplier and weight are then read from the geometry. */
    double minimum(int row, BoxAndBall geometry, NodeState node) {
        int from = row * network.inputSize();
        double value;
        if (node.halfSpace.isEmpty()) {
            value = geometry.minimum(coefficients[0], from, constants[row]);
        } else {
            HalfSpace newest = node.halfSpace.get();
            value = geometry.minimum(coefficients[0], from, constants[row], newest.normal(), newest.constant());
        }
        return value - geometry.roundingError();
    }
}
