package io.github.relucert.search;

import io.github.relucert.kernel.CompiledNetwork;

/**
 * The lines that enclose every ReLU at a node, {@code [relu][index]}: {@code below z <= max(z, 0) <= above z + offset}. Mutable; a worker's own.
 */
final class Lines {
    final double[][] below;
    final double[][] above;
    final double[][] offset;

    Lines(CompiledNetwork network) {
        int layers = network.reluLayers();
        below = new double[layers][];
        above = new double[layers][];
        offset = new double[layers][];
        for (int relu = 0; relu < layers; relu++) {
            below[relu] = new double[network.reluSize(relu)];
            above[relu] = new double[network.reluSize(relu)];
            offset[relu] = new double[network.reluSize(relu)];
        }
    }

    /** Takes the lines of a node: its slopes where a neuron is unstable, the ReLU itself where it is not. */
    void load(NodeState node) {
        for (int relu = 0; relu < below.length; relu++) {
            load(node, relu);
        }
    }

    /** The same for one layer. */
    void load(NodeState node, int relu) {
        double[] lower = node.lower[relu];
        double[] upper = node.upper[relu];
        double[] nodeBelow = node.below[relu];
        double[] nodeAbove = node.above[relu];
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 0) {
                set(relu, i, 1, 1, 0);
            } else if (upper[i] <= 0) {
                set(relu, i, 0, 0, 0);
            } else {
                double s = nodeAbove[i];
                set(relu, i, nodeBelow[i], s, Math.max(-s * lower[i], upper[i] - s * upper[i]));
            }
        }
    }

    /** Both children of a split have the ReLU itself. */
    void fix(int relu, int index, boolean active) {
        double slope = active ? 1 : 0;
        set(relu, index, slope, slope, 0);
    }

    void set(int relu, int index, double low, double high, double constant) {
        below[relu][index] = low;
        above[relu][index] = high;
        offset[relu][index] = constant;
    }
}
