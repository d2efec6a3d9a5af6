package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random networks and problems for properties, each a function of its seed alone. All stored numbers are multiples of 1/4 (inputs
 * of 1/8) of small size, so that exact arithmetic stays cheap and kinks, ties and borders are hit often.
 */
public final class RandomNetworks {
    /** What a network is to stress. */
    public enum Kind {
        /** One hidden layer. */
        SHALLOW,
        /** Two or three hidden layers. */
        DEEP,
        /** One or two convolutions with random stride, padding, dilation and groups, then a dense layer. */
        CONVOLUTION,
        /** A hidden layer whose input is added to its output, and a ReLU that reads a permuted sum. */
        RESIDUAL,
        /** One output, to be used with a threshold. */
        ONE_OUTPUT,
        /** Some neurons are never active, some always. */
        FIXED_NEURONS,
        /** Repeated neurons and two equal output rows. */
        TIES,
        /** Element-wise scalings, permutations and chains of affine layers that invite folding. */
        AFFINE_CHAINS
    }

    /** The largest {@code inputs} and {@code neurons} (ReLUs in all) that a network may have. */
    public record Size(int inputs, int neurons) {
        /** Small enough for enumeration of all activation patterns with exact arithmetic. */
        public static final Size TINY = new Size(4, 8);

        /** Too large for enumeration, small enough for sampling. */
        public static final Size SMALL = new Size(36, 60);
    }

    private final SplittableRandom random;
    private final Size size;
    private final List<Layer> layers = new ArrayList<>();
    private int width;

    private RandomNetworks(long seed, Size size) {
        this.random = new SplittableRandom(seed);
        this.size = size;
    }

    /** A network of a kind that the seed chooses. */
    public static Network network(long seed, Size size) {
        Kind[] kinds = Kind.values();
        return network(kinds[(int) Math.floorMod(seed, (long) kinds.length)], seed, size);
    }

    /** A network of the given kind. */
    public static Network network(Kind kind, long seed, Size size) {
        return new RandomNetworks(seed, size).build(kind);
    }

    /**
     * A problem on a network of {@link #network(long, Size)}: label the first largest score, centre sometimes on the domain's
     * border, domain a box, a box with infinite sides, or everything. Ties at the centre occur.
     */
    public static Problem problem(long seed, Size size, Norm norm) {
        Network network = network(seed, size);
        SplittableRandom random = new SplittableRandom(~seed);
        List<Rational> centre = new ArrayList<>();
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        int style = random.nextInt(4);
        for (int i = 0; i < network.inputSize(); i++) {
            Rational x = Rational.of(random.nextInt(-8, 9), 8);
            centre.add(x);
            boolean open = style == 0 || (style == 1 && random.nextBoolean());
            lower.add(open ? Rational.NEGATIVE_INFINITY : x.subtract(Rational.of(random.nextInt(0, 9), 8)));
            upper.add(open ? Rational.POSITIVE_INFINITY : x.add(Rational.of(random.nextInt(0, 9), 8)));
        }
        List<Rational> scores =
                new ExactEvaluation(network, RationalVector.of(centre)).output().toList();
        return new Problem(network, centre, norm, new Box(lower, upper), unsafe(scores));
    }

    private static UnsafeSet unsafe(List<Rational> scores) {
        if (scores.size() == 1) {
            return UnsafeSet.acrossThreshold(scores.getFirst().signum() < 0 ? -1 : 1, Rational.ZERO);
        }
        int label = 0;
        for (int j = 1; j < scores.size(); j++) {
            label = scores.get(j).compareTo(scores.get(label)) > 0 ? j : label;
        }
        return UnsafeSet.misclassified(label, scores.size());
    }

