package io.github.relucert.onnx;

import static io.github.relucert.onnx.ModelBuilder.integer;
import static io.github.relucert.onnx.ModelBuilder.list;
import static io.github.relucert.onnx.ModelBuilder.number;
import static io.github.relucert.onnx.ModelBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line for every file that cannot be read, naming the file, the place and what would do. */
class BadFilesTest {
    @TempDir
    private Path folder;

    private static ModelBuilder model() {
        return ModelBuilder.float32().input("x", 1, 4).weights("w", List.of(4, 2), new double[8]);
    }

    private void assertRefused(ModelBuilder builder, String... words) {
        assertRefused(builder.save(folder), words);
    }

    private static void assertRefused(Path path, String... words) {
        assertThatThrownBy(() -> OnnxReader.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContainingAll(words)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void noSuchFile() {
        assertThatThrownBy(() -> OnnxReader.read(folder.resolve("none.onnx")))
                .isInstanceOf(InputException.class)
                .hasMessage(folder.resolve("none.onnx") + " does not exist; name a file that can be read");
        assertThatThrownBy(() -> OnnxReader.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no regular file");
    }

    @Test
    void noOnnxFile() throws IOException {
        assertRefused(
                file("text.onnx", "label,a,b\n1,0.5,0.25\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "no ONNX model");
        assertRefused(file("gzip.onnx", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}), "no ONNX model");
        assertRefused(file("empty.onnx", new byte[0]), "0 graphs", "no ONNX model");
        assertRefused(file("zeros.onnx", new byte[100]), "no ONNX model");
    }

    /** The operator set comes last, so every prefix lacks something. */
    @Test
    void truncatedAnywhere() throws IOException {
        byte[] whole = model().node("MatMul", "x w", "s")
                .node("Softmax", "s", "y")
                .output("y")
                .change(m -> m.removeOpsetImport(1))
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            assertRefused(file("cut.onnx", Arrays.copyOf(whole, length)), "");
        }
        assertThat(OnnxReader.read(file("whole.onnx", whole)).scores()).isEqualTo("s");
    }

    @Test
    void inputs() {
        assertRefused(
                model().input("z", 1, 4).node("MatMul", "x w", "y").output("y"), "2 inputs [x, z]", "supported is one");
        assertRefused(ModelBuilder.float32().output("y"), "0 inputs");
        assertRefused(
                ModelBuilder.float32()
                        .input("x", 1, 0, 4)
                        .node("Relu", "x", "y")
                        .output("y"),
                "'x'",
                "[1, 0, 4]",
                "export with fixed sizes");
        assertRefused(ModelBuilder.float32().input("x").node("Relu", "x", "y").output("y"), "'x'", "shape []");
        assertRefused(
                ModelBuilder.float32().input("x", 4, 3).node("Relu", "x", "y").output("y"), "'x'", "fixed batch of 4");
        assertRefused(
                ModelBuilder.float32()
                        .input("x", 1, 1L << 40)
                        .node("Relu", "x", "y")
                        .output("y"),
                "memory",
                "-Xmx");
    }

    @Test
    void outputs() {
        assertRefused(model().node("MatMul", "x w", "y"), "no output");
        assertRefused(model().output("w"), "'w'", "does not depend on the input");
        assertRefused(model().output("nowhere"), "'nowhere'", "does not exist");
    }

    @Test
    void namesGivenTwice() {
        assertRefused(
                model().weights("w", List.of(1), 1).node("MatMul", "x w", "y").output("y"), "'w' is given twice");
        assertRefused(model().node("MatMul", "x w", "w").output("w"), "'w' is given twice");
        assertRefused(model().node("MatMul", "x w", "y").node("Relu", "x", "y").output("y"), "'y' is given twice");
        assertRefused(model().node("Relu", "x", "x").output("x"), "'x' is given twice");
    }

    @Test
    void cyclesAndWrongOrder() {
        assertRefused(
                model().node("Add", "x b", "a").node("Relu", "a", "b").output("b"), "Add 'add1'", "'b'", "cyclic");
        assertRefused(
                model().node("Relu", "a", "y").node("Relu", "x", "a").output("y"), "Relu 'relu1'", "'a'", "order");
    }

    @Test
    void numbersThatAreNone() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            ModelBuilder builder = ModelBuilder.float32()
                    .input("x", 1, 2)
                    .weights("w", List.of(2, 1), 1, bad)
                    .node("MatMul", "x w", "y")
                    .output("y");
            assertRefused(builder, "MatMul 'matmul1'", "element 1 of 'w' is " + bad, "finite");
        }
        assertRefused(
                model().node("Gemm", "x w", "y", number("alpha", Double.NaN)).output("y"),
                "Gemm 'gemm1'",
                "alpha",
                "NaN");
    }

    @Test
    void shapesThatDoNotFit() {
        assertRefused(
                model().node("MatMul", "w x", "y").output("y"), "MatMul 'matmul1'", "[4, 2]", "[1, 4]", "do not fit");
        assertRefused(model().node("Add", "x w", "y").output("y"), "Add 'add1'", "[1, 4]", "[4, 2]", "do not fit");
        assertRefused(
                model().integers("s", 3, -1).node("Reshape", "x s", "y").output("y"), "Reshape", "[1, 4]", "[3, -1]");
        assertRefused(model().integers("s", -1, -1).node("Reshape", "x s", "y").output("y"), "Reshape", "[-1, -1]");
        assertRefused(model().node("Conv", "x w", "y").output("y"), "Conv 'conv1'", "[4, 2]", "[1, 4]");
        assertRefused(model().node("Transpose", "x", "y", list("perm", 0, 0)).output("y"), "Transpose", "[0, 0]");
        assertRefused(model().node("Flatten", "x", "y", integer("axis", 5)).output("y"), "Flatten", "position 5 of 2");
        assertRefused(
                model().integers("i", 4)
                        .node("Gather", "x i", "y", integer("axis", 1))
                        .output("y"),
                "Gather",
                "position 4 of 4");
        assertRefused(
                model().integers("a", 0)
                        .integers("b", 0)
                        .node("Slice", "x a b", "y")
                        .output("y"),
                "Slice",
                "no elements");
    }

    @Test
    void operatorsThatAreNotRead() {
        assertRefused(
                model().node("Tanh", "x", "y").output("y"),
                "Tanh 'tanh1'",
                "not supported",
                "supported are Abs, Add, ",
                "MatMul",
                "Relu");
        assertRefused(model().node("Mul", "x x", "y").output("y"), "Mul 'mul1'", "only a constant is supported");
        assertRefused(model().node("Div", "w x", "y").output("y"), "Div 'div1'");
        assertRefused(model().node("my.domain.Relu", "x", "y").output("y"), "my.domain.Relu");
        assertRefused(
                model().change(m -> m.getOpsetImportBuilder(0).setVersion(99))
                        .node("Relu", "x", "y")
                        .output("y"),
                "(opset) 99",
                "28");
    }

    @Test
    void nodesThatSayMoreThanIsUnderstood() {
        assertRefused(
                model().node("Relu", "x", "y", number("slope", 0.5)).output("y"), "Relu 'relu1'", "attribute slope");
        assertRefused(model().node("Relu", "x w", "y").output("y"), "Relu 'relu1'", "input 1");
        assertRefused(
                ModelBuilder.ofOperatorSet(6)
                        .input("x", 1, 4)
                        .weights("c", List.of(1), 1)
                        .node("Add", "x c", "y", integer("broadcast", 1), integer("axis", 0))
                        .output("y"),
                "Add 'add1'",
                "attribute axis");
        assertRefused(model().node("Relu", "x", "y mask").output("mask"), "Relu 'relu1'", "output 1");
    }

    @Test
    void attributesOfTheWrongKind() {
        assertRefused(
                model().node("Flatten", "x", "y", text("axis", "one")).output("y"), "Flatten", "axis", "wrong type");
        OnnxMl.AttributeProto twoKinds = OnnxMl.AttributeProto.newBuilder()
                .setName("axis")
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setI(1)
                .setF(2)
                .build();
        assertRefused(model().node("Flatten", "x", "y", twoKinds).output("y"), "'axis'", "of another type");
        OnnxMl.AttributeProto lying = OnnxMl.AttributeProto.newBuilder()
                .setName("axis")
                .setType(OnnxMl.AttributeProto.AttributeType.INT)
                .setF(2)
                .build();
        assertRefused(model().node("Flatten", "x", "y", lying).output("y"), "'axis'", "type 2");
        assertRefused(
                model().node("Flatten", "x", "y", integer("axis", 1), integer("axis", 0))
                        .output("y"),
                "'axis' twice");
    }

    @Test
    void moreThanMemoryAllows() {
        ModelBuilder filled = ModelBuilder.float32()
                .input("x", 1, 4)
                .integers("huge", 100_000, 100_000)
                .node("ConstantOfShape", "huge", "c")
                .node("Add", "x c", "y")
                .output("y");
        assertRefused(filled, "10000000000 numbers", "-Xmx");
        ModelBuilder expanded = ModelBuilder.float32()
                .input("x", 1, 4)
                .integers("huge", 1 << 30, 1 << 30, 4)
                .node("Expand", "x huge", "y")
                .output("y");
        assertRefused(expanded, "memory", "-Xmx");
        ModelBuilder convolved = ModelBuilder.float32()
                .input("x", 1, 1, 1, 1)
                .weights("k", List.of(1, 1, 1, 1), 1)
                .node("Conv", "x k", "y", list("pads", 100_000_000, 100_000_000, 100_000_000, 100_000_000))
                .output("y");
        assertRefused(convolved, "memory", "-Xmx");
        ModelBuilder multiplied = ModelBuilder.float32()
                .input("x", 1, 30_000, 1)
                .weights("w", List.of(1, 30_000), new double[30_000])
                .node("MatMul", "x w", "y")
                .output("y");
        assertRefused(multiplied, "memory", "-Xmx");
        // Each of a chain doubles what the one before made.
        ModelBuilder chain = ModelBuilder.float32().input("x0", 1, 4);
        IntStream.range(0, 60)
                .forEach(i -> chain.node("Concat", "x" + i + " x" + i, "x" + (i + 1), integer("axis", 1)));
        assertRefused(chain.output("x60"), "memory", "-Xmx");
    }

    @Test
    void tensorsWhoseDataDoNotFitTheirShape() {
        assertRefused(
                ModelBuilder.float32()
                        .input("x", 1, 4)
                        .weights("w", List.of(4, 2), 1, 2)
                        .node("MatMul", "x w", "y")
                        .output("y"),
                "tensor 'w'",
                "[4, 2]",
                "2 elements");
        ModelBuilder raw = model().node("MatMul", "x w", "y")
                .output("y")
                .change(m -> m.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .clearFloatData()
                        .setRawData(com.google.protobuf.ByteString.copyFrom(new byte[33])));
        assertRefused(raw, "tensor 'w'", "33 bytes of raw data");
        ModelBuilder both = model().node("MatMul", "x w", "y")
                .output("y")
                .change(m -> m.getGraphBuilder()
                        .getInitializerBuilder(0)
                        .setRawData(com.google.protobuf.ByteString.copyFrom(new byte[32])));
        assertRefused(both, "tensor 'w'", "beside typed data");
        ModelBuilder half = model().node("MatMul", "x w", "y")
                .output("y")
                .change(m -> m.getGraphBuilder().getInitializerBuilder(0).setDataType(10));
        assertRefused(half, "tensor 'w'", "float16");
    }

    @Test
    void variantsOfOperatorsThatAreNotRead() {
        assertRefused(
                model().node("Relu", "x", "r")
                        .integers("shape", 1, 1, 4)
                        .node("Reshape", "r shape", "h")
                        .node("MaxPool", "h", "m i", list("kernel_shape", 2))
                        .node("Cast", "i", "y", integer("to", 1))
                        .output("y"),
                "MaxPool 'maxpool3'",
                "output 1 is not supported");
        assertRefused(
                model().integers("shape", 1, 1, 1, 2, 2)
                        .node("Reshape", "x shape", "h")
                        .node("MaxPool", "h", "y", list("kernel_shape", 1, 2, 2))
                        .output("y"),
                "MaxPool 'maxpool2'",
                "supported are data of shape 1 x channels x length or 1 x channels x height x width");
        assertRefused(
                model().integers("pads", 0, 1, 0, 1)
                        .node("Pad", "x pads", "y", text("mode", "wrap"))
                        .output("y"),
                "Pad 'pad1'",
                "mode wrap",
                "supported are modes constant, edge, reflect");
        assertRefused(
                model().weights("scales", List.of(2), 1, 2)
                        .node("Resize", "x - scales", "y", text("mode", "linear"))
                        .output("y"),
                "Resize 'resize1'",
                "mode linear",
                "supported is mode nearest");
        assertRefused(
                model().weights("scales", List.of(2), 1, 2)
                        .node("Resize", "x - scales", "y", text("coordinate_transformation_mode", "align_corners"))
                        .output("y"),
                "Resize 'resize1'",
                "align_corners",
                "supported are asymmetric, half_pixel");
        assertRefused(
                model().weights("slope", List.of(2, 4), 1, 1, 1, 1, 1, 1, 1, 1)
                        .node("PRelu", "x slope", "y")
                        .output("y"),
                "PRelu 'prelu1'",
                "slopes of shape [2, 4]");
        assertRefused(
                model().integers("shape", 1, 1, 4)
                        .weights("k", List.of(2, 1, 2), 1, 1, 1, 1)
                        .node("Reshape", "x shape", "h")
                        .node("ConvTranspose", "h k", "y")
                        .output("y"),
                "ConvTranspose 'convtranspose2'",
                "[2, 1, 2]",
                "[1, 1, 4]");
    }
}
