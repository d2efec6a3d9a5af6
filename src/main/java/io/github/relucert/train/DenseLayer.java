package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import io.github.relucert.train.MatrixProduct.View;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code W x + b}. */
final class DenseLayer implements TrainableLayer {
    private final int inputSize;
    private final int outputSize;
    final Parameters weights;
    final Parameters bias;
    private double[] input = {};
    private int batch;

    DenseLayer(int inputSize, int outputSize, UniformRandomProvider random) {
        this.inputSize = inputSize;
        this.outputSize = outputSize;
        this.weights = Initialisation.weights(outputSize * inputSize, inputSize, random);
        this.bias = Initialisation.bias(outputSize, inputSize, random);
    }

    int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return outputSize;
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        this.input = input;
        this.batch = batch;
        double[] output = new double[outputSize * batch];
        for (int i = 0; i < outputSize; i++) {
            Arrays.fill(output, i * batch, (i + 1) * batch, bias.values[i]);
        }
        MatrixProduct.add(outputSize, batch, inputSize, View.rowMajor(weights.values, inputSize), input, output);
        return output;
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        double[] result = new double[inputSize * batch];
        View transposed = View.transposed(weights.values, inputSize);
        MatrixProduct.add(inputSize, batch, outputSize, transposed, outputGradient, result);
        return result;
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        double[] examples = MatrixProduct.transpose(inputSize, batch, input);
        View gradient = View.rowMajor(outputGradient, batch);
        MatrixProduct.add(outputSize, inputSize, batch, gradient, examples, weights.gradient);
        ChannelSums.add(outputGradient, bias.gradient);
    }

    @Override
    public List<Parameters> parameters() {
        return List.of(weights, bias);
    }

    @Override
    public void round(FloatType type) {
        weights.round(type);
        bias.round(type);
    }
}