    /** The same function with every map written as a dense matrix. */
    public static Network denseEquivalent(Network network) {
        List<Layer> dense = new ArrayList<>();
        for (Layer layer : network.layers()) {
            dense.add(
                    switch (layer) {
                        case Relu relu -> relu;
                        case Affine affine ->
                            new Affine(
                                    affine.name(),
                                    affine.terms().stream()
                                            .map(t -> new Affine.Term(t.source(), denseEquivalent(t)))
                                            .toList(),
                                    affine.bias());
                    });
        }
        return new Network(network.inputType(), network.inputShape(), dense);
    }

    private static Dense denseEquivalent(Affine.Term term) {
        int columns = term.map().inputSize();
        double[] weights = new double[term.map().outputSize() * columns];
        for (int i = 0; i < term.map().outputSize(); i++) {
            int start = i * columns;
            term.map().forEachInRow(i, (column, weight) -> weights[start + column] = weight);
        }
        return new Dense(term.map().outputSize(), columns, weights);
    }

    /** A convolution with random stride, padding, dilation and groups whose input has at most {@code inputs} numbers. */
    public static Convolution convolution(long seed, int inputs) {
        RandomNetworks generator = new RandomNetworks(seed, new Size(inputs, Integer.MAX_VALUE));
        return generator.convolution(generator.image(), 1 + generator.random.nextInt(4));
    }

    private Network build(Kind kind) {
        List<Integer> shape = kind == Kind.CONVOLUTION ? image() : List.of(1 + random.nextInt(size.inputs));
        width = shape.stream().reduce(1, Math::multiplyExact);
        switch (kind) {
            case SHALLOW, ONE_OUTPUT -> hidden(1 + random.nextInt(size.neurons));
            case DEEP -> deep(2 + random.nextInt(2));
            case CONVOLUTION -> convolutions(shape);
            case RESIDUAL -> residual();
            case FIXED_NEURONS -> fixed();
            case TIES -> ties();
            case AFFINE_CHAINS -> chains();
        }
        int outputs = kind == Kind.ONE_OUTPUT ? 1 : 2 + random.nextInt(3);
        if (kind == Kind.TIES) {
            tiedOutputs(outputs);
        } else {
            dense(outputs);
        }
        return new Network(random.nextBoolean() ? FloatType.FLOAT32 : FloatType.FLOAT64, shape, layers);
    }

    private void hidden(int neurons) {
        dense(neurons);
        relu();
    }

    private void deep(int depth) {
        int left = size.neurons;
        for (int k = depth; k > 0; k--) {
            int neurons = k == 1 ? 1 + random.nextInt(left) : 1 + random.nextInt(Math.max(1, left / k));
            hidden(neurons);
            left -= neurons;
        }
    }

    private List<Integer> image() {
        int channels = 1 + random.nextInt(Math.min(4, size.inputs));
        int height = 1 + random.nextInt((int) Math.sqrt((double) size.inputs / channels));
        int columns = 1 + random.nextInt(size.inputs / channels / height);
        return List.of(channels, height, columns);
    }

    private Convolution convolution(List<Integer> shape, int mostOutputs) {
        int channels = shape.get(0);
        int groups = channels % 2 == 0 && mostOutputs >= 2 && random.nextBoolean() ? 2 : 1;
        int outputs = groups * (1 + random.nextInt(Math.max(1, mostOutputs / groups)));
        int[] vertical = axis(shape.get(1));
        int[] horizontal = axis(shape.get(2));
        Convolution.Geometry geometry = new Convolution.Geometry(
                channels,
                shape.get(1),
                shape.get(2),
                outputs,
                vertical[0],
                horizontal[0],
                vertical[1],
                horizontal[1],
                vertical[2],
                horizontal[2],
                vertical[3],
                horizontal[3],
                vertical[4],
                horizontal[4],
                groups);
        return new Convolution(geometry, weights(geometry.kernelSize()));
    }

