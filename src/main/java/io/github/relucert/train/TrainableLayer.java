package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import java.util.List;

/**
 * A layer that learns. A batch of {@code B} vectors is one flat array, coordinate after coordinate and within a coordinate
 * example after example: entry {@code (i, b)} lies at {@code i * B + b}. A layer remembers its last batch for the way back.
 */
sealed interface TrainableLayer
        permits DenseLayer, ConvolutionLayer, ResidualLayer, BatchNormalizationLayer, MaxPoolingLayer, ReluLayer {
    /** What batch normalisation normalises with: the batch's own moments, or the running ones. */
    enum Mode {
        TRAINING,
        INFERENCE
    }

    /** Number of coordinates of the layer's output. */
    int outputSize();

    /** Number of ReLUs that the layer is made of. */
    default int neuronCount() {
        return 0;
    }

    /** The layer's output for a batch; the array stays the layer's own. */
    double[] forward(double[] input, int batch, Mode mode);

    /** The gradient with respect to the last input, from the one with respect to the last output. */
    double[] inputGradient(double[] outputGradient);

    /** Adds the gradient with respect to the parameters to theirs. */
    void addParameterGradients(double[] outputGradient);

    List<Parameters> parameters();

    /** Moves everything that will be stored to the nearest number of the type. */
    void round(FloatType type);

    /** Whether everything that will be stored is finite. */
    default boolean isFinite() {
        return parameters().stream().allMatch(Parameters::isFinite);
    }
}
