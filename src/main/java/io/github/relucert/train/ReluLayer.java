package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import java.util.List;

/** {@code max(z, 0)}, with derivative 0 at 0. */
final class ReluLayer implements TrainableLayer {
    private final int size;
    private double[] output = {};

    ReluLayer(int size) {
        this.size = size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public int neuronCount() {
        return size;
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        output = new double[input.length];
        for (int i = 0; i < input.length; i++) {
            output[i] = Math.max(input[i], 0);
        }
        return output;
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        double[] result = new double[outputGradient.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = output[i] > 0 ? outputGradient[i] : 0;
        }
        return result;
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        // A ReLU learns nothing.
    }

    @Override
    public List<Parameters> parameters() {
        return List.of();
    }

    @Override
    public void round(FloatType type) {
        // A ReLU stores nothing.
    }
}
