package io.github.relucert.kernel;

import io.github.relucert.network.Phase;
import java.util.Arrays;

/**
 * The output and all pre-activations of a network as affine functions of its input, under one activation pattern: on the inputs
 * that have this pattern the network is this piece.
 */
public final class AffinePiece {
    private final CompiledNetwork network;
    private final double[][] rows;
    private final double[][] constants;

    private AffinePiece(CompiledNetwork network, double[][] rows, double[][] constants) {
        this.network = network;
        this.rows = rows;
        this.constants = constants;
    }

    static AffinePiece of(CompiledNetwork network, Phase[][] pattern) {
        requirePattern(network, pattern);
        int d = network.inputSize();
        double[][] columns = new double[network.values()][];
        double[][] constants = new double[network.values()][];
        // Column j of every value's matrix is the value at the j-th unit vector with all constants left out.
        columns[0] = new double[Math.multiplyExact(d, d)];
        constants[0] = new double[d];
        for (int j = 0; j < d; j++) {
            columns[0][j * d + j] = 1;
        }
        Scratch scratch = new Scratch();
        for (int value = 1; value < network.values(); value++) {
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    columns[value] = new double[Math.multiplyExact(d, affine.size())];
                    constants[value] = new double[affine.size()];
                    affine.writeBias(constants[value], 1);
                    for (Step.Term term : affine.terms()) {
                        term.kernel().apply(columns[term.source()], d, columns[value], scratch);
                        term.kernel().apply(constants[term.source()], 1, constants[value], scratch);
                    }
                }
                case Step.Relu relu -> {
                    columns[value] = masked(columns[relu.source()], pattern[relu.relu()]);
                    constants[value] = masked(constants[relu.source()], pattern[relu.relu()]);
                }
            }
        }
        double[][] rows = new double[network.values()][];
        for (int value = 0; value < rows.length; value++) {
            rows[value] = transposed(columns[value], d);
        }
        return new AffinePiece(network, rows, constants);
    }

    private static void requirePattern(CompiledNetwork network, Phase[][] pattern) {
        if (pattern.length != network.reluLayers()) {
            throw new IllegalArgumentException(
                    "a pattern of " + pattern.length + " layers for " + network.reluLayers() + " ReLU layers");
        }
        for (int relu = 0; relu < pattern.length; relu++) {
            if (pattern[relu].length != network.reluSize(relu)) {
                throw new IllegalArgumentException("a pattern of " + pattern[relu].length + " neurons for ReLU layer "
                        + relu + ", which has " + network.reluSize(relu));
            }
            if (Arrays.asList(pattern[relu]).contains(Phase.UNSTABLE)) {
                throw new IllegalArgumentException("ReLU layer " + relu + " has an unstable neuron in the pattern");
            }
        }
    }

    private static double[] masked(double[] source, Phase[] phases) {
        double[] target = new double[source.length];
        for (int i = 0; i < source.length; i++) {
            target[i] = phases[i % phases.length] == Phase.ACTIVE ? source[i] : 0;
        }
        return target;
    }

    private static double[] transposed(double[] columns, int d) {
        int size = columns.length / d;
        double[] rows = new double[columns.length];
        for (int j = 0; j < d; j++) {
            for (int i = 0; i < size; i++) {
                rows[i * d + j] = columns[j * size + i];
            }
        }
        return rows;
    }

    /** Coefficients of the outputs, {@code m x d} row-major. */
    public double[] outputRows() {
        return rows[network.outputValue()].clone();
    }

    /** Constants of the outputs, {@code m} numbers. */
    public double[] outputConstants() {
        return constants[network.outputValue()].clone();
    }

    /** Coefficients of a ReLU layer's pre-activations, {@code size x d} row-major. */
    public double[] preActivationRows(int relu) {
        return rows[network.preActivationValue(relu)].clone();
    }

    /** Constants of a ReLU layer's pre-activations, {@code size} numbers. */
    public double[] preActivationConstants(int relu) {
        return constants[network.preActivationValue(relu)].clone();
    }
}
