package io.github.relucert.kernel;

import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network in double arithmetic: weights copied, chains of affine layers folded where that makes them cheaper, ReLU layers in
 * their order and size. Folded entries and all results are rounded; the network itself stays the truth. Immutable, so threads
 * share it; each brings its own {@link Workspace}.
 */
public final class CompiledNetwork {
    private final int inputSize;
    private final List<Step> steps;
    private final int output;
    private final int[] reluValues;
    private final int[] preActivationValues;

    private CompiledNetwork(int inputSize, List<Step> steps, int output) {
        this.inputSize = inputSize;
        this.steps = List.copyOf(steps);
        this.output = output;
        this.reluValues = IntStream.rangeClosed(1, steps.size())
                .filter(v -> steps.get(v - 1) instanceof Step.Relu)
                .toArray();
        this.preActivationValues = Arrays.stream(reluValues)
                .map(v -> steps.get(v - 1) instanceof Step.Relu relu ? relu.source() : 0)
                .toArray();
    }

    /** Copies and folds a network. */
    public static CompiledNetwork of(Network network) {
        Folding folding = new Folding(network);
        return new CompiledNetwork(network.inputSize(), folding.steps(), folding.output());
    }

    public int inputSize() {
        return inputSize;
    }

    public int outputSize() {
        return valueSize(output);
    }

    /** The steps in topological order; see {@link Step} for the numbering of values. */
    public List<Step> steps() {
        return steps;
    }

    /** Number of values: the input and one for each step. */
    public int values() {
        return steps.size() + 1;
    }

    /** Number of coordinates of a value. */
    public int valueSize(int value) {
        return value == 0 ? inputSize : steps.get(value - 1).size();
    }

    /** The value that is the network's output. */
    public int outputValue() {
        return output;
    }

    /** Number of ReLU layers. */
    public int reluLayers() {
        return reluValues.length;
    }

    /** Number of neurons of a ReLU layer. */
    public int reluSize(int relu) {
        return valueSize(reluValues[relu]);
    }

    /** The value that a ReLU layer computes. */
    public int reluValue(int relu) {
        return reluValues[relu];
    }

    /** The value that a ReLU layer reads. */
    public int preActivationValue(int relu) {
        return preActivationValues[relu];
    }

    /** Working memory for up to {@code capacity} points at once. */
    public Workspace workspace(int capacity) {
        return new Workspace(this, capacity);
    }

    /** {@code f(x)}. */
    public double[] evaluate(double[] x) {
        return Arrays.copyOf(forwardAt(x).output(), outputSize());
    }

    /** The gradient of {@code sum_j outputWeights_j f_j} at {@code x}, with 0 as derivative of a ReLU at 0. */
    public double[] gradient(double[] x, double[] outputWeights) {
        requireSize(outputWeights, outputSize());
        Workspace workspace = forwardAt(x);
        System.arraycopy(outputWeights, 0, workspace.outputWeights(), 0, outputSize());
        workspace.backward(1);
        return Arrays.copyOf(workspace.inputGradient(), inputSize);
    }

    /** What every ReLU layer reads at {@code x}: {@code [relu][index]}. */
    public double[][] preActivations(double[] x) {
        Workspace workspace = forwardAt(x);
        return IntStream.range(0, reluLayers())
                .mapToObj(r -> Arrays.copyOf(workspace.preActivations(r), reluSize(r)))
                .toArray(double[][]::new);
    }

    /** The phase of every neuron at {@code x}, active where the pre-activation is positive: {@code [relu][index]}. */
    public Phase[][] pattern(double[] x) {
        return Arrays.stream(preActivations(x))
                .map(layer -> Arrays.stream(layer)
                        .mapToObj(z -> z > 0 ? Phase.ACTIVE : Phase.INACTIVE)
                        .toArray(Phase[]::new))
                .toArray(Phase[][]::new);
    }

    /**
     * The output and all pre-activations as affine functions of the input under one activation pattern, whether or not any input
     * has that pattern.
     *
     * @param pattern {@code [relu][index]}, every neuron active or inactive
     * @throws IllegalArgumentException when a neuron is unstable or sizes do not fit
     */
    public AffinePiece affinePiece(Phase[][] pattern) {
        return AffinePiece.of(this, pattern);
    }

    private Workspace forwardAt(double[] x) {
        requireSize(x, inputSize);
        Workspace workspace = workspace(1);
        System.arraycopy(x, 0, workspace.input(), 0, inputSize);
        workspace.forward(1);
        return workspace;
    }

    private static void requireSize(double[] vector, int size) {
        if (vector.length != size) {
            throw new IllegalArgumentException(vector.length + " numbers where " + size + " are needed");
        }
    }
}
