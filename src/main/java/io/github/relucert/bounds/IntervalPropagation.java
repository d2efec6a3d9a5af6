package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;

/**
 * Interval arithmetic, layer by layer.
 *
 * <ul>
 *   <li><b>Needs</b>: any network; the region's box. Rows that read the input alone are bounded over box and ball jointly.
 *   <li><b>Returns</b>: bounds of all pre-activations.
 *   <li><b>Method</b>: each affine row takes for every coordinate the side that its coefficient's sign asks for; a ReLU takes the
 *       positive part of both bounds.
 *   <li><b>Sound</b> over the real network up to the folding's rounding of weights; <b>complete</b> only for affine networks.
 *   <li><b>Reference</b>: Moore, Interval Analysis, 1966; Gowal et al., On the Effectiveness of Interval Bound Propagation, 2018.
 * </ul>
 */
public final class IntervalPropagation implements BoundMethod {
    @Override
    public NeuronBounds bound(CompiledNetwork network, Region region) {
        ValueIntervals intervals = new ValueIntervals(network, region);
        for (int value = 1; value < network.values(); value++) {
            intervals.compute(value);
            intervals.tightenDirect(value);
        }
        double[][] lower = new double[network.reluLayers()][];
        double[][] upper = new double[network.reluLayers()][];
        for (int relu = 0; relu < lower.length; relu++) {
            lower[relu] = intervals.lower(network.preActivationValue(relu));
            upper[relu] = intervals.upper(network.preActivationValue(relu));
        }
        return NeuronBounds.of(lower, upper);
    }
}
