package io.github.relucert.train;

import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.network.FloatType;
import io.github.relucert.train.MatrixProduct.View;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A convolution with one bias a channel, as a matrix product: every output position's patch becomes a column. Groups and
 * dilation are not trained.
 */
final class ConvolutionLayer implements TrainableLayer {
    private final Geometry geometry;
    private final int patch;
    private final int positions;
    final Parameters kernel;
    final Parameters bias;
    private double[] columns = {};
    private int batch;

    ConvolutionLayer(Geometry geometry, UniformRandomProvider random) {
        this.geometry = geometry;
        this.patch = geometry.inputChannels() * geometry.kernelHeight() * geometry.kernelWidth();
        this.positions = geometry.outputHeight() * geometry.outputWidth();
        this.kernel = Initialisation.weights(geometry.kernelSize(), patch, random);
        this.bias = Initialisation.bias(geometry.outputChannels(), patch, random);
    }

    Geometry geometry() {
        return geometry;
    }

    @Override
    public int outputSize() {
        return geometry.outputChannels() * positions;
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        this.batch = batch;
        int width = positions * batch;
        columns = new double[patch * width];
        forEachEntry((column, source) -> System.arraycopy(input, source * batch, columns, column * batch, batch));
        double[] output = new double[geometry.outputChannels() * width];
        for (int c = 0; c < geometry.outputChannels(); c++) {
            Arrays.fill(output, c * width, (c + 1) * width, bias.values[c]);
        }
        View weights = View.rowMajor(kernel.values, patch);
        MatrixProduct.add(geometry.outputChannels(), width, patch, weights, columns, output);
        return output;
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        double[] gradient = new double[columns.length];
        View transposed = View.transposed(kernel.values, patch);
        MatrixProduct.add(patch, positions * batch, geometry.outputChannels(), transposed, outputGradient, gradient);
        double[] result = new double[geometry.inputChannels() * geometry.inputHeight() * geometry.inputWidth() * batch];
        forEachEntry((column, source) -> {
            for (int b = 0; b < batch; b++) {
                result[source * batch + b] += gradient[column * batch + b];
            }
        });
        return result;
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        int width = positions * batch;
        double[] patches = MatrixProduct.transpose(patch, width, columns);
        View gradient = View.rowMajor(outputGradient, width);
        MatrixProduct.add(geometry.outputChannels(), patch, width, gradient, patches, kernel.gradient);
        ChannelSums.add(outputGradient, bias.gradient);
    }

    /** Receives an entry of the patch matrix and the input coordinate it is a copy of. */
    @FunctionalInterface
    private interface Entry {
        void accept(int entry, int source);
    }

    private void forEachEntry(Entry entry) {
        for (int c = 0; c < geometry.inputChannels(); c++) {
            for (int u = 0; u < geometry.kernelHeight(); u++) {
                for (int v = 0; v < geometry.kernelWidth(); v++) {
                    int row = (c * geometry.kernelHeight() + u) * geometry.kernelWidth() + v;
                    forEachPosition(c, u, v, row * positions, entry);
                }
            }
        }
    }

    private void forEachPosition(int channel, int u, int v, int start, Entry entry) {
        for (int y = 0; y < geometry.outputHeight(); y++) {
            int inputY = y * geometry.strideHeight() - geometry.padTop() + u;
            if (inputY < 0 || inputY >= geometry.inputHeight()) {
                continue;
            }
            for (int x = 0; x < geometry.outputWidth(); x++) {
                int inputX = x * geometry.strideWidth() - geometry.padLeft() + v;
                if (inputX >= 0 && inputX < geometry.inputWidth()) {
                    int source = (channel * geometry.inputHeight() + inputY) * geometry.inputWidth() + inputX;
                    entry.accept(start + y * geometry.outputWidth() + x, source);
                }
            }
        }
    }

    @Override
    public List<Parameters> parameters() {
        return List.of(kernel, bias);
    }

    @Override
    public void round(FloatType type) {
        kernel.round(type);
        bias.round(type);
    }
}
