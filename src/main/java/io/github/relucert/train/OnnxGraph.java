package io.github.relucert.train;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.FloatType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nodes and constants of one ONNX graph in the making. Names count up in the order of creation and tensors are raw
 * little-endian bytes, so the same calls give the same file.
 *
 * <p>IR version 7 and operator set 13: the oldest pair whose operators have the form written here, hence the most widely read.
 */
final class OnnxGraph {
    private static final long IR_VERSION = 7;
    private static final long OPERATOR_SET = 13;
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private final OnnxMl.GraphProto.Builder graph =
            OnnxMl.GraphProto.newBuilder().setName("network");
    private final List<OnnxMl.NodeProto.Builder> nodes = new ArrayList<>();
    private final FloatType arithmetic;
    private final Value input;

    /** A tensor of the graph; the leading dimension is the batch, always 1. */
    record Value(String name, List<Integer> shape) {
        int size() {
            return shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
        }
    }

    /**
     * @param inputType element type of the graph's input
     * @param arithmetic element type of everything behind it; a Cast is put between the two when they differ
     * @param inputShape without the batch dimension
     */
    OnnxGraph(FloatType inputType, FloatType arithmetic, List<Integer> inputShape) {
        this.arithmetic = arithmetic;
        Value stored = new Value(INPUT, batched(inputShape));
        this.input = inputType == arithmetic
                ? stored
                : node("Cast", List.of(stored.name()), stored.shape(), integer("to", elementType(arithmetic)));
        graph.addInput(description(INPUT, inputType, stored.shape()));
    }

    /** The graph's input in the type of its arithmetic. */
    Value input() {
        return input;
    }

    Value relu(Value x) {
        return node("Relu", List.of(x.name()), x.shape());
    }

    /** {@code [1, n]}, whatever the shape before. */
    Value flatten(Value x) {
        return x.shape().size() == 2 ? x : node("Flatten", List.of(x.name()), List.of(1, x.size()), integer("axis", 1));
    }

    /** The same numbers in another shape, given with its batch dimension. */
    Value reshape(Value x, List<Integer> shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        long[] numbers = shape.stream().mapToLong(Integer::longValue).toArray();
        return node("Reshape", List.of(x.name(), constant(numbers)), shape);
    }

    /** {@code W x + bias} with {@code W} of {@code bias.length} rows, row-major. */
    Value gemm(Value x, double[] weights, double[] bias) {
        Value flat = flatten(x);
        int rows = bias.length;
        List<String> inputs =
                List.of(flat.name(), constant(weights, List.of(rows, flat.size())), constant(bias, List.of(rows)));
        return node("Gemm", inputs, List.of(1, rows), integer("transB", 1));
    }

    /** {@code x M} with {@code M} of {@code columns} columns, row-major. */
    Value matMul(Value x, double[] matrix, int columns) {
        Value flat = flatten(x);
        String constant = constant(matrix, List.of(flat.size(), columns));
        return node("MatMul", List.of(flat.name(), constant), List.of(1, columns));
    }

    /** The convolution plus one number a channel. */
    Value convolution(Value x, Convolution map, double[] channelBias) {
        Convolution.Geometry g = map.geometry();
        Value image = reshape(x, List.of(1, g.inputChannels(), g.inputHeight(), g.inputWidth()));
        List<Integer> kernelShape =
                List.of(g.outputChannels(), g.inputChannels() / g.groups(), g.kernelHeight(), g.kernelWidth());
        List<String> inputs = List.of(
                image.name(), constant(map.kernel(), kernelShape), constant(channelBias, List.of(channelBias.length)));
        return node(
                "Conv",
                inputs,
                List.of(1, g.outputChannels(), g.outputHeight(), g.outputWidth()),
                integers("dilations", g.dilationHeight(), g.dilationWidth()),
                integer("group", g.groups()),
                integers("kernel_shape", g.kernelHeight(), g.kernelWidth()),
                integers("pads", g.padTop(), g.padLeft(), OnnxPadding.bottom(g), OnnxPadding.right(g)),
                integers("strides", g.strideHeight(), g.strideWidth()));
    }

