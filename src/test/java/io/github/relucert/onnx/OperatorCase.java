package io.github.relucert.onnx;

import static io.github.relucert.onnx.ModelBuilder.integer;
import static io.github.relucert.onnx.ModelBuilder.list;
import static io.github.relucert.onnx.ModelBuilder.number;
import static io.github.relucert.onnx.ModelBuilder.text;

import ai.onnx.proto.OnnxMl;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One operator in a tiny model: two or three inputs, a dense layer that makes the operator's data {@code h} of them, the operator, for a
 * linear one a ReLU, and a dense layer to two scores. Weights are short binary numbers.
 *
 * @param operatorSet version of {@code ai.onnx}
 * @param shape of the data {@code h}
 * @param made number of elements that the operator makes
 * @param operator adds the nodes from {@code h} to {@code o}
 * @param other the same with another meaning: what must not pass for the operator
 */
record OperatorCase(
        String name, long operatorSet, List<Integer> shape, int made, Nodes operator, Nodes other, boolean linear) {
    private static final int OUTPUTS = 2;

    /** Adds nodes to a model. */
    interface Nodes {
        ModelBuilder addTo(ModelBuilder model);
    }

    private static OperatorCase bent(
            String name, long operatorSet, List<Integer> shape, int made, Nodes operator, Nodes other) {
        return new OperatorCase(name, operatorSet, shape, made, operator, other, false);
    }

    private static OperatorCase linear(
            String name, long operatorSet, List<Integer> shape, int made, Nodes operator, Nodes other) {
        return new OperatorCase(name, operatorSet, shape, made, operator, other, true);
    }

    int inputs() {
        return Math.min(3, Math.max(2, size(shape) / 2));
    }

    ModelBuilder model(long seed) {
        return model(seed, operator);
    }

    ModelBuilder otherModel(long seed) {
        return model(seed, other);
    }

    private ModelBuilder model(long seed, Nodes nodes) {
        Random random = new Random(seed);
        int data = size(shape);
        ModelBuilder model = ModelBuilder.ofOperatorSet(operatorSet)
                .input("x", 1, inputs())
                .weights("first", List.of(inputs(), data), numbers(random, inputs() * data))
                .weights("offset", List.of(data), numbers(random, data))
                .weights("last", List.of(made, OUTPUTS), numbers(random, made * OUTPUTS))
                .weights("bias", List.of(OUTPUTS), numbers(random, OUTPUTS))
                .integers("shape", longs(shape))
                .integers("row", 1, made)
                .node("Gemm", "x first offset", "g")
                .node("Reshape", "g shape", "h");
        nodes.addTo(model);
        return (linear ? model.node("Relu", "o", "p") : model)
                .node("Reshape", (linear ? "p" : "o") + " row", "q")
                .node("Gemm", "q last bias", "y")
                .output("y");
    }

    private static double[] numbers(Random random, int count) {
        return random.ints(count, -16, 17).mapToDouble(i -> i / 8.0).toArray();
    }

    private static int size(List<Integer> shape) {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    private static long[] longs(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    @Override
    public String toString() {
        return name + ", operator set " + operatorSet;
    }

    /** A node from {@code h} alone. */
    private static Nodes node(String operator, OnnxMl.AttributeProto... attributes) {
        return model -> model.node(operator, "h", "o", attributes);
    }

    private static final List<Integer> THREE = List.of(1, 3);

    static Stream<OperatorCase> all() {
        return Stream.of(activations(), extrema(), pools(), convolutions(), transposed(), pieces(), pads(), resizes())
                .flatMap(cases -> cases);
    }

    private static Stream<OperatorCase> activations() {
        return Stream.of(
                bent("LeakyRelu", 16, THREE, 3, node("LeakyRelu", number("alpha", 0.25)), node("Relu")),
                bent("LeakyRelu by default", 7, THREE, 3, node("LeakyRelu"), node("LeakyRelu", number("alpha", 0.5))),
                bent("LeakyRelu, steep", 17, THREE, 3, node("LeakyRelu", number("alpha", 1.5)), node("LeakyRelu")),
                bent("PRelu, one slope", 9, THREE, 3, pRelu(List.of(1), 0.5), pRelu(List.of(1), -0.5)),
                bent(
                        "PRelu, a slope a channel",
                        16,
                        List.of(1, 2, 2),
                        4,
                        pRelu(List.of(2, 1), 0.25, -0.5),
                        pRelu(List.of(2, 1), -0.5, 0.25)),
                bent("Clip by attributes", 10, THREE, 3, clip(-1, 1), clip(-1, 0.25)),
                bent("Clip, ReLU6", 7, THREE, 3, clip(0, 6), clip(0, 1)),
                bent("Clip by inputs, HardTanh", 13, THREE, 3, clip("h low high", -1, 1), clip("h low high", 0, 1)),
                bent("Clip from below", 11, THREE, 3, clip("h low", -0.5, 9), clip("h low", 0.5, 9)),
                bent("Clip from above", 12, THREE, 3, clip("h - high", 9, 0.5), clip("h - high", 9, -0.5)),
                bent("Abs", 13, THREE, 3, node("Abs"), node("Relu")));
    }

    private static Nodes pRelu(List<Integer> shape, double... slopes) {
        return model -> model.weights("slope", shape, slopes).node("PRelu", "h slope", "o");
    }

    private static Nodes clip(double low, double high) {
        return node("Clip", number("min", low), number("max", high));
    }

    private static Nodes clip(String inputs, double low, double high) {
        return model -> model.weights("low", List.of(), low)
                .weights("high", List.of(), high)
                .node("Clip", inputs, "o");
    }

    private static Stream<OperatorCase> extrema() {
        return Stream.of("Max", "Min").flatMap(name -> {
            String opposite = name.equals("Max") ? "Min" : "Max";
            return Stream.of(
                    bent(name + " of data", 13, List.of(2, 3), 3, ofRows(name), ofRows(opposite)),
                    bent(
                            name + " with constants",
                            8,
                            THREE,
                            3,
                            withConstants(name, 0.5, -0.25),
                            withConstants(name, 0.5, 1)),
                    bent(
                            name + ", broadcast",
                            12,
                            List.of(2, 2),
                            4,
                            model -> model.node("Transpose", "h", "t").node(name, "h t", "o"),
                            model -> model.node("Transpose", "h", "t").node(opposite, "h t", "o")));
        });
    }

    private static Nodes ofRows(String operator) {
        return model ->
                model.integers("halves", 1, 1).node("Split", "h halves", "a b").node(operator, "b a", "o");
    }

    private static Nodes withConstants(String operator, double first, double second) {
        return model -> model.weights("c", List.of(1, 1), first)
                .weights("d", List.of(3), second, first, second)
                .node(operator, "c h d", "o");
    }

    private static Stream<OperatorCase> pools() {
        OnnxMl.AttributeProto two = list("kernel_shape", 2);
        OnnxMl.AttributeProto square = list("kernel_shape", 2, 2);
        List<Integer> signal = List.of(1, 1, 4);
        return Stream.of(
                bent("MaxPool over a signal", 8, signal, 3, node("MaxPool", two), node("AveragePool", two)),
                bent(
                        "MaxPool, strided and padded",
                        12,
                        List.of(1, 2, 3),
                        4,
                        node("MaxPool", two, list("strides", 2), list("pads", 0, 1)),
                        node("MaxPool", two, list("strides", 2), list("pads", 1, 0))),
                bent(
                        "MaxPool over an image",
                        12,
                        List.of(1, 1, 2, 3),
                        2,
                        node("MaxPool", square),
                        node("MaxPool", square, list("dilations", 1, 2), list("pads", 0, 0, 0, 1))),
                bent(
                        "MaxPool, dilated",
                        10,
                        signal,
                        2,
                        node("MaxPool", two, list("dilations", 2)),
                        node("MaxPool", two, list("strides", 2))),
                bent(
                        "MaxPool, rounded up",
                        10,
                        List.of(1, 1, 5),
                        3,
                        node("MaxPool", two, list("strides", 2), integer("ceil_mode", 1)),
                        node("MaxPool", two, list("strides", 2), list("pads", 1, 0))),
                bent(
                        "MaxPool, SAME_LOWER",
                        11,
                        signal,
                        4,
                        node("MaxPool", two, text("auto_pad", "SAME_LOWER")),
                        node("MaxPool", two, text("auto_pad", "SAME_UPPER"))),
                bent("GlobalMaxPool", 9, List.of(1, 2, 3), 2, node("GlobalMaxPool"), node("GlobalAveragePool")),
                linear(
                        "GlobalAveragePool",
                        9,
                        List.of(1, 2, 2, 2),
                        2,
                        node("GlobalAveragePool"),
                        node("GlobalMaxPool")),
                linear(
                        "AveragePool",
                        19,
                        signal,
                        3,
                        node(
                                "AveragePool",
                                two,
                                list("pads", 1, 1),
                                list("strides", 2),
                                integer("count_include_pad", 1)),
                        node("AveragePool", two, list("pads", 1, 1), list("strides", 2))),
                bent(
                        "ReduceMax",
                        13,
                        List.of(1, 2, 2),
                        2,
                        node("ReduceMax", list("axes", 1), integer("keepdims", 0)),
                        node("ReduceMax", list("axes", 2), integer("keepdims", 0))),
                linear("BatchNormalization", 9, List.of(1, 2, 2), 4, normalised(0.5, 2), normalised(0.5, 3)),
                linear("BatchNormalization", 15, List.of(1, 3), 3, normalised(1, 2, 0.5), normalised(2, 1, 0.5)));
    }

    private static Nodes normalised(double... variance) {
        double[] means =
                IntStream.range(0, variance.length).mapToDouble(c -> c - 0.5).toArray();
        double[] scales =
                IntStream.range(0, variance.length).mapToDouble(c -> 1.5 - c).toArray();
        List<Integer> channels = List.of(variance.length);
        return model -> model.weights("scale", channels, scales)
                .weights("shift", channels, means)
                .weights("mean", channels, means)
                .weights("variance", channels, variance)
                .node("BatchNormalization", "h scale shift mean variance", "o", number("epsilon", 0.25));
    }

    private static Stream<OperatorCase> convolutions() {
        return Stream.of(
                linear(
                        "Conv, dilated",
                        11,
                        List.of(1, 1, 2, 4),
                        4,
                        convolved("Conv", List.of(1, 1, 1, 2), list("dilations", 1, 2)),
                        convolved("Conv", List.of(1, 1, 1, 2), list("strides", 1, 2))),
                linear(
                        "Conv, grouped",
                        11,
                        List.of(1, 2, 3),
                        8,
                        convolved("Conv", List.of(4, 1, 2), integer("group", 2)),
                        model -> model.weights("w", List.of(4, 2, 2), weights(16))
                                .node("Conv", "h w", "o")),
                linear(
                        "Conv, depthwise and dilated",
                        7,
                        List.of(1, 2, 1, 3),
                        4,
                        convolved(
                                "Conv",
                                List.of(2, 1, 1, 2),
                                integer("group", 2),
                                list("dilations", 1, 2),
                                list("pads", 0, 0, 0, 1)),
                        convolved(
                                "Conv",
                                List.of(2, 1, 1, 2),
                                integer("group", 2),
                                list("dilations", 1, 2),
                                list("pads", 0, 1, 0, 0))),
                linear("Add, residual", 14, List.of(1, 2, 1, 3), 6, residual("Add"), residual("Sub")),
                linear("Add, broadcast", 7, List.of(2, 3), 6, sumOfRow("Add"), sumOfRow("Sub")));
    }

    /** A residual block of two convolutions that keep the shape, without a bend of its own. */
    private static Nodes residual(String sum) {
        return model -> model.weights("w", List.of(2, 2, 1, 3), weights(12))
                .weights("v", List.of(2), weights(2))
                .node("Conv", "h w v", "c", list("pads", 0, 1, 0, 1))
                .node(sum, "c h", "o");
    }

    private static Nodes sumOfRow(String sum) {
        return model -> model.integers("one", 1)
                .node("Gather", "h one", "r", integer("axis", 0))
                .node(sum, "h r", "o");
    }

    private static double[] weights(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (i * 7 % 11 - 5) / 4.0)
                .toArray();
    }

    private static Nodes convolved(String operator, List<Integer> kernel, OnnxMl.AttributeProto... attributes) {
        return model -> model.weights("w", kernel, weights(size(kernel))).node(operator, "h w", "o", attributes);
    }

    private static Stream<OperatorCase> transposed() {
        List<Integer> signal = List.of(1, 1, 2);
        List<Integer> kernel = List.of(1, 1, 3);
        OnnxMl.AttributeProto stride = list("strides", 2);
        return Stream.of(
                linear(
                        "ConvTranspose over a signal",
                        11,
                        signal,
                        4,
                        convolved("ConvTranspose", kernel),
                        model -> model.weights("w", kernel, 1.5, 0.5, -1.25).node("ConvTranspose", "h w", "o")),
                linear(
                        "ConvTranspose, strided and padded",
                        7,
                        signal,
                        4,
                        convolved("ConvTranspose", kernel, stride, list("pads", 1, 0)),
                        convolved("ConvTranspose", kernel, stride, list("pads", 0, 1))),
                linear(
                        "ConvTranspose with output_padding",
                        11,
                        signal,
                        6,
                        convolved("ConvTranspose", kernel, stride, list("output_padding", 1)),
                        convolved("ConvTranspose", kernel, list("strides", 3))),
                linear(
                        "ConvTranspose to an output_shape",
                        11,
                        signal,
                        4,
                        convolved("ConvTranspose", kernel, stride, list("output_shape", 4)),
                        convolved(
                                "ConvTranspose",
                                kernel,
                                stride,
                                list("output_shape", 4),
                                text("auto_pad", "SAME_UPPER"))),
                linear(
                        "ConvTranspose, grouped and dilated",
                        11,
                        List.of(1, 2, 1, 2),
                        8,
                        convolved("ConvTranspose", List.of(2, 1, 1, 2), integer("group", 2), list("dilations", 1, 2)),
                        convolved("ConvTranspose", List.of(2, 1, 1, 2), integer("group", 2), list("strides", 1, 2))),
                linear(
                        "ConvTranspose over an image",
                        11,
                        List.of(1, 2, 2, 2),
                        9,
                        convolved("ConvTranspose", List.of(2, 1, 2, 2)),
                        model -> model.weights("w", List.of(2, 1, 2, 2), 1, -1, 2, -2, 1.5, 1, 1, 1)
                                .node("ConvTranspose", "h w", "o")));
    }

    private static Stream<OperatorCase> pieces() {
        List<Integer> shape = List.of(2, 3);
        return Stream.of(
                linear("Concat", 13, shape, 9, joined(1), joined(2)),
                linear(
                        "Slice by attributes",
                        9,
                        shape,
                        4,
                        node("Slice", list("starts", 1), list("ends", 3), list("axes", 1)),
                        node("Slice", list("starts", 0), list("ends", 2), list("axes", 1))),
                linear("Slice backwards", 13, shape, 4, sliced(-1, -4, -2), sliced(0, 3, 2)),
                linear(
                        "Split by an attribute",
                        11,
                        shape,
                        4,
                        node("Split", integer("axis", 1), list("split", 1, 2), 1),
                        node("Split", integer("axis", 1), list("split", 2, 1), 0)),
                linear("Split by an input", 13, shape, 4, split(1, 2, "a o"), split(2, 1, "o a")),
                linear(
                        "Split into equal parts",
                        18,
                        List.of(3, 2),
                        2,
                        parts("a o"),
                        model -> model.integers("start", 0).integers("end", 1).node("Slice", "h start end", "o")),
                linear("Gather", 13, shape, 4, picked(2, 0), picked(0, 2)),
                linear(
                        "Transpose",
                        13,
                        shape,
                        6,
                        node("Transpose", list("perm", 1, 0)),
                        node("Transpose", list("perm", 0, 1))));
    }

    /** The whole of {@code h} and a constant row beside a row of it. */
    private static Nodes joined(double constant) {
        return model -> model.weights("c", List.of(1, 3), constant, -1, constant)
                .node("Concat", "c h", "o", integer("axis", 0));
    }

    private static Nodes node(String operator, OnnxMl.AttributeProto axis, OnnxMl.AttributeProto lengths, int taken) {
        return model -> model.node(operator, "h", taken == 0 ? "o a" : "a o", axis, lengths);
    }

    private static Nodes sliced(long start, long end, long step) {
        return model -> model.integers("start", start)
                .integers("end", end)
                .integers("axis", -1)
                .integers("step", step)
                .node("Slice", "h start end axis step", "o");
    }

    private static Nodes split(long first, long second, String outputs) {
        return model ->
                model.integers("lengths", first, second).node("Split", "h lengths", outputs, integer("axis", -1));
    }

    private static Nodes parts(String outputs) {
        return model -> model.node("Split", "h", outputs, integer("num_outputs", 2));
    }

    private static Nodes picked(long... indices) {
        return model -> model.integers("indices", indices).node("Gather", "h indices", "o", integer("axis", 1));
    }

    private static Stream<OperatorCase> pads() {
        List<Integer> signal = List.of(1, 1, 3);
        long[] pads = {0, 0, 1, 0, 0, 2};
        List<OperatorCase> cases = new ArrayList<>();
        for (String mode : List.of("constant", "reflect", "edge")) {
            String another = mode.equals("edge") ? "reflect" : "edge";
            cases.add(linear("Pad, " + mode, 9, signal, 6, padded(mode, pads), padded(another, pads)));
            cases.add(linear(
                    "Pad, " + mode,
                    13,
                    signal,
                    6,
                    paddedByInputs(mode, "h pads", pads),
                    paddedByInputs(another, "h pads", pads)));
        }
        cases.add(linear(
                "Pad with a value, cropping",
                11,
                signal,
                4,
                paddedByInputs("constant", "h pads value", 0, 0, -1, 0, 0, 2),
                paddedByInputs("constant", "h pads", 0, 0, -1, 0, 0, 2)));
        cases.add(linear(
                "Pad along axes",
                18,
                signal,
                6,
                paddedByInputs("edge", "h pads - axes", 1, 2),
                paddedByInputs("edge", "h pads - axes", 2, 1)));
        return cases.stream();
    }

    private static Nodes padded(String mode, long... pads) {
        return node("Pad", text("mode", mode), list("pads", pads));
    }

    private static Nodes paddedByInputs(String mode, String inputs, long... pads) {
        return model -> model.integers("pads", pads)
                .weights("value", List.of(), 0.75)
                .integers("axes", 2)
                .node("Pad", inputs, "o", text("mode", mode));
    }

    private static Stream<OperatorCase> resizes() {
        List<Integer> signal = List.of(1, 1, 1, 3);
        return Stream.of(
                linear(
                        "Upsample",
                        7,
                        signal,
                        6,
                        node("Upsample", floats("scales", 1, 1, 1, 2), text("mode", "nearest")),
                        node("Pad", text("mode", "edge"), list("pads", 0, 0, 0, 2, 0, 0, 0, 1))),
                linear("Upsample", 9, signal, 6, scaled("Upsample", "h scales", 1, 2), shifted()),
                linear("Resize by scales", 10, signal, 6, scaled("Resize", "h scales", 1, 2), shifted()),
                linear(
                        "Resize, as PyTorch writes it",
                        11,
                        signal,
                        6,
                        scaled(
                                "Resize",
                                "h region scales",
                                2,
                                1,
                                text("coordinate_transformation_mode", "asymmetric"),
                                text("nearest_mode", "floor"),
                                number("cubic_coeff_a", -0.75)),
                        scaled("Resize", "h region scales", 1, 2)),
                linear(
                        "Resize by half pixels",
                        13,
                        signal,
                        5,
                        sized(5, text("coordinate_transformation_mode", "half_pixel")),
                        sized(5, text("coordinate_transformation_mode", "asymmetric"), text("nearest_mode", "ceil"))),
                linear(
                        "Resize downwards",
                        19,
                        List.of(1, 1, 1, 4),
                        2,
                        sized(2, text("coordinate_transformation_mode", "asymmetric"), text("nearest_mode", "floor")),
                        sized(2, text("nearest_mode", "ceil"))));
    }

    /** Element 0 once, and the others moved by one place. */
    private static Nodes shifted() {
        return model -> model.integers("pads", 0, 0, 0, 2, 0, 0, 0, 1)
                .integers("picks", 0, 0, 1, 1, 1, 2)
                .node("Gather", "h picks", "o", integer("axis", 3));
    }

    private static Nodes scaled(
            String operator, String inputs, double height, double width, OnnxMl.AttributeProto... attributes) {
        return model -> model.weights("scales", List.of(4), 1, 1, height, width)
                .weights("region", List.of(0))
                .node(operator, inputs, "o", attributes);
    }

    private static Nodes sized(long width, OnnxMl.AttributeProto... attributes) {
        return model -> model.integers("sizes", 1, 1, 1, width).node("Resize", "h - - sizes", "o", attributes);
    }

    private static OnnxMl.AttributeProto floats(String name, float... values) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.FLOATS);
        for (float value : values) {
            attribute.addFloats(value);
        }
        return attribute.build();
    }
}
