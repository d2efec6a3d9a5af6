package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Step;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * CROWN: backward substitution of linear relaxations, met with interval arithmetic.
 *
 * <ul>
 *   <li><b>Needs</b>: any network; box and ball are used jointly.
 *   <li><b>Returns</b>: bounds of all pre-activations, never looser than {@link IntervalPropagation}'s; lower bounds of linear
 *       forms of the output.
 *   <li><b>Method</b>: from the first ReLU layer to the last, the interval bounds of a layer are computed from the bounds found so
 *       far; the neurons that they leave unstable are bounded from both sides by a {@link BackwardPass}, a chunk of rows at a
 *       time, so that memory stays bounded whatever the layer's width.
 *   <li><b>Sound</b> over the real network up to the folding's rounding of weights; not <b>complete</b>.
 *   <li><b>Reference</b>: Zhang, Weng, Chen, Hsieh and Daniel, Efficient Neural Network Robustness Certification with General
 *       Activation Functions, 2018; the same bounds as Singh et al., An Abstract Domain for Certifying Neural Networks, 2019.
 * </ul>
 */
public final class CrownPropagation implements BoundMethod {
    private static final int MOST_ROWS = 128;
    private static final long MOST_COEFFICIENTS = 1L << 23;

    @Override
    public NeuronBounds bound(CompiledNetwork network, Region region) {
        ValueIntervals intervals = new ValueIntervals(network, region);
        NeuronBounds known = new IntervalPropagation().bound(network, region);
        IntPredicate isIndirect = relu -> !intervals.isDirect(network.preActivationValue(relu));
        return propagate(network, intervals, region, known, isIndirect);
    }

    /**
     * Tightens given bounds: after a split or a better bound of some neuron, say, those of all layers behind it.
     *
     * @param known bounds that hold over the part of the region meant
     * @param firstRelu the first layer to be recomputed; earlier layers are taken as they are
     * @return bounds that hold wherever {@code known} does, none looser
     */
    public NeuronBounds refine(CompiledNetwork network, Region region, NeuronBounds known, int firstRelu) {
        ValueIntervals intervals = new ValueIntervals(network, region);
        return propagate(network, intervals, region, known, relu -> relu >= firstRelu);
    }

    private static NeuronBounds propagate(
            CompiledNetwork network,
            ValueIntervals intervals,
            Region region,
            NeuronBounds known,
            IntPredicate recompute) {
        LinearMinimum minimum = new LinearMinimum(region);
        BackwardPass pass = newPass(network, MOST_ROWS);
        Relaxation relaxation = Relaxation.empty(network);
        double[][] lower = new double[network.reluLayers()][];
        double[][] upper = new double[network.reluLayers()][];
        for (int value = 1; value < network.values(); value++) {
            if (network.steps().get(value - 1) instanceof Step.Relu relu) {
                int layer = relu.relu();
                int source = relu.source();
                intervals.meet(source, known, layer);
                if (recompute.test(layer)) {
                    intervals.tightenDirect(source);
                    if (!intervals.isDirect(source)) {
                        tighten(intervals, source, relaxation, pass, minimum);
                    }
                }
                lower[layer] = intervals.lower(source).clone();
                upper[layer] = intervals.upper(source).clone();
                relaxation.relax(layer, lower[layer], upper[layer]);
            }
            intervals.compute(value);
        }
        return NeuronBounds.of(lower, upper);
    }

    /**
     * Lower bounds of linear forms of the output, with adaptive lower slopes.
     *
     * @param bounds valid bounds of all pre-activations
     * @param rows coefficients, {@code k x m} row-major
     * @param constants {@code k} numbers
     * @return {@code k} lower bounds; negative infinity where there is none
     */
    public double[] lowerBounds(
            CompiledNetwork network, Region region, NeuronBounds bounds, double[] rows, double[] constants) {
        return lowerBounds(network, region, bounds, Relaxation.adaptive(bounds), rows, constants);
    }

    /** Lower bounds of linear forms of the output under a given relaxation of the same bounds. */
    public double[] lowerBounds(
            CompiledNetwork network,
            Region region,
            NeuronBounds bounds,
            Relaxation relaxation,
            double[] rows,
            double[] constants) {
        int m = network.outputSize();
        if (rows.length != Math.multiplyExact(m, constants.length)) {
            throw new IllegalArgumentException(
                    rows.length + " coefficients for " + constants.length + " forms of " + m + " outputs");
        }
        double[][] magnitudes = BackwardPass.magnitudes(network, region, bounds);
        LinearMinimum minimum = new LinearMinimum(region);
        BackwardPass pass = newPass(network, constants.length);
        double[] results = new double[constants.length];
        int output = network.outputValue();
        for (int first = 0; first < results.length; first += pass.capacity()) {
            int count = Math.min(pass.capacity(), results.length - first);
            pass.start(count, output);
            System.arraycopy(rows, first * m, pass.coefficients(output), 0, count * m);
            for (int k = 0; k < count; k++) {
                pass.addConstant(k, constants[first + k]);
            }
            pass.run(relaxation, magnitudes);
            for (int k = 0; k < count; k++) {
                results[first + k] = pass.lowerBound(k, minimum);
            }
        }
        return results;
    }

    private static BackwardPass newPass(CompiledNetwork network, int wanted) {
        long width = 0;
        for (int value = 0; value < network.values(); value++) {
            width += network.valueSize(value);
        }
        long capacity = Math.max(2, Math.min(Math.min(wanted, MOST_ROWS), MOST_COEFFICIENTS / width));
        return new BackwardPass(network, (int) capacity);
    }

    /** Bounds the unstable coordinates of a value from both sides. */
    private static void tighten(
            ValueIntervals intervals, int value, Relaxation relaxation, BackwardPass pass, LinearMinimum minimum) {
        double[][] magnitudes = intervals.magnitudes();
        int[] unstable = unstable(intervals, value);
        int chunk = pass.capacity() / 2;
        for (int first = 0; first < unstable.length; first += chunk) {
            int count = Math.min(chunk, unstable.length - first);
            pass.start(2 * count, value);
            for (int k = 0; k < count; k++) {
                pass.addUnit(2 * k, value, unstable[first + k], 1, magnitudes);
                pass.addUnit(2 * k + 1, value, unstable[first + k], -1, magnitudes);
            }
            pass.run(relaxation, magnitudes);
            for (int k = 0; k < count; k++) {
                double low = pass.lowerBound(2 * k, minimum);
                double high = -pass.lowerBound(2 * k + 1, minimum);
                intervals.meet(value, unstable[first + k], low, high);
            }
        }
    }

    private static int[] unstable(ValueIntervals intervals, int value) {
        double[] lower = intervals.lower(value);
        double[] upper = intervals.upper(value);
        int[] indices = new int[lower.length];
        int count = 0;
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] < 0 && upper[i] > 0) {
                indices[count++] = i;
            }
        }
        return Arrays.copyOf(indices, count);
    }
}