    /** {@code scale (x - mean) / sqrt(variance + epsilon) + shift}, one number each a channel (dimension 1). */
    Value batchNormalization(Value x, double[] scale, double[] shift, double[] mean, double[] variance, float epsilon) {
        List<String> inputs = new ArrayList<>(List.of(x.name()));
        for (double[] numbers : List.of(scale, shift, mean, variance)) {
            inputs.add(constant(numbers, List.of(numbers.length)));
        }
        OnnxMl.AttributeProto attribute = OnnxMl.AttributeProto.newBuilder()
                .setName("epsilon")
                .setType(OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF(epsilon)
                .build();
        return node("BatchNormalization", inputs, x.shape(), attribute);
    }

    /** Maxima over square windows of an image, side by side. */
    Value maxPool(Value x, int kernel, List<Integer> shape) {
        return node(
                "MaxPool",
                List.of(x.name()),
                shape,
                integers("kernel_shape", kernel, kernel),
                integers("strides", kernel, kernel));
    }

    Value add(Value x, Value y) {
        Value left = x.shape().equals(y.shape()) ? x : flatten(x);
        Value right = x.shape().equals(y.shape()) ? y : flatten(y);
        return node("Add", List.of(left.name(), right.name()), left.shape());
    }

    Value addConstant(Value x, double[] numbers) {
        return node("Add", List.of(x.name(), constant(numbers, x.shape())), x.shape());
    }

    Value multiply(Value x, double[] factors) {
        return node("Mul", List.of(x.name(), constant(factors, x.shape())), x.shape());
    }

    /** Coordinates {@code indices[0], indices[1], ...} of the flattened value. */
    Value gather(Value x, int[] indices) {
        String constant = constant(Arrays.stream(indices).asLongStream().toArray());
        List<String> inputs = List.of(flatten(x).name(), constant);
        return node("Gather", inputs, List.of(1, indices.length), integer("axis", 1));
    }

    Value concatenate(List<Value> parts) {
        List<String> inputs = parts.stream().map(part -> flatten(part).name()).toList();
        int size = parts.stream().mapToInt(Value::size).sum();
        return node("Concat", inputs, List.of(1, size), integer("axis", 1));
    }

    /** The finished model file; {@code result}, flattened, is the graph's one output. */
    byte[] toBytes(Value result) {
        Value flat = flatten(result);
        Value last = flat.equals(input) ? node("Identity", List.of(flat.name()), flat.shape()) : flat;
        for (OnnxMl.NodeProto.Builder node : nodes) {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, node.getInput(i).equals(last.name()) ? OUTPUT : node.getInput(i));
            }
            node.setOutput(0, node.getOutput(0).equals(last.name()) ? OUTPUT : node.getOutput(0));
            graph.addNode(node);
        }
        graph.addOutput(description(OUTPUT, arithmetic, last.shape()));
        return OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("relucert")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private Value node(String operator, List<String> inputs, List<Integer> shape, OnnxMl.AttributeProto... attributes) {
        Value result = new Value("value" + nodes.size(), shape);
        nodes.add(OnnxMl.NodeProto.newBuilder()
                .setOpType(operator)
                .setName("node" + nodes.size())
                .addAllInput(inputs)
                .addOutput(result.name())
                .addAllAttribute(Arrays.asList(attributes)));
        return result;
    }

    private String constant(double[] numbers, List<Integer> shape) {
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(numbers.length, bytesPerNumber()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            switch (arithmetic) {
                case FLOAT32 -> raw.putFloat((float) number);
                case FLOAT64 -> raw.putDouble(number);
            }
        }
        return constant(raw, elementType(arithmetic), shape);
    }

    private String constant(long[] numbers) {
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(numbers);
        raw.position(raw.limit());
        return constant(raw, OnnxMl.TensorProto.DataType.INT64_VALUE, List.of(numbers.length));
    }

    private String constant(ByteBuffer raw, int type, List<Integer> shape) {
        String name = "constant" + graph.getInitializerCount();
        graph.addInitializer(OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(type)
                .addAllDims(shape.stream().map(Integer::longValue).toList())
                .setRawData(ByteString.copyFrom(raw.flip())));
        return name;
    }

    private int bytesPerNumber() {
        return switch (arithmetic) {
            case FLOAT32 -> Float.BYTES;
            case FLOAT64 -> Double.BYTES;
        };
    }

    private static int elementType(FloatType type) {
        return switch (type) {
            case FLOAT32 -> OnnxMl.TensorProto.DataType.FLOAT_VALUE;
            case FLOAT64 -> OnnxMl.TensorProto.DataType.DOUBLE_VALUE;
        };
    }

    private static List<Integer> batched(List<Integer> shape) {
        List<Integer> result = new ArrayList<>(List.of(1));
        result.addAll(shape);
        return List.copyOf(result);
    }

    private static OnnxMl.ValueInfoProto description(String name, FloatType type, List<Integer> shape) {
        OnnxMl.TensorShapeProto.Builder dimensions = OnnxMl.TensorShapeProto.newBuilder();
        for (int size : shape) {
            dimensions.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        OnnxMl.TypeProto.Tensor tensor = OnnxMl.TypeProto.Tensor.newBuilder()
                .setElemType(elementType(type))
                .setShape(dimensions)
                .build();
        return OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static OnnxMl.AttributeProto integer(String name, long value) {
        return OnnxMl.AttributeProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static OnnxMl.AttributeProto integers(String name, long... values) {
        OnnxMl.AttributeProto.Builder attribute =
                OnnxMl.AttributeProto.newBuilder().setName(name).setType(OnnxMl.AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }
}
