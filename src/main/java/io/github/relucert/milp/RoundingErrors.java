package io.github.relucert.milp;

import io.github.relucert.bounds.BackwardPass;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Step;
import io.github.relucert.specification.Condition;
import java.util.List;

/**
 * How far evaluation in double may be off over a region, to first order (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 3.1). A program's constants carry errors of this size; where a ball is so small that they are no longer small against what
 * the ball moves the outputs by, a solver's word about it is worth nothing.
 */
final class RoundingErrors {
    private static final double UNIT = Math.ulp(1.0);

    private final double[] outputs;

    private RoundingErrors(double[] outputs) {
        this.outputs = outputs;
    }

    /** Errors over a region, given bounds that hold over it. */
    static RoundingErrors over(CompiledNetwork network, Region region, NeuronBounds bounds) {
        double[][] magnitudes = BackwardPass.magnitudes(network, region, bounds);
        double[][] errors = new double[network.values()][];
        errors[0] = new double[network.inputSize()];
        for (int value = 1; value < errors.length; value++) {
            errors[value] = switch (network.steps().get(value - 1)) {
                case Step.Relu relu -> errors[relu.source()];
                case Step.Affine affine -> affine(affine, magnitudes[value], errors);
            };
        }
        return new RoundingErrors(errors[network.outputValue()]);
    }

    private static double[] affine(Step.Affine affine, double[] magnitudes, double[][] errors) {
        double[] result = new double[affine.size()];
        int roundoffs = 8;
        for (Step.Term term : affine.terms()) {
            roundoffs += term.kernel().longestRow();
            double[] source = errors[term.source()];
            for (int i = 0; i < result.length; i++) {
                int row = i;
                term.kernel().forEachInRow(row, (column, weight) -> result[row] += Math.abs(weight) * source[column]);
            }
        }
        for (int i = 0; i < result.length; i++) {
            result[i] += roundoffs * UNIT * magnitudes[i];
        }
        return result;
    }

    /** The largest error of the left sides of a disjunct's conditions. */
    double of(List<Condition> disjunct) {
        double largest = 0;
        for (Condition condition : disjunct) {
            double error = UNIT * Math.abs(condition.output().constant().doubleNearest());
            for (int k = 0; k < condition.output().indices().size(); k++) {
                error += Math.abs(condition.output().coefficients().get(k).doubleNearest())
                        * outputs[condition.output().indices().get(k)];
            }
            largest = Math.max(largest, error);
        }
        return largest;
    }
}
