package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.train.Stage.Filters;
import io.github.relucert.train.Stage.Normalisation;
import io.github.relucert.train.Stage.Pooling;
import io.github.relucert.train.Stage.Residual;
import io.github.relucert.train.Stage.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Sizes of a network to train, written like {@code 64-32-32-10} or {@code 1x8x8-c8k3p1-bn-c16k3s2p1-32-10}: the input's shape
 * ({@code n}, or {@code channels x height x width}), then the steps. {@code 32} is a dense layer, {@code c16k3s2p1} a convolution
 * with 16 channels, kernel 3 x 3, stride 2 (default 1) and padding 1 (default 0), {@code r3} a residual block of two convolutions
 * with kernel 3 x 3 that keep the shape, {@code bn} batch normalisation and {@code m2} max pooling over windows of 2 x 2, both of the
 * step before. A ReLU follows every step but the last, behind its batch normalisation and pooling.
 *
 * @param inputShape one or three numbers
 * @param stages the first a dense layer or a convolution, the last a dense layer; no batch normalisation twice in a row
 */
public record Architecture(List<Integer> inputShape, List<Stage> stages) {
    private static final Pattern INPUT = Pattern.compile("(\\d{1,6})(?:x(\\d{1,6})x(\\d{1,6}))?");
    private static final Pattern UNITS = Pattern.compile("\\d{1,6}");
    private static final Pattern FILTERS = Pattern.compile("c(\\d{1,6})k(\\d{1,6})(?:s(\\d{1,6}))?(?:p(\\d{1,6}))?");
    private static final Pattern BLOCK_OR_POOL = Pattern.compile("([rm])(\\d{1,6})");
    private static final int MOST_COORDINATES = 10_000_000;

    /** @throws InputException when the steps do not fit together */
    public Architecture {
        inputShape = List.copyOf(inputShape);
        stages = List.copyOf(stages);
        if (stages.isEmpty() || !(stages.getLast() instanceof Units)) {
            throw wrong(inputShape, stages, "the last step must be a dense layer, one unit an output");
        }
        if (!(stages.getFirst() instanceof Units || stages.getFirst() instanceof Filters)) {
            throw wrong(
                    inputShape, stages, "step " + stages.getFirst() + " must follow a dense layer or a convolution");
        }
        Shape shape = Shape.of(inputShape);
        Stage before = stages.getFirst();
        for (Stage stage : stages) {
            boolean possible = switch (stage) {
                case Units _, Filters _ -> true;
                case Residual(int kernel) -> kernel % 2 == 1;
                case Normalisation _ -> !(before instanceof Normalisation);
                case Pooling(int kernel) -> kernel > 1;
            };
            if (!possible) {
                throw wrong(
                        inputShape,
                        stages,
                        "step " + stage + " cannot be; bn must follow another step than bn, a residual block needs an"
                                + " odd kernel, pooling one of 2 or more");
            }
            shape = shape.after(stage);
            if (shape.smallest() < 1 || shape.size() > MOST_COORDINATES) {
                throw wrong(inputShape, stages, "step " + stage + " has no output, or too large a one");
            }
            before = stage;
        }
    }

    /**
     * Reads the notation above.
     *
     * @throws InputException when the text does not follow it or the sizes do not fit together
     */
    public static Architecture parse(String text) {
        String[] words = text.split("-", -1);
        Matcher input = INPUT.matcher(words[0]);
        if (!input.matches()) {
            throw new InputException(
                    "architecture " + text + ": the input '" + words[0] + "' is neither a number nor like 1x28x28");
        }
        List<Integer> shape = input.group(2) == null
                ? List.of(Integer.valueOf(words[0]))
                : Stream.of(words[0].split("x", -1)).map(Integer::valueOf).toList();
        List<Stage> stages = new ArrayList<>();
        for (String word : List.of(words).subList(1, words.length)) {
            stages.add(stage(text, word));
        }
        return new Architecture(shape, stages);
    }

