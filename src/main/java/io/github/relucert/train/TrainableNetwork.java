package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.train.RandomStreams.Purpose;
import io.github.relucert.train.TrainableLayer.Mode;
import java.util.List;

/** A chain of layers that learns; between {@link Trainer} and the model file. Not safe for use by several threads. */
public final class TrainableNetwork {
    private final Architecture architecture;
    private final List<TrainableLayer> layers;

    /** The network at the start of training with a seed. */
    TrainableNetwork(Architecture architecture, long seed) {
        this.architecture = architecture;
        this.layers = List.copyOf(architecture.layers(RandomStreams.of(seed, Purpose.INITIAL_WEIGHTS)));
    }

    public Architecture architecture() {
        return architecture;
    }

    List<TrainableLayer> layers() {
        return layers;
    }

    List<Parameters> parameters() {
        return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    }

    /** Number of trained numbers. */
    public int parameterCount() {
        return parameters().stream()
                .mapToInt(parameters -> parameters.values.length)
                .sum();
    }

    /** Number of ReLUs, those included that maxima are composed of. */
    public int neuronCount() {
        return layers.stream().mapToInt(TrainableLayer::neuronCount).sum();
    }

    /** The outputs for a batch, laid out as {@link TrainableLayer} says. */
    double[] forward(double[] batch, int count, Mode mode) {
        double[] value = batch;
        for (TrainableLayer layer : layers) {
            value = layer.forward(value, count, mode);
        }
        return value;
    }

    /** The gradient of the batch's mean loss with respect to the batch, the network taken as finished. */
    double[] inputGradient(Loss loss, double[] batch, int[] labels) {
        double[] outputs = forward(batch, labels.length, Mode.INFERENCE);
        double[] gradient = new double[outputs.length];
        loss.sum(outputs, labels, gradient);
        for (TrainableLayer layer : layers.reversed()) {
            gradient = layer.inputGradient(gradient);
        }
        return gradient;
    }

    /** Fills the gradients of all parameters with those of the batch's mean loss. */
    BatchResult parameterGradients(Loss loss, double[] batch, int[] labels) {
        double[] outputs = forward(batch, labels.length, Mode.TRAINING);
        double[] gradient = new double[outputs.length];
        double sum = loss.sum(outputs, labels, gradient);
        parameters().forEach(Parameters::clearGradient);
        for (int k = layers.size() - 1; k >= 0; k--) {
            layers.get(k).addParameterGradients(gradient);
            if (k > 0) {
                gradient = layers.get(k).inputGradient(gradient);
            }
        }
        return new BatchResult(sum, Accuracy.correct(outputs, labels));
    }

    /** Sum of losses and number of right answers. */
    record BatchResult(double loss, int correct) {}

    /**
     * Turns a network trained on {@code factor * x} into one that takes {@code x}, in numbers of the type: what is measured
     * from here on is what the file will hold.
     */
    void finish(double factor, FloatType type) {
        double[] first = switch (layers.getFirst()) {
            case DenseLayer dense -> dense.weights.values;
            case ConvolutionLayer convolution -> convolution.kernel.values;
            case ResidualLayer _, BatchNormalizationLayer _, MaxPoolingLayer _, ReluLayer _ ->
                throw new IllegalStateException("an architecture starts with weights");
        };
        multiply(first, factor);
        layers.forEach(layer -> layer.round(type));
    }

    /**
     * Multiplies the scores of a finished network. The classes stay what they are, but a large factor makes the cross-entropy so flat that attacks
     * which follow its gradient stand still: masked gradients, for comparisons of attacks.
     *
     * @throws InputException when the factor is not a power of two, which keeps every score exact
     */
    public void multiplyScores(double factor) {
        if (!(factor > 0) || Math.scalb(1.0, Math.getExponent(factor)) != factor || !Double.isFinite(factor)) {
            throw new InputException("--logit-scale " + factor + ": choose a power of two, for example 65536");
        }
        switch (layers.getLast()) {
            case DenseLayer dense -> {
                multiply(dense.weights.values, factor);
                multiply(dense.bias.values, factor);
            }
            case ConvolutionLayer _, ResidualLayer _, BatchNormalizationLayer _, MaxPoolingLayer _, ReluLayer _ ->
                throw new IllegalStateException("an architecture ends with a dense layer");
        }
    }

    private static void multiply(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Whether every stored number is finite. */
    boolean isFinite() {
        return layers.stream().allMatch(TrainableLayer::isFinite);
    }

    /** The model file's content: float32, batch normalisation and pooling as such, a residual block as its convolutions and a sum. */
    public byte[] toOnnx() {
        return ModelExporter.toBytes(this);
    }
}
