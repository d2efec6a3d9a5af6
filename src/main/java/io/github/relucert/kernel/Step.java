package io.github.relucert.kernel;

import java.util.List;

/**
 * One step of a {@link CompiledNetwork}. Values are numbered as in the network: 0 is the input, value {@code k} the output of
 * step {@code k - 1}; a step reads values of smaller number only.
 */
public sealed interface Step {
    /** Number of coordinates of the step's output. */
    int size();

    /** {@code bias + sum of A_t v_t} over distinct earlier values. */
    final class Affine implements Step {
        private final List<Term> terms;
        private final double[] bias;

        Affine(List<Term> terms, double[] bias) {
            this.terms = List.copyOf(terms);
            this.bias = bias;
        }

        public List<Term> terms() {
            return terms;
        }

        public double bias(int row) {
            return bias[row];
        }

        /** Writes the bias {@code copies} times, one copy after another. */
        public void writeBias(double[] target, int copies) {
            for (int k = 0; k < copies; k++) {
                System.arraycopy(bias, 0, target, k * bias.length, bias.length);
            }
        }

        /** {@code sum of y_i bias_i} over the row that starts at {@code offset}. */
        public double dotBias(double[] y, int offset) {
            double sum = 0;
            for (int i = 0; i < bias.length; i++) {
                sum += y[offset + i] * bias[i];
            }
            return sum;
        }

        @Override
        public int size() {
            return bias.length;
        }
    }

    /**
     * {@code max(z, 0)} on every coordinate of a value.
     *
     * @param source the value
     * @param relu ordinal of the ReLU layer, as in the network
     * @param size number of coordinates
     */
    record Relu(int source, int relu, int size) implements Step {}

    /** One map of one earlier value. */
    record Term(int source, LinearKernel kernel) {}
}