    private static Stage stage(String text, String word) {
        Matcher filters = FILTERS.matcher(word);
        if (filters.matches()) {
            int stride = filters.group(3) == null ? 1 : Integer.parseInt(filters.group(3));
            int padding = filters.group(4) == null ? 0 : Integer.parseInt(filters.group(4));
            return new Filters(Integer.parseInt(filters.group(1)), Integer.parseInt(filters.group(2)), stride, padding);
        }
        if (UNITS.matcher(word).matches()) {
            return new Units(Integer.parseInt(word));
        }
        Matcher other = BLOCK_OR_POOL.matcher(word);
        if (other.matches()) {
            int kernel = Integer.parseInt(other.group(2));
            return other.group(1).equals("r") ? new Residual(kernel) : new Pooling(kernel);
        }
        if (word.equals("bn")) {
            return new Normalisation();
        }
        throw new InputException("architecture " + text + ": the step '" + word
                + "' is none of: a number of units, c16k3s2p1 (a convolution), r3 (a residual block), bn, m2"
                + " (max pooling)");
    }

    private static InputException wrong(List<Integer> inputShape, List<Stage> stages, String what) {
        return new InputException("architecture " + text(inputShape, stages) + ": " + what);
    }

    /** The layers at the start of training. */
    List<TrainableLayer> layers(UniformRandomProvider random) {
        List<TrainableLayer> layers = new ArrayList<>();
        Shape shape = Shape.of(inputShape);
        for (int k = 0; k < stages.size(); k++) {
            Shape next = shape.after(stages.get(k));
            layers.add(
                    switch (stages.get(k)) {
                        case Units _ -> new DenseLayer(shape.size(), next.size(), random);
                        case Filters filters -> new ConvolutionLayer(shape.geometry(filters), random);
                        case Residual residual ->
                            new ResidualLayer(shape.geometry(residual.filters(shape.channels())), random);
                        case Normalisation _ -> new BatchNormalizationLayer(next.channels(), next.size());
                        case Pooling(int kernel) ->
                            new MaxPoolingLayer(shape.channels(), shape.height(), shape.width(), kernel);
                    });
            if (k + 1 < stages.size() && endsWithRelu(stages.get(k + 1))) {
                layers.add(new ReluLayer(next.size()));
            }
            shape = next;
        }
        return layers;
    }

    /** Whether the step before has its ReLU before this one. */
    private static boolean endsWithRelu(Stage next) {
        return switch (next) {
            case Units _, Filters _, Residual _ -> true;
            case Normalisation _, Pooling _ -> false;
        };
    }

    /** {@code d}. */
    public int inputSize() {
        return Shape.of(inputShape).size();
    }

    /** {@code m}. */
    public int outputSize() {
        return stages.getLast() instanceof Units(int count) ? count : 0;
    }

    /** The notation that {@link #parse} reads. */
    @Override
    public String toString() {
        return text(inputShape, stages);
    }

    private static String text(List<Integer> inputShape, List<Stage> stages) {
        String input = inputShape.stream().map(String::valueOf).collect(Collectors.joining("x"));
        return Stream.concat(Stream.of(input), stages.stream().map(Stage::toString))
                .collect(Collectors.joining("-"));
    }

    /** Shape of a value on its way through the network; a plain vector has one position a channel. */
    private record Shape(int channels, int height, int width) {
        static Shape of(List<Integer> inputShape) {
            return inputShape.size() == 1
                    ? new Shape(inputShape.getFirst(), 1, 1)
                    : new Shape(inputShape.get(0), inputShape.get(1), inputShape.get(2));
        }

        int size() {
            return Math.toIntExact(Math.min((long) channels * height * width, Integer.MAX_VALUE));
        }

        int smallest() {
            return Math.min(channels, Math.min(height, width));
        }

        Shape after(Stage stage) {
            return switch (stage) {
                case Units(int count) -> new Shape(count, 1, 1);
                case Filters filters -> new Shape(filters.channels(), length(height, filters), length(width, filters));
                case Residual residual -> after(residual.filters(channels));
                case Normalisation _ -> this;
                case Pooling(int kernel) -> new Shape(channels, height / kernel, width / kernel);
            };
        }

        private static int length(int input, Filters filters) {
            int free = input + 2 * filters.padding() - filters.kernel();
            return free < 0 || filters.stride() < 1 || filters.kernel() < 1 ? 0 : free / filters.stride() + 1;
        }

        Geometry geometry(Filters filters) {
            Shape next = after(filters);
            return new Geometry(
                    channels,
                    height,
                    width,
                    next.channels,
                    next.height,
                    next.width,
                    filters.kernel(),
                    filters.kernel(),
                    filters.stride(),
                    filters.stride(),
                    filters.padding(),
                    filters.padding(),
                    1,
                    1,
                    1);
        }
    }
}
