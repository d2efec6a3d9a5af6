package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which input to halve. The score of an input is what the relaxed neurons cost along it: the sum over unstable neurons of their
 * coefficient in the node's form, times the part of its width by which the relaxation misses the ReLU, times what the width of
 * the box adds to the pre-activation along that input. One thread.
 */
final class InputBranching {
    /** Sides nearer to each other than this part of their size are left alone. */
    private static final double NARROWEST = 1e-9;

    private final CompiledNetwork network;
    private final RelaxedPass pass;
    private final BoundRows rows;

    InputBranching(CompiledNetwork network, RelaxedPass pass) {
        this.network = network;
        this.pass = pass;
        this.rows = new BoundRows(network);
    }

    /** Both halves meet the place. */
    record Halving(int coordinate, double at) {}

    /**
     * The input to halve, after {@link Ascent#evaluate} of the node; none where all sides are as near as can be.
     *
     * @param isCut inputs to be left alone
     */
    Optional<Halving> choose(NodeState node, Lines lines, BoxAndBall geometry, boolean[] isCut) {
        double[] scores = new double[node.low.length];
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            addLayer(scores, node, lines, relu);
        }
        Optional<Halving> best = Optional.empty();
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.length; k++) {
            double low = geometry.lower(k);
            double high = geometry.upper(k);
            double at = low / 2 + high / 2;
            boolean wide = high - low > NARROWEST * (Math.abs(low) + Math.abs(high)) && at > low && at < high;
            double score = scores[k] * (high - low);
            if (wide && !isCut[k] && score > most) {
                most = score;
                best = Optional.of(new Halving(k, at));
            }
        }
        return best;
    }

    private void addLayer(double[] scores, NodeState node, Lines lines, int relu) {
        double[] c = pass.outputCoefficients(relu);
        int[] neurons = new int[c.length];
        int count = 0;
        for (int i = 0; i < c.length; i++) {
            if (c[i] != 0 && node.isUnstable(relu, i)) {
                neurons[count++] = i;
            }
        }
        int[] signs = new int[count];
        Arrays.fill(signs, 1);
        for (int from = 0; from < count; from += rows.capacity()) {
            int pushed = Math.min(rows.capacity(), count - from);
            rows.push(relu, neurons, signs, from, pushed, lines);
            for (int row = 0; row < pushed; row++) {
                int i = neurons[from + row];
                double cost = Math.abs(c[i]) * missed(node, lines, relu, i, c[i] > 0);
                for (int k = 0; k < scores.length; k++) {
                    scores[k] += cost * Math.abs(rows.normals()[row * scores.length + k]);
                }
            }
        }
    }

    /** The largest distance between line and ReLU, in widths of the neuron. */
    private static double missed(NodeState node, Lines lines, int relu, int i, boolean below) {
        double l = node.lower[relu][i];
        double u = node.upper[relu][i];
        double slope = lines.below[relu][i];
        double gap = below ? Math.max(-slope * l, (1 - slope) * u) : -l * u / (u - l);
        return gap / (u - l);
    }
}
