package io.github.relucert.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Builds small model files by the protobuf classes of another project. */
final class ModelBuilder {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int DOUBLE = 11;

    private final OnnxMl.ModelProto.Builder model = OnnxMl.ModelProto.newBuilder();
    private final OnnxMl.GraphProto.Builder graph = model.getGraphBuilder().setName("test");
    private final int type;

    private ModelBuilder(int type, long operatorSet) {
        this.type = type;
        model.setIrVersion(8)
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(operatorSet));
        model.addOpsetImport(
                OnnxMl.OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(2));
    }

    /** A float32 model. */
    static ModelBuilder float32() {
        return new ModelBuilder(FLOAT, 17);
    }

    /** A float64 model. */
    static ModelBuilder float64() {
        return new ModelBuilder(DOUBLE, 17);
    }

    /** A float32 model with another operator set. */
    static ModelBuilder ofOperatorSet(long version) {
        return new ModelBuilder(FLOAT, version);
    }

    ModelBuilder input(String name, long... shape) {
        graph.addInput(OnnxMl.ValueInfoProto.newBuilder().setName(name).setType(tensorType(shape)));
        return this;
    }

    private OnnxMl.TypeProto tensorType(long... shape) {
        OnnxMl.TypeProto.Builder found = OnnxMl.TypeProto.newBuilder();
        OnnxMl.TypeProto.Tensor.Builder tensor = found.getTensorTypeBuilder().setElemType(type);
        for (long dimension : shape) {
            tensor.getShapeBuilder().addDimBuilder().setDimValue(dimension);
        }
        return found.build();
    }

    ModelBuilder output(String name) {
        // ONNX Runtime infers the shape and wants the type.
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(OnnxMl.TypeProto.newBuilder()
                        .setTensorType(OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type))));
        return this;
    }

    /** A constant of the model's type. */
    ModelBuilder weights(String name, List<Integer> shape, double... numbers) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(type);
        shape.forEach(tensor::addDims);
        for (double number : numbers) {
            if (type == FLOAT) {
                tensor.addFloatData((float) number);
            } else {
                tensor.addDoubleData(number);
            }
        }
        graph.addInitializer(tensor);
        return this;
    }

    /** A vector of int64. */
    ModelBuilder integers(String name, long... numbers) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(numbers.length);
        Arrays.stream(numbers).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    /** A node; {@code inputs} and {@code outputs} are names separated by blanks. */
    ModelBuilder node(String operator, String inputs, String outputs, OnnxMl.AttributeProto... attributes) {
        int dot = operator.lastIndexOf('.');
        OnnxMl.NodeProto.Builder node = graph.addNodeBuilder()
                .setDomain(dot < 0 ? "" : operator.substring(0, dot))
                .setOpType(operator.substring(dot + 1));
        for (String input : inputs.isEmpty() ? new String[0] : inputs.split(" ")) {
            node.addInput(input.equals("-") ? "" : input);
        }
        node.addAllOutput(List.of(outputs.split(" "))).addAllAttribute(List.of(attributes));
        node.setName(operator.toLowerCase(java.util.Locale.ROOT) + graph.getNodeCount());
        return this;
    }

    static OnnxMl.AttributeProto integer(String name, long value) {
        return attribute(name, OnnxMl.AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static OnnxMl.AttributeProto number(String name, double value) {
        return attribute(name, OnnxMl.AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static OnnxMl.AttributeProto text(String name, String value) {
        return attribute(name, OnnxMl.AttributeProto.AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(value))
                .build();
    }

    static OnnxMl.AttributeProto list(String name, long... values) {
        return attribute(name, OnnxMl.AttributeProto.AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().collect(Collectors.toList()))
                .build();
    }

    private static OnnxMl.AttributeProto.Builder attribute(String name, OnnxMl.AttributeProto.AttributeType kind) {
        return OnnxMl.AttributeProto.newBuilder().setName(name).setType(kind);
    }

    /** Changes the message by hand. */
    ModelBuilder change(Consumer<OnnxMl.ModelProto.Builder> hand) {
        hand.accept(model);
        return this;
    }

    byte[] bytes() {
        return model.build().toByteArray();
    }

    Path save(Path folder) {
        try {
            return Files.write(folder.resolve("model.onnx"), bytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
