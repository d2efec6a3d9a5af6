package io.github.relucert.onnx;

import static io.github.relucert.onnx.ModelBuilder.integer;
import static io.github.relucert.onnx.ModelBuilder.list;
import static io.github.relucert.onnx.ModelBuilder.number;
import static io.github.relucert.onnx.ModelBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.RationalVector;
import io.github.relucert.train.OrtModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Operators with random shapes and attributes, evaluated exactly, against ONNX Runtime on the same file. */
class OperatorProperties {
    private static final double TOLERANCE = 1e-5;
    private static final int TRIES = 25;
    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("operators");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("model.onnx"));
        Files.delete(folder);
    }

    /** Numbers with few bits, so that float32 sums are nearly exact. */
    private static double[] numbers(Random random, int count) {
        return random.ints(count, -32, 33).mapToDouble(i -> i / 16.0).toArray();
    }

    private static double[] positive(Random random, int count) {
        return random.ints(count, 1, 33).mapToDouble(i -> i / 16.0).toArray();
    }

    private static int size(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    private static long[] longs(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    private static void compare(ModelBuilder builder, Random random) throws OrtException {
        Path path = builder.output("y").save(folder);
        OnnxModel model = OnnxReader.read(path);
        try (OrtModel oracle = new OrtModel(builder.bytes())) {
            for (int i = 0; i < 3; i++) {
                double[] x = numbers(random, model.network().inputSize());
                assertClose(new ExactEvaluation(model.network(), RationalVector.of(x)).output(), oracle.evaluate(x));
            }
        }
    }

    static void assertClose(RationalVector found, double[] expected) {
        assertThat(found.size()).isEqualTo(expected.length);
        double largest =
                Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
        for (int i = 0; i < expected.length; i++) {
            assertThat(found.get(i).doubleNearest()).isCloseTo(expected[i], within(TOLERANCE * largest));
        }
    }

    /** A random window: kernel, strides, dilations and padding over an image it fits into. */
    private record RandomWindow(int[] image, int[] kernel, List<OnnxMl.AttributeProto> attributes) {
        static RandomWindow of(Random random, int axes, int dilation) {
            int[] kernel = random.ints(axes, 1, 4).toArray();
            int[] strides = random.ints(axes, 1, 4).toArray();
            int[] dilations = random.ints(axes, 1, dilation + 1).toArray();
            int[] pads = IntStream.range(0, 2 * axes)
                    .map(i -> random.nextInt(kernel[i % axes]))
                    .toArray();
            int[] image = IntStream.range(0, axes)
                    .map(i -> (kernel[i] - 1) * dilations[i] + 1 + random.nextInt(5))
                    .toArray();
            List<OnnxMl.AttributeProto> attributes = new ArrayList<>();
            attributes.add(list("strides", Arrays.stream(strides).asLongStream().toArray()));
            if (dilation > 1) {
                attributes.add(list(
                        "dilations", Arrays.stream(dilations).asLongStream().toArray()));
            }
            // ONNX Runtime has no answer, or none that others share, where SAME would have to pad by a negative number.
            boolean overlapping = IntStream.range(0, axes).allMatch(i -> strides[i] <= kernel[i]);
            switch (random.nextInt(overlapping ? 4 : 2)) {
                case 1 -> attributes.add(text("auto_pad", "VALID"));
                case 2 -> attributes.add(text("auto_pad", "SAME_UPPER"));
                case 3 -> attributes.add(text("auto_pad", "SAME_LOWER"));
                default ->
                    attributes.add(
                            list("pads", Arrays.stream(pads).asLongStream().toArray()));
            }
            return new RandomWindow(image, kernel, attributes);
        }

        List<Integer> shape(int first, int second, int[] rest) {
            List<Integer> shape = new ArrayList<>(List.of(first, second));
            Arrays.stream(rest).forEach(shape::add);
            return shape;
        }

        OnnxMl.AttributeProto[] with(OnnxMl.AttributeProto... more) {
            List<OnnxMl.AttributeProto> all = new ArrayList<>(attributes);
            all.addAll(List.of(more));
            return all.toArray(OnnxMl.AttributeProto[]::new);
        }
    }

    @Property(tries = TRIES)
    void convolution(@ForAll Random random) throws OrtException {
        int groups = 1 + random.nextInt(2);
        int perGroup = 1 + random.nextInt(2);
        int made = groups * (1 + random.nextInt(2));
        // ONNX Runtime does not take dilations together with SAME.
        RandomWindow window = RandomWindow.of(random, 1 + random.nextInt(2), 1);
        List<Integer> kernel = window.shape(made, perGroup, window.kernel());
        compare(
                ModelBuilder.float32()
                        .input("x", longs(window.shape(1, groups * perGroup, window.image())))
                        .weights("w", kernel, numbers(random, size(kernel)))
                        .weights("b", List.of(made), numbers(random, made))
                        .node(
                                "Conv",
                                random.nextBoolean() ? "x w b" : "x w",
                                "y",
                                window.with(integer("group", groups))),
                random);
    }

    @Property(tries = TRIES)
    void averagePool(@ForAll Random random) throws OrtException {
        RandomWindow window = RandomWindow.of(random, 1 + random.nextInt(2), 1);
        compare(
                ModelBuilder.float32()
                        .input("x", longs(window.shape(1, 1 + random.nextInt(3), window.image())))
                        .node(
                                "AveragePool",
                                "x",
                                "y",
                                window.with(
                                        list(
                                                "kernel_shape",
                                                Arrays.stream(window.kernel())
                                                        .asLongStream()
                                                        .toArray()),
                                        integer("count_include_pad", random.nextInt(2)))),
                random);
    }

    @Property(tries = TRIES)
    void gemm(@ForAll Random random) throws OrtException {
        int n = 1 + random.nextInt(4);
        int m = 1 + random.nextInt(4);
        boolean transposeB = random.nextBoolean();
        List<List<Integer>> biases = List.of(List.of(), List.of(1), List.of(m), List.of(1, 1), List.of(1, m));
        List<Integer> bias = biases.get(random.nextInt(biases.size()));
        compare(
                ModelBuilder.float32()
                        .input("x", 1, n)
                        .weights("w", transposeB ? List.of(m, n) : List.of(n, m), numbers(random, n * m))
                        .weights("c", bias, numbers(random, size(bias)))
                        .node(
                                "Gemm",
                                random.nextBoolean() ? "x w c" : "x w",
                                "y",
                                integer("transB", transposeB ? 1 : 0),
                                number("alpha", numbers(random, 1)[0]),
                                number("beta", numbers(random, 1)[0])),
                random);
    }

    @Property(tries = TRIES)
    void matMulOfAnyRank(@ForAll Random random) throws OrtException {
        int inner = 1 + random.nextInt(3);
        List<Integer> data = new ArrayList<>(List.of(1));
        List<Integer> matrix = new ArrayList<>();
        boolean dataFirst = random.nextBoolean();
        // Stacks that numpy can broadcast, then the matrices, or vectors.
        int stack = 1 + random.nextInt(3);
        int dataRows = 1 + random.nextInt(3);
        int others = 1 + random.nextInt(3);
        if (random.nextBoolean()) {
            data.add(random.nextBoolean() ? 1 : stack);
        }
        data.addAll(dataFirst ? List.of(dataRows, inner) : List.of(inner, dataRows));
        switch (random.nextInt(3)) {
            case 0 -> matrix.add(inner);
            case 1 -> matrix.addAll(dataFirst ? List.of(inner, others) : List.of(others, inner));
            default -> {
                matrix.add(data.size() == 4 ? stack : 1);
                matrix.addAll(dataFirst ? List.of(inner, others) : List.of(others, inner));
            }
        }
        compare(
                ModelBuilder.float32()
                        .input("x", longs(data))
                        .weights("w", matrix, numbers(random, size(matrix)))
                        .node("MatMul", dataFirst ? "x w" : "w x", "y"),
                random);
    }

    @Property(tries = TRIES)
    void elementwiseWithBroadcasting(@ForAll Random random) throws OrtException {
        List<Integer> data = new ArrayList<>(List.of(1));
        random.ints(1 + random.nextInt(3), 1, 4).forEach(data::add);
        // The constant: some trailing axes of the data, each whole or of length 1, and at times an axis in front.
        List<Integer> constant = new ArrayList<>(data.subList(random.nextInt(data.size()), data.size()));
        constant.replaceAll(length -> random.nextBoolean() ? 1 : length);
        if (random.nextInt(4) == 0) {
            constant = new ArrayList<>(data);
            constant.add(0, 2);
        }
        String operator = List.of("Add", "Sub", "Mul", "Div").get(random.nextInt(4));
        boolean dataFirst = operator.equals("Div") || random.nextBoolean();
        compare(
                ModelBuilder.float32()
                        .input("x", longs(data))
                        .weights("c", constant, positive(random, size(constant)))
                        .node(operator, dataFirst ? "x c" : "c x", "t")
                        .node(random.nextBoolean() ? "Relu" : "Neg", "t", "y"),
                random);
    }

    @Property(tries = TRIES)
    void transpose(@ForAll Random random) throws OrtException {
        List<Integer> shape = new ArrayList<>(List.of(1));
        random.ints(1 + random.nextInt(3), 1, 4).forEach(shape::add);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
        Collections.shuffle(order, random);
        compare(
                ModelBuilder.float32().input("x", longs(shape)).node("Transpose", "x", "y", list("perm", longs(order))),
                random);
    }

    @Property(tries = TRIES)
    void slice(@ForAll Random random) throws OrtException {
        int length = 3 + random.nextInt(5);
        int step = (1 + random.nextInt(2)) * (random.nextBoolean() ? 1 : -1);
        int a = random.nextInt(2 * length) - length;
        int b = random.nextInt(2 * length) - length;
        int from = Math.floorMod(a, length);
        int to = Math.floorMod(b, length);
        if (step > 0 ? from >= to : from <= to) {
            // Empty as it stands: take everything to the end, written as exporters do.
            b = step > 0 ? Integer.MAX_VALUE : Integer.MIN_VALUE;
        }
        compare(
                ModelBuilder.float32()
                        .input("x", 1, 2, length)
                        .integers("starts", a)
                        .integers(
                                "ends",
                                b == Integer.MAX_VALUE ? Long.MAX_VALUE : b == Integer.MIN_VALUE ? Long.MIN_VALUE : b)
                        .integers("axes", random.nextBoolean() ? 2 : -1)
                        .integers("steps", step)
                        .node("Slice", "x starts ends axes steps", "y"),
                random);
    }

    @Property(tries = TRIES)
    void gatherConcatSplit(@ForAll Random random) throws OrtException {
        int length = 2 + random.nextInt(3);
        long[] picks = random.longs(1 + random.nextInt(4), -length, length).toArray();
        compare(
                ModelBuilder.float32()
                        .input("x", 1, length, 3)
                        .integers("picks", picks)
                        .integers("parts", 1, 2)
                        .weights("c", List.of(1, 2, 3), numbers(random, 6))
                        .node("Gather", "x picks", "g", integer("axis", 1))
                        .node("Split", "x parts", "s t", integer("axis", -1))
                        .node("Concat", "g c x", "u", integer("axis", 1))
                        .node("Concat", "t s", "v", integer("axis", 2))
                        .node("Concat", "u v", "y", integer("axis", 1)),
                random);
    }

    @Property(tries = TRIES)
    void pad(@ForAll Random random) throws OrtException {
        String mode = List.of("constant", "edge", "reflect").get(random.nextInt(3));
        long[] pads = random.longs(8, 0, 3).toArray();
        pads[0] = 0;
        pads[4] = 0;
        compare(
                ModelBuilder.float32()
                        .input("x", 1, 3, 4, 3)
                        .integers("pads", pads)
                        .weights("value", List.of(), numbers(random, 1))
                        .node("Pad", mode.equals("constant") ? "x pads value" : "x pads", "y", text("mode", mode)),
                random);
    }

    @Property(tries = TRIES)
    void batchNormalization(@ForAll Random random) throws OrtException {
        int channels = 1 + random.nextInt(3);
        List<Integer> shape = new ArrayList<>(List.of(1, channels));
        random.ints(random.nextInt(3), 1, 4).forEach(shape::add);
        compare(
                ModelBuilder.float32()
                        .input("x", longs(shape))
                        .weights("scale", List.of(channels), numbers(random, channels))
                        .weights("bias", List.of(channels), numbers(random, channels))
                        .weights("mean", List.of(channels), numbers(random, channels))
                        .weights("variance", List.of(channels), positive(random, channels))
                        .node(
                                "BatchNormalization",
                                "x scale bias mean variance",
                                "y",
                                number("epsilon", positive(random, 1)[0])),
                random);
    }

    @Property(tries = TRIES)
    void maxPool(@ForAll Random random) throws OrtException {
        RandomWindow window = RandomWindow.of(random, 1 + random.nextInt(2), 1);
        compare(
                ModelBuilder.float32()
                        .input("x", longs(window.shape(1, 1 + random.nextInt(3), window.image())))
                        .node(
                                "MaxPool",
                                "x",
                                "y",
                                window.with(list(
                                        "kernel_shape",
                                        Arrays.stream(window.kernel())
                                                .asLongStream()
                                                .toArray()))),
                random);
    }

    @Property(tries = TRIES)
    void transposedConvolution(@ForAll Random random) throws OrtException {
        int axes = 1 + random.nextInt(2);
        int groups = 1 + random.nextInt(2);
        int channels = groups * (1 + random.nextInt(2));
        int perGroup = 1 + random.nextInt(2);
        int[] strides = random.ints(axes, 1, 4).toArray();
        List<Integer> shape = new ArrayList<>(List.of(1, channels));
        List<Integer> kernel = new ArrayList<>(List.of(channels, perGroup));
        for (int i = 0; i < axes; i++) {
            shape.add(1 + random.nextInt(4));
            kernel.add(2 + random.nextInt(2));
        }
        // Each end is padded by less than the kernel reaches over, and output_padding stays below the stride.
        long[] pads = random.longs(2L * axes, 0, 2).toArray();
        long[] extra = Arrays.stream(strides).mapToLong(random::nextInt).toArray();
        boolean single = IntStream.range(0, axes).anyMatch(i -> shape.get(i + 2) == 1);
        compare(
                ModelBuilder.float32()
                        .input("x", longs(shape))
                        .weights("w", kernel, numbers(random, size(kernel)))
                        .weights("b", List.of(groups * perGroup), numbers(random, groups * perGroup))
                        .node(
                                "ConvTranspose",
                                random.nextBoolean() ? "x w b" : "x w",
                                "y",
                                integer("group", groups),
                                list(
                                        "strides",
                                        Arrays.stream(strides).asLongStream().toArray()),
                                list("dilations", random.longs(axes, 1, 3).toArray()),
                                list("pads", single ? new long[2 * axes] : pads),
                                list("output_padding", extra)),
                random);
    }

    @Property(tries = TRIES)
    void reductions(@ForAll Random random) throws OrtException {
        List<Integer> shape = new ArrayList<>(List.of(1));
        random.ints(2 + random.nextInt(2), 1, 4).forEach(shape::add);
        long[] axes =
                random.longs(1 + random.nextInt(2), 0, shape.size()).distinct().toArray();
        String operator = List.of("ReduceMean", "ReduceMax").get(random.nextInt(2));
        compare(
                ModelBuilder.ofOperatorSet(13)
                        .input("x", longs(shape))
                        .node(operator, "x", "y", list("axes", axes), integer("keepdims", random.nextInt(2))),
                random);
    }
}
