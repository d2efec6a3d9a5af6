package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader finds in a file, against what the protobuf library finds in it. */
class GraphReaderTest {
    static Stream<Path> files() throws IOException {
        Path folder = Path.of("src/test/resources/onnx/exported");
        try (Stream<Path> top = Files.list(folder);
                Stream<Path> later = Files.list(folder.resolve("later"))) {
            List<Path> all = Stream.concat(top, later)
                    .filter(path -> path.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
            return all.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void findsTheSameGraph(Path path) throws IOException {
        OnnxMl.GraphProto expected =
                OnnxMl.ModelProto.parseFrom(Files.readAllBytes(path)).getGraph();
        ModelFile file = new ModelFile(path);

        Graph graph = GraphReader.read(file);

        assertThat(graph.outputs())
                .isEqualTo(expected.getOutputList().stream()
                        .map(OnnxMl.ValueInfoProto::getName)
                        .toList());
        assertThat(graph.constants().keySet())
                .containsExactlyElementsOf(expected.getInitializerList().stream()
                        .map(OnnxMl.TensorProto::getName)
                        .toList());
        assertThat(graph.nodes()).hasSize(expected.getNodeCount());
        for (int i = 0; i < expected.getNodeCount(); i++) {
            compare(graph.nodes().get(i), expected.getNode(i), file.budget());
        }
        for (OnnxMl.TensorProto tensor : expected.getInitializerList()) {
            if (tensor.getDataLocation() == OnnxMl.TensorProto.DataLocation.DEFAULT) {
                compare(
                        Objects.requireNonNull(graph.constants().get(tensor.getName()))
                                .decode(file.budget()),
                        tensor);
            }
        }
    }

    private static void compare(Node node, OnnxMl.NodeProto expected, Budget budget) {
        assertThat(node.operator())
                .isEqualTo((expected.getDomain().isEmpty() ? "" : expected.getDomain() + ".") + expected.getOpType());
        assertThat(node.name()).isEqualTo(expected.getName());
        assertThat(node.inputs()).isEqualTo(expected.getInputList());
        assertThat(node.outputs()).isEqualTo(expected.getOutputList());
        assertThat(node.attributes()).hasSize(expected.getAttributeCount());
        for (OnnxMl.AttributeProto attribute : expected.getAttributeList()) {
            Attribute found = Objects.requireNonNull(node.attributes().get(attribute.getName()));
            assertThat(found.kind()).isEqualTo(attribute.getType().getNumber());
            assertThat(found.numbers()).containsExactly(numbers(attribute));
            assertThat(found.texts()).hasSize(attribute.hasS() ? 1 : attribute.getStringsCount());
            if (attribute.hasT()) {
                compare(found.tensor().orElseThrow().decode(budget), attribute.getT());
            }
        }
    }

    private static double[] numbers(OnnxMl.AttributeProto attribute) {
        return switch (attribute.getType()) {
            case FLOAT -> attribute.hasF() ? new double[] {attribute.getF()} : new double[0];
            case INT -> attribute.hasI() ? new double[] {attribute.getI()} : new double[0];
            case FLOATS ->
                attribute.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray();
            case INTS ->
                attribute.getIntsList().stream().mapToDouble(Long::doubleValue).toArray();
            default -> new double[0];
        };
    }

    private static void compare(Tensor found, OnnxMl.TensorProto expected) {
        assertThat(found.shape())
                .isEqualTo(expected.getDimsList().stream().map(Long::intValue).toList());
        if (found.type() == ElementType.STRING) {
            assertThat(found.texts())
                    .isEqualTo(expected.getStringDataList().stream()
                            .map(text -> text.toStringUtf8())
                            .toList());
            return;
        }
        java.nio.ByteBuffer raw = expected.getRawData().asReadOnlyByteBuffer().order(java.nio.ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (found.type()) {
                case FLOAT -> expected.hasRawData() ? raw.getFloat() : expected.getFloatData(i);
                case DOUBLE -> expected.hasRawData() ? raw.getDouble() : expected.getDoubleData(i);
                case INT32 -> expected.hasRawData() ? raw.getInt() : expected.getInt32Data(i);
                case INT64 -> expected.hasRawData() ? raw.getLong() : expected.getInt64Data(i);
                case BOOL -> expected.hasRawData() ? raw.get() : expected.getInt32Data(i);
                case STRING -> throw new IllegalStateException("handled above");
            };
        }
        assertThat(found.numbers()).containsExactly(numbers);
    }
}
