package io.github.relucert.search;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import java.util.Arrays;

/**
 * One backward pass of a weighed disjunct through the lines of a node, and one forward pass of a point through the lines that the
 * backward pass used. Together they give the bound and its gradient: at the point where the form is least, the derivative with
 * respect to a lower slope is coefficient times pre-activation, with respect to a split's weight the signed pre-activation, with
 * respect to a condition's weight the condition (Xu et al., Fast and Complete, 2021; Wang et al., Beta-CROWN, 2021). Owns its memory; one thread.
 */
final class RelaxedPass {
    private final CompiledNetwork network;
    private final double[][] coefficients;
    private final double[][] values;
    private final Scratch scratch = new Scratch();
    private double constant;

    RelaxedPass(CompiledNetwork network) {
        this.network = network;
        this.coefficients = new double[network.values()][];
        this.values = new double[network.values()][];
        for (int v = 0; v < network.values(); v++) {
            coefficients[v] = new double[network.valueSize(v)];
            values[v] = new double[network.valueSize(v)];
        }
    }

    /** Pushes {@code sum of weights_c g_c + sum of signed split weights} back to the input. */
    void backward(Objective objective, NodeState node, double[] beta, double[] weights, Lines lines) {
        for (double[] row : coefficients) {
            Arrays.fill(row, 0);
        }
        constant = 0;
        for (int c = 0; c < weights.length; c++) {
            if (weights[c] != 0) {
                constant += objective.add(c, weights[c], coefficients[0], coefficients[network.outputValue()]);
            }
        }
        for (int d = 0; d < beta.length; d++) {
            double signed = node.splitActive[d] ? -beta[d] : beta[d];
            coefficients[network.preActivationValue(node.splitRelu[d])][node.splitIndex[d]] += signed;
        }
        for (int value = coefficients.length - 1; value > 0; value--) {
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> {
                    constant += affine.dotBias(coefficients[value], 0);
                    for (int k = 0; k < affine.terms().size(); k++) {
                        Step.Term term = affine.terms().get(k);
                        term.kernel().applyTransposed(coefficients[value], 1, coefficients[term.source()], scratch);
                    }
                }
                case Step.Relu relu -> throughRelu(value, relu, lines);
            }
        }
    }

    private void throughRelu(int value, Step.Relu relu, Lines lines) {
        double[] source = coefficients[value];
        double[] target = coefficients[relu.source()];
        double[] below = lines.below[relu.relu()];
        double[] above = lines.above[relu.relu()];
        double[] offset = lines.offset[relu.relu()];
        double sum = 0;
        for (int i = 0; i < relu.size(); i++) {
            double c = source[i];
            if (c > 0) {
                target[i] += c * below[i];
            } else if (c < 0) {
                target[i] += c * above[i];
                sum += c * offset[i];
            }
        }
        constant += sum;
    }

    /** Adds a half-space with a weight to the form over the input. */
    void add(HalfSpace halfSpace, double weight) {
        for (int k = 0; k < coefficients[0].length; k++) {
            coefficients[0][k] += weight * halfSpace.normal()[k];
        }
        constant += weight * halfSpace.constant();
    }

    /** The form over the input that the last backward pass ended with. */
    double[] normal() {
        return coefficients[0];
    }

    double constant() {
        return constant;
    }

    /** The coefficient of each neuron's output in the last backward pass. */
    double[] outputCoefficients(int relu) {
        return coefficients[network.reluValue(relu)];
    }

    /** The coefficient of each pre-activation in the last backward pass. */
    double[] preActivationCoefficients(int relu) {
        return coefficients[network.preActivationValue(relu)];
    }

    /** Sends a point through the lines that were met by the last backward pass; through the ReLU where no coefficient was. */
    void forward(double[] x, Lines lines) {
        System.arraycopy(x, 0, values[0], 0, x.length);
        for (int value = 1; value < values.length; value++) {
            double[] target = values[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> apply(affine, target);
                case Step.Relu relu -> {
                    double[] source = values[relu.source()];
                    double[] c = coefficients[value];
                    double[] below = lines.below[relu.relu()];
                    double[] above = lines.above[relu.relu()];
                    double[] offset = lines.offset[relu.relu()];
                    for (int i = 0; i < target.length; i++) {
                        double z = source[i];
                        target[i] = c[i] > 0 ? below[i] * z : c[i] < 0 ? above[i] * z + offset[i] : Math.max(z, 0);
                    }
                }
            }
        }
    }

    /** Evaluates the network itself. */
    double[] evaluate(double[] x) {
        System.arraycopy(x, 0, values[0], 0, x.length);
        for (int value = 1; value < values.length; value++) {
            double[] target = values[value];
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> apply(affine, target);
                case Step.Relu relu -> {
                    double[] source = values[relu.source()];
                    for (int i = 0; i < target.length; i++) {
                        target[i] = Math.max(source[i], 0);
                    }
                }
            }
        }
        return output();
    }

    private void apply(Step.Affine affine, double[] target) {
        affine.writeBias(target, 1);
        for (int k = 0; k < affine.terms().size(); k++) {
            Step.Term term = affine.terms().get(k);
            term.kernel().apply(values[term.source()], 1, target, scratch);
        }
    }

    double[] output() {
        return values[network.outputValue()];
    }

    double[] preActivations(int relu) {
        return values[network.preActivationValue(relu)];
    }

    double[] outputs(int relu) {
        return values[network.reluValue(relu)];
    }
}
