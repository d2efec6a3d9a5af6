package io.github.relucert.theorem.averaging;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Full-batch gradient descent on the first layer of {@code f(x) = (1/m) sum_r relu(<w_+r, x> + b_+r) - (1/m) sum_r relu(<w_-r, x> +
 * b_-r)} under the mean logistic loss {@code ln(1 + exp(-y f(x)))}; the second layer stays as it is.
 */
final class FirstLayerDescent {
    private final List<double[]> points;
    private final int[] labels;
    private final int half;
    private final double[][] weights;
    private final double[] biases;

    /**
     * Gaussian initial weights, zero biases.
     *
     * @param half {@code m}, neurons of either sign; the first m are positive
     * @param scale standard deviation of the initial weights
     */
    FirstLayerDescent(List<double[]> points, int[] labels, int half, double scale, SplittableRandom random) {
        this.points = List.copyOf(points);
        this.labels = labels.clone();
        this.half = half;
        this.weights = new double[2 * half][points.getFirst().length];
        this.biases = new double[2 * half];
        for (double[] row : weights) {
            Arrays.setAll(row, i -> scale * random.nextGaussian());
        }
    }

    private double outgoing(int neuron) {
        return (neuron < half ? 1.0 : -1.0) / half;
    }

    private double preActivation(int neuron, double[] x) {
        double sum = biases[neuron];
        for (int i = 0; i < x.length; i++) {
            sum += weights[neuron][i] * x[i];
        }
        return sum;
    }

    private double value(double[] x) {
        double sum = 0;
        for (int neuron = 0; neuron < weights.length; neuron++) {
            sum += outgoing(neuron) * Math.max(0, preActivation(neuron, x));
        }
        return sum;
    }

    /** The mean loss. */
    double loss() {
        double sum = 0;
        for (int k = 0; k < labels.length; k++) {
            sum += Math.log1p(Math.exp(-labels[k] * value(points.get(k))));
        }
        return sum / labels.length;
    }

    /**
     * One step {@code theta <- theta - rate (gradient + decay theta)}.
     *
     * @param decay weight decay on the incoming weights; 0 for plain gradient descent
     */
    void step(double rate, double decay) {
        double[][] gradient = new double[weights.length][weights[0].length];
        double[] biasGradient = new double[weights.length];
        for (int k = 0; k < labels.length; k++) {
            double[] x = points.get(k);
            double slope = -labels[k] / (1 + Math.exp(labels[k] * value(x))) / labels.length;
            for (int neuron = 0; neuron < weights.length; neuron++) {
                if (preActivation(neuron, x) > 0) {
                    double factor = slope * outgoing(neuron);
                    biasGradient[neuron] += factor;
                    for (int i = 0; i < x.length; i++) {
                        gradient[neuron][i] += factor * x[i];
                    }
                }
            }
        }
        for (int neuron = 0; neuron < weights.length; neuron++) {
            biases[neuron] -= rate * biasGradient[neuron];
            for (int i = 0; i < weights[neuron].length; i++) {
                weights[neuron][i] -= rate * (gradient[neuron][i] + decay * weights[neuron][i]);
            }
        }
    }

    /** A copy of the incoming weights, a row a neuron. */
    double[][] weights() {
        return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
    }
}
