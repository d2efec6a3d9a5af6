package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import io.github.relucert.network.Neuron;
import io.github.relucert.search.ProofWriter.Bound;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Bounds of a node's pre-activations, layer by layer, and the lines that prove them. Only rows that gain enough are kept. One thread.
 */
final class Tightening {
    /** A row is kept when it takes this part of its neuron's width away or settles its phase. */
    private static final double GAIN = 0.03;

    /** Bounds that cross by less than this part of their size are left to rounding. */
    private static final double CROSSING = 1e-9;

    private final CompiledNetwork network;
    private final BoundRows rows;
    private final boolean hasMultiplier;
    private final Scratch scratch = new Scratch();

    Tightening(CompiledNetwork network, Norm norm) {
        this.network = network;
        this.rows = new BoundRows(network);
        this.hasMultiplier = norm != Norm.LINF;
    }

    /** Bounds of all layers at the root, from nothing. */
    Optional<Neuron> root(
            NodeState node, Lines lines, BoxAndBall geometry, double[] low, double[] high, NodeText text) {
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            intervals(node, relu, low, high);
            text.intervals(relu);
            chords(node, lines, relu, text);
            Optional<Neuron> crossing = layer(node, lines, geometry, relu, relu == 0, text);
            if (crossing.isPresent()) {
                return crossing;
            }
        }
        return Optional.empty();
    }

    /**
     * Tightens layers {@code from} up to but without {@code to}.
     *
     * @return a neuron whose bounds cross, so that the node is empty
     */
    Optional<Neuron> run(NodeState node, Lines lines, BoxAndBall geometry, int from, int to, NodeText text) {
        for (int relu = from; relu < to; relu++) {
            Optional<Neuron> crossing = layer(node, lines, geometry, relu, false, text);
            if (crossing.isPresent()) {
                return crossing;
            }
        }
        return Optional.empty();
    }

    private Optional<Neuron> layer(
            NodeState node, Lines lines, BoxAndBall geometry, int relu, boolean isFirst, NodeText text) {
        int[] neurons = unstable(node, relu);
        if (neurons.length == 0 || (isFirst && !hasMultiplier)) {
            return Optional.empty();
        }
        for (int earlier = 0; earlier < relu; earlier++) {
            adapt(node, lines, earlier);
            text.align(node, lines, earlier, 1, i -> true);
        }
        node.own(relu);
        Kept kept = new Kept();
        int[] doubled = new int[2 * neurons.length];
        int[] signs = new int[2 * neurons.length];
        for (int k = 0; k < neurons.length; k++) {
            doubled[2 * k] = neurons[k];
            doubled[2 * k + 1] = neurons[k];
            signs[2 * k] = 1;
            signs[2 * k + 1] = -1;
        }
        for (int from = 0; from < doubled.length; from += rows.capacity() & -2) {
            int count = Math.min(rows.capacity() & -2, doubled.length - from);
            rows.push(relu, doubled, signs, from, count, lines);
            for (int row = 0; row < count; row += 2) {
                kept.pair(node, geometry, relu, doubled[from + row], row);
            }
        }
        kept.write(node, relu, text);
        chords(node, lines, relu, text);
        for (int i : neurons) {
            double margin = CROSSING * (Math.abs(node.lower[relu][i]) + Math.abs(node.upper[relu][i]));
            if (node.lower[relu][i] > node.upper[relu][i] + margin) {
                return Optional.of(new Neuron(relu, i));
            }
        }
        return Optional.empty();
    }

    private static int[] unstable(NodeState node, int relu) {
        int[] found = new int[node.lower[relu].length];
        int count = 0;
        for (int i = 0; i < found.length; i++) {
            if (node.isUnstable(relu, i)) {
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Rows worth their line. */
    private final class Kept {
        private final List<Integer> neurons = new ArrayList<>();
        private final List<Bound> sides = new ArrayList<>();
        private final List<Double> multipliers = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();

        void pair(NodeState node, BoxAndBall geometry, int relu, int i, int row) {
            double l = node.lower[relu][i];
            double u = node.upper[relu][i];
            double enough = GAIN * (u - l);
            double low = rows.minimum(row, geometry, node);
            double lowMultiplier = geometry.multiplier();
            double lowWeight = node.halfSpace.isPresent() ? geometry.weight() : 0;
            double high = -rows.minimum(row + 1, geometry, node);
            double highMultiplier = geometry.multiplier();
            double highWeight = node.halfSpace.isPresent() ? geometry.weight() : 0;
            boolean lower = low - l > enough || (low >= 0 && l < 0);
            boolean upper = u - high > enough || (high <= 0 && u > 0);
            if (lower) {
                node.lower[relu][i] = low;
                multipliers.add(lowMultiplier);
                weights.add(lowWeight);
            }
            if (upper) {
                node.upper[relu][i] = high;
                multipliers.add(highMultiplier);
                weights.add(highWeight);
            }
            if (lower || upper) {
                neurons.add(i);
                sides.add(lower && upper ? Bound.BOTH : lower ? Bound.LOWER : Bound.UPPER);
            }
        }

        void write(NodeState node, int relu, NodeText text) {
            if (!neurons.isEmpty()) {
                int[] indices = neurons.stream().mapToInt(Integer::intValue).toArray();
                text.bounds(
                        relu, indices, sides, hasMultiplier ? multipliers : List.of(), node.halfSpaces() - 1, weights);
            }
        }
    }

    /** The best lines for bounds that are one-sided guesses: CROWN's lower slopes. */
    private static void adapt(NodeState node, Lines lines, int relu) {
        for (int i = 0; i < node.lower[relu].length; i++) {
            if (node.isUnstable(relu, i)) {
                lines.below[relu][i] = node.upper[relu][i] > -node.lower[relu][i] ? 1 : 0;
            }
        }
    }

    /** The chords of a layer's bounds, and both slopes of neurons that the bounds settle; puts them in force. */
    private static void chords(NodeState node, Lines lines, int relu, NodeText text) {
        double[] lower = node.lower[relu];
        double[] upper = node.upper[relu];
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 0) {
                lines.set(relu, i, 1, 1, 0);
            } else if (upper[i] <= 0) {
                lines.set(relu, i, 0, 0, 0);
            } else {
                double s = ProofWriter.writable(upper[i] / (upper[i] - lower[i]), NodeText.CHORD_PLACES);
                double offset = Math.max(-s * lower[i], upper[i] - s * upper[i]);
                lines.set(relu, i, lines.below[relu][i], s, offset);
            }
        }
        text.align(node, lines, relu, Ascent.PLACES, i -> false);
    }

    /** Interval bounds of a layer from the bounds of the layers before it. */
    private void intervals(NodeState node, int relu, double[] low, double[] high) {
        int top = network.preActivationValue(relu);
        double[][] middle = new double[top + 1][];
        double[][] half = new double[top + 1][];
        middle[0] = new double[low.length];
        half[0] = new double[low.length];
        for (int k = 0; k < low.length; k++) {
            middle[0][k] = low[k] / 2 + high[k] / 2;
            half[0][k] = high[k] / 2 - low[k] / 2;
        }
        for (int v = 1; v <= top; v++) {
            int size = network.valueSize(v);
            middle[v] = new double[size];
            half[v] = new double[size];
            switch (network.steps().get(v - 1)) {
                case Step.Affine affine -> {
                    affine.writeBias(middle[v], 1);
                    for (Step.Term term : affine.terms()) {
                        term.kernel().apply(middle[term.source()], 1, middle[v], scratch);
                        term.kernel().applyAbsolute(half[term.source()], 1, half[v], scratch);
                    }
                }
                case Step.Relu step -> {
                    for (int i = 0; i < size; i++) {
                        double l = Math.max(0, node.lower[step.relu()][i]);
                        double u = Math.max(0, node.upper[step.relu()][i]);
                        middle[v][i] = l / 2 + u / 2;
                        half[v][i] = u / 2 - l / 2;
                    }
                }
            }
        }
        node.own(relu);
        for (int i = 0; i < middle[top].length; i++) {
            node.lower[relu][i] = Math.max(node.lower[relu][i], middle[top][i] - half[top][i]);
            node.upper[relu][i] = Math.min(node.upper[relu][i], middle[top][i] + half[top][i]);
        }
    }
}
