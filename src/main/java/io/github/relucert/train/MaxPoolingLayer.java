package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import java.util.Arrays;
import java.util.List;

/** Maxima over square windows side by side; rows and columns that fill no window are left out. Of equal numbers the first counts. */
final class MaxPoolingLayer implements TrainableLayer {
    private final int channels;
    private final int height;
    private final int width;
    private final int kernel;
    private final int outputHeight;
    private final int outputWidth;
    private int[] winners = {};
    private int batch;

    /** Pools images of this shape; the kernel is also the stride. */
    MaxPoolingLayer(int channels, int height, int width, int kernel) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.kernel = kernel;
        this.outputHeight = height / kernel;
        this.outputWidth = width / kernel;
    }

    int kernel() {
        return kernel;
    }

    /** {@code [1, channels, height, width]} of the output. */
    List<Integer> outputShape() {
        return List.of(1, channels, outputHeight, outputWidth);
    }

    @Override
    public int outputSize() {
        return channels * outputHeight * outputWidth;
    }

    /** One fewer than the cells of a window for each output: so many binary maxima. */
    @Override
    public int neuronCount() {
        return outputSize() * (kernel * kernel - 1);
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        this.batch = batch;
        double[] output = new double[outputSize() * batch];
        winners = new int[output.length];
        Arrays.fill(output, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < outputSize(); i++) {
            for (int cell = 0; cell < kernel * kernel; cell++) {
                int source = source(i, cell);
                for (int b = 0; b < batch; b++) {
                    double value = input[source * batch + b];
                    if (value > output[i * batch + b]) {
                        output[i * batch + b] = value;
                        winners[i * batch + b] = source;
                    }
                }
            }
        }
        return output;
    }

    private int source(int position, int cell) {
        int x = position % outputWidth * kernel + cell % kernel;
        int y = position / outputWidth % outputHeight * kernel + cell / kernel;
        return (position / (outputWidth * outputHeight) * height + y) * width + x;
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        double[] result = new double[channels * height * width * batch];
        for (int k = 0; k < outputGradient.length; k++) {
            result[winners[k] * batch + k % batch] += outputGradient[k];
        }
        return result;
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        // Pooling learns nothing.
    }

    @Override
    public List<Parameters> parameters() {
        return List.of();
    }

    @Override
    public void round(FloatType type) {
        // Pooling stores nothing.
    }
}
