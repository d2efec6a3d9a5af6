package io.github.relucert.theorem.generator;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The random two-layer network {@code f(x) = k^(-1/2) sum_l a_l psi(w_l . x)} of Bubeck, Cherapanamjeri, Gidel and Tachet des
 * Combes (2021): rows {@code w_l ~ N(0, I/d)}, signs {@code a_l} uniform in {-1, 1}. Inputs are meant to have length
 * {@code sqrt(d)}, so that pre-activations are of unit size. Immutable.
 */
public final class GaussianTwoLayer {
    private final int inputSize;
    private final int width;
    private final double[] weights;
    private final double[] signs;

    private GaussianTwoLayer(int inputSize, int width, double[] weights, double[] signs) {
        this.inputSize = inputSize;
        this.width = width;
        this.weights = weights;
        this.signs = signs;
    }

    /**
     * Draws a network.
     *
     * @param inputSize {@code d}
     * @param width {@code k}
     */
    public static GaussianTwoLayer draw(int inputSize, int width, long seed) {
        return draw(inputSize, width, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
    }

    /** Draws the next network of a stream. */
    public static GaussianTwoLayer draw(int inputSize, int width, UniformRandomProvider random) {
        double scale = 1 / Math.sqrt(inputSize);
        double[] weights = GaussianDraws.vector(inputSize * width, scale, random);
        double[] signs = new double[width];
        Arrays.setAll(signs, l -> random.nextBoolean() ? 1 : -1);
        return new GaussianTwoLayer(inputSize, width, weights, signs);
    }

    /**
     * The network in which every neuron has one and the same row.
     *
     * @param row {@code w}, length {@code d}; copied
     */
    public static GaussianTwoLayer repeated(double[] row, int width) {
        double[] weights = new double[row.length * width];
        Arrays.setAll(weights, i -> row[i % row.length]);
        double[] signs = new double[width];
        Arrays.fill(signs, 1);
        return new GaussianTwoLayer(row.length, width, weights, signs);
    }

    public int inputSize() {
        return inputSize;
    }

    public int width() {
        return width;
    }

    /** A copy of {@code W}, {@code k x d} row-major. */
    public double[] weights() {
        return weights.clone();
    }

    /** {@code f(x)}, rounded. */
    public double value(Activation activation, double[] x) {
        double sum = 0;
        for (int l = 0; l < width; l++) {
            sum += signs[l] * activation.value(preActivation(l, x));
        }
        return sum / Math.sqrt(width);
    }

    /** {@code grad f(x)}, rounded, length {@code d}. */
    public double[] gradient(Activation activation, double[] x) {
        double[] gradient = new double[inputSize];
        for (int l = 0; l < width; l++) {
            double slope = signs[l] * activation.slope(preActivation(l, x));
            if (slope != 0) {
                for (int i = 0; i < inputSize; i++) {
                    gradient[i] += slope * weights[l * inputSize + i];
                }
            }
        }
        double root = Math.sqrt(width);
        Arrays.setAll(gradient, i -> gradient[i] / root);
        return gradient;
    }

    private double preActivation(int neuron, double[] x) {
        double sum = 0;
        int start = neuron * inputSize;
        for (int i = 0; i < inputSize; i++) {
            sum += weights[start + i] * x[i];
        }
        return sum;
    }

    /** The network with ReLUs; its output weights are {@code +-1/sqrt(k)} rounded to doubles. */
    public Network network() {
        double[] output = new double[width];
        Arrays.setAll(output, l -> signs[l] / Math.sqrt(width));
        return new Network(
                FloatType.FLOAT64,
                List.of(inputSize),
                List.of(
                        new Affine(
                                "hidden",
                                List.of(new Affine.Term(0, new Dense(width, inputSize, weights))),
                                new double[width]),
                        new Relu("relu", 1, width),
                        new Affine("output", List.of(new Affine.Term(2, new Dense(1, width, output))), new double[1])));
    }
}