    /** Output size, kernel size, stride, padding before and dilation along one axis. */
    private int[] axis(int length) {
        int kernel = 1 + random.nextInt(3);
        int dilation = 1 + random.nextInt(2);
        int stride = 1 + random.nextInt(3);
        int before = random.nextInt(2);
        int after = random.nextInt(2);
        int free = length + before + after - (kernel - 1) * dilation - 1;
        return free < 0
                ? new int[] {length, 1, 1, 0, 1}
                : new int[] {free / stride + 1, kernel, stride, before, dilation};
    }

    private void convolutions(List<Integer> input) {
        List<Integer> shape = input;
        int left = size.neurons;
        for (int k = 0; k < 2; k++) {
            Convolution convolution = convolution(shape, 1 + random.nextInt(3));
            if (convolution.outputSize() > left) {
                break;
            }
            affine(convolution);
            relu();
            left -= convolution.outputSize();
            Convolution.Geometry geometry = convolution.geometry();
            shape = List.of(geometry.outputChannels(), geometry.outputHeight(), geometry.outputWidth());
        }
        if (layers.isEmpty()) {
            hidden(1 + random.nextInt(size.neurons));
        }
    }

    private void residual() {
        int half = Math.max(1, size.neurons / 2);
        int neurons = 1 + random.nextInt(half);
        hidden(neurons);
        int skip = layers.size();
        dense(neurons);
        int[] order = permutation(neurons);
        Affine.Term straight = new Affine.Term(skip, Sparse.identity(neurons));
        Affine.Term permuted = new Affine.Term(layers.size(), Sparse.select(neurons, order));
        layers.add(new Affine("sum", List.of(straight, permuted), weights(neurons)));
        relu();
    }

    private void fixed() {
        int neurons = 1 + random.nextInt(size.neurons);
        double[] bias = weights(neurons);
        for (int i = 0; i < neurons; i++) {
            bias[i] += (random.nextInt(3) - 1) * 64.0;
        }
        layers.add(new Affine("dense", List.of(new Affine.Term(0, denseMap(neurons))), bias));
        width = neurons;
        relu();
    }

    private void ties() {
        int half = Math.max(1, size.neurons / 2);
        int distinct = 1 + random.nextInt(half);
        dense(distinct);
        int[] repeated = IntStream.range(0, 2 * distinct).map(i -> i % distinct).toArray();
        affine(Sparse.select(distinct, repeated));
        relu();
    }

    private void tiedOutputs(int outputs) {
        Dense map = denseMap(outputs);
        double[] weights = map.weights();
        double[] bias = weights(outputs);
        System.arraycopy(weights, 0, weights, (outputs - 1) * width, width);
        bias[outputs - 1] = bias[0];
        layers.add(new Affine(
                "scores", List.of(new Affine.Term(layers.size(), new Dense(outputs, width, weights))), bias));
    }

    private void chains() {
        affine(Sparse.diagonal(weights(width)));
        affine(Sparse.select(width, permutation(width)));
        dense(1 + random.nextInt(6));
        hidden(1 + random.nextInt(Math.max(1, size.neurons / 2)));
        int value = layers.size();
        affine(Sparse.diagonal(weights(width)));
        int scaled = layers.size();
        Affine.Term one = new Affine.Term(value, denseMap(width));
        Affine.Term two = new Affine.Term(scaled, Sparse.select(width, permutation(width)));
        layers.add(new Affine("sum", List.of(one, two), weights(width)));
        affine(Sparse.identity(width));
        relu();
    }

    private int[] permutation(int length) {
        int[] order = IntStream.range(0, length).toArray();
        for (int i = length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    private void dense(int rows) {
        affine(denseMap(rows));
    }

    private Dense denseMap(int rows) {
        return new Dense(rows, width, weights(rows * width));
    }

    private void affine(LinearMap map) {
        layers.add(new Affine("affine", List.of(new Affine.Term(layers.size(), map)), weights(map.outputSize())));
        width = map.outputSize();
    }

    private void relu() {
        layers.add(new Relu("relu", layers.size(), width));
    }

    private double[] weights(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(-6, 7) / 4.0)
                .toArray();
    }
}
