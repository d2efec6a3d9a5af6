package io.github.relucert.train;

import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.network.FloatType;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * {@code x + C2 relu(C1 x)} with two convolutions that keep the shape: a residual block (He, Zhang, Ren, Sun, "Deep residual
 * learning for image recognition", CVPR 2016, figure 2) without its last ReLU.
 */
final class ResidualLayer implements TrainableLayer {
    final ConvolutionLayer first;
    final ReluLayer relu;
    final ConvolutionLayer second;

    /** @param geometry of both convolutions */
    ResidualLayer(Geometry geometry, UniformRandomProvider random) {
        this.first = new ConvolutionLayer(geometry, random);
        this.relu = new ReluLayer(first.outputSize());
        this.second = new ConvolutionLayer(geometry, random);
    }

    @Override
    public int outputSize() {
        return second.outputSize();
    }

    @Override
    public int neuronCount() {
        return relu.neuronCount();
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        double[] inner = relu.forward(first.forward(input, batch, mode), batch, mode);
        return sum(input, second.forward(inner, batch, mode));
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        return sum(outputGradient, first.inputGradient(innerGradient(outputGradient)));
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        second.addParameterGradients(outputGradient);
        first.addParameterGradients(innerGradient(outputGradient));
    }

    private double[] innerGradient(double[] outputGradient) {
        return relu.inputGradient(second.inputGradient(outputGradient));
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    @Override
    public List<Parameters> parameters() {
        return Stream.concat(first.parameters().stream(), second.parameters().stream())
                .toList();
    }

    @Override
    public void round(FloatType type) {
        first.round(type);
        second.round(type);
    }
}
