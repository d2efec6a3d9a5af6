package io.github.relucert.network;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A feed-forward ReLU network {@code f: R^d -> R^m} as a directed acyclic graph of affine layers and ReLUs, in topological
 * order. The last layer's output is the network's. All stored numbers are finite doubles and mean themselves exactly.
 */
public final class Network {
    private final FloatType inputType;
    private final List<Integer> inputShape;
    private final int inputSize;
    private final List<Layer> layers;
    private final List<Integer> reluLayers;

    /**
     * @param inputType element type of the model's input
     * @param inputShape shape of one input, batch dimension left out; a row of data is flattened row-major in it
     * @param layers in topological order; see {@link Layer} for the numbering of values
     * @throws IllegalArgumentException when a layer reads a later value or sizes do not fit
     */
    public Network(FloatType inputType, List<Integer> inputShape, List<Layer> layers) {
        this.inputType = inputType;
        this.inputShape = List.copyOf(inputShape);
        this.inputSize = inputShape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        this.layers = List.copyOf(layers);
        this.reluLayers = IntStream.range(0, layers.size())
                .filter(k -> layers.get(k) instanceof Relu)
                .boxed()
                .toList();
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one layer");
        }
        for (int k = 0; k < layers.size(); k++) {
            checkSizes(k, layers.get(k));
        }
    }

    private void checkSizes(int number, Layer layer) {
        for (int source : layer.sources()) {
            if (source < 0 || source > number) {
                throw new IllegalArgumentException(layer.name() + " reads value " + source + ", which is not earlier");
            }
        }
        switch (layer) {
            case Relu relu -> requireSize(relu, relu.source(), relu.outputSize());
            case Affine affine ->
                affine.terms()
                        .forEach(term ->
                                requireSize(affine, term.source(), term.map().inputSize()));
        }
    }

    private void requireSize(Layer layer, int value, int expected) {
        if (valueSize(value) != expected) {
            throw new IllegalArgumentException(
                    layer.name() + " expects " + expected + " numbers where it is given " + valueSize(value));
        }
    }

    public FloatType inputType() {
        return inputType;
    }

    public List<Integer> inputShape() {
        return inputShape;
    }

    /** {@code d}, the product of the input shape. */
    public int inputSize() {
        return inputSize;
    }

    /** {@code m}, the number of outputs. */
    public int outputSize() {
        return layers.getLast().outputSize();
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Number of coordinates of a value. */
    public int valueSize(int value) {
        return value == 0 ? inputSize : layers.get(value - 1).outputSize();
    }

    /** Positions in {@link #layers()} of the ReLU layers; {@link Neuron#relu()} counts along this list. */
    public List<Integer> reluLayers() {
        return reluLayers;
    }

    /** Number of ReLUs. */
    public int neuronCount() {
        return reluLayers.stream().mapToInt(k -> layers.get(k).outputSize()).sum();
    }
}
