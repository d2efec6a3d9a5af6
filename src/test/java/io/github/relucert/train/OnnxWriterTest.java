package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.RationalVector;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Affine.Term;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
    private final SplittableRandom random = new SplittableRandom(7);

    /** Multiples of 1/256 in [-1, 1]: float32 numbers whose sums of products float64 holds exactly. */
    private double[] numbers(int count) {
        return random.ints(count, -256, 257).mapToDouble(k -> k / 256.0).toArray();
    }

    private static Layer affine(double[] bias, Term... terms) {
        return new Affine("affine", List.of(terms), bias);
    }

    private static Network network(FloatType type, List<Integer> shape, Layer... layers) {
        return new Network(type, shape, List.of(layers));
    }

    private Network dense(FloatType type) {
        return network(
                type,
                List.of(5),
                affine(numbers(7), new Term(0, new Dense(7, 5, numbers(35)))),
                new Relu("relu", 1, 7),
                affine(numbers(3), new Term(2, new Dense(3, 7, numbers(21)))));
    }

    private Network convolutional(FloatType type) {
        Geometry strided = new Geometry(2, 7, 6, 4, 4, 3, 3, 2, 2, 2, 1, 0, 1, 1, 1);
        Geometry dilated = new Geometry(4, 4, 3, 4, 2, 3, 2, 2, 2, 1, 0, 1, 2, 2, 2);
        double[] perChannel = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, -3, -3, -3, -3, -3, -3, 0, 0, 0, 0, 0, 0};
        return network(
                type,
                List.of(2, 7, 6),
                affine(numbers(48), new Term(0, new Convolution(strided, numbers(strided.kernelSize())))),
                new Relu("relu", 1, 48),
                affine(perChannel, new Term(2, new Convolution(dilated, numbers(dilated.kernelSize())))),
                new Relu("relu", 3, 24),
                affine(numbers(2), new Term(4, new Dense(2, 24, numbers(48)))));
    }

    private Network sparse(FloatType type) {
        Sparse general = new Sparse(6, new int[] {0, 2, 2, 5}, new int[] {1, 4, 0, 2, 5}, numbers(5));
        return network(
                type,
                List.of(6),
                affine(numbers(6), new Term(0, Sparse.diagonal(numbers(6)))),
                new Relu("relu", 1, 6),
                affine(new double[4], new Term(2, Sparse.select(6, new int[] {5, 0, -1, 0}))),
                affine(numbers(3), new Term(2, general)),
                affine(new double[7], embedding(7, 0, 4, 3), embedding(7, 4, 3, 4)),
                affine(numbers(6), new Term(5, new Dense(6, 7, numbers(42))), new Term(0, Sparse.identity(6))),
                affine(new double[6], new Term(6, Sparse.identity(6)), new Term(0, Sparse.diagonal(numbers(6)))));
    }

    private static Term embedding(int size, int start, int count, int source) {
        int[] indices = new int[size];
        for (int i = 0; i < size; i++) {
            indices[i] = i >= start && i < start + count ? i - start : -1;
        }
        return new Term(source, Sparse.select(count, indices));
    }

    /** Reads two of the three output rows that the padding would give, which no Conv node can say. */
    private Network cropped(FloatType type) {
        Geometry geometry = new Geometry(1, 3, 3, 1, 2, 3, 1, 1, 1, 1, 0, 0, 1, 1, 1);
        return network(type, List.of(1, 3, 3), affine(numbers(6), new Term(0, new Convolution(geometry, numbers(1)))));
    }

    private void agrees(Network network, double tolerance) throws OrtException {
        agrees(network, OnnxWriter.toBytes(network), tolerance);
    }

    private void agrees(Network network, byte[] file, double tolerance) throws OrtException {
        try (OrtModel model = new OrtModel(file)) {
            for (int repetition = 0; repetition < 10; repetition++) {
                double[] x = numbers(network.inputSize());
                double[] expected = new ExactEvaluation(network, RationalVector.of(x))
                        .output().toList().stream()
                                .mapToDouble(Rational::doubleNearest)
                                .toArray();
                assertThat(model.evaluate(x)).containsExactly(expected, within(tolerance));
            }
        }
    }

    private List<Network> nets(FloatType type) {
        Network single = network(type, List.of(), new Relu("relu", 0, 1));
        return List.of(dense(type), sparse(type), cropped(type), single);
    }

    @Test
    void onnxRuntimeReadsEveryKindOfLayerInFloat32() throws OrtException {
        for (Network network : nets(FloatType.FLOAT32)) {
            agrees(network, 1e-5);
        }
        agrees(convolutional(FloatType.FLOAT32), 1e-5);
    }

    @Test
    void onnxRuntimeReadsEveryKindOfLayerInFloat64() throws OrtException {
        for (Network network : nets(FloatType.FLOAT64)) {
            agrees(network, 1e-13);
        }
    }

    @Test
    void aWeightThatDiffersInTheEighthBitIsSeen() throws OrtException {
        double[] weights = numbers(6);
        byte[] file = OnnxWriter.toBytes(oneLayer(FloatType.FLOAT32, weights));
        agrees(oneLayer(FloatType.FLOAT32, weights), file, 1e-5);
        weights[4] += 1 / 256.0;
        assertThatThrownBy(() -> agrees(oneLayer(FloatType.FLOAT32, weights), file, 1e-5))
                .isInstanceOf(AssertionError.class);
    }

    private static Network oneLayer(FloatType type, double... weights) {
        return network(type, List.of(3), affine(new double[2], new Term(0, new Dense(2, 3, weights))));
    }

    @Test
    void aNumberThatFloat32CannotHoldMovesTheArithmeticToFloat64ButNotTheInput() throws OrtException {
        Network network = oneLayer(FloatType.FLOAT32, 1, 2, 3, 4, 5, 1 + 0x1p-40);
        agrees(network, 1e-15);
        try (OrtModel model = new OrtModel(OnnxWriter.toBytes(network))) {
            assertThat(model.inputType()).isEqualTo(OnnxJavaType.FLOAT);
            assertThat(model.evaluate(new double[] {0, 0, 1})[1]).isEqualTo(1 + 0x1p-40);
        }
    }

    @Test
    void everyMapBecomesItsOwnOperator() throws InvalidProtocolBufferException {
        assertThat(operators(dense(FloatType.FLOAT32))).containsExactly("Gemm", "Relu", "Gemm");
        assertThat(operators(sparse(FloatType.FLOAT64)))
                .containsExactly(
                        "Mul", "Add", "Relu", "Gather", "Mul", "MatMul", "Add", "Concat", "Gemm", "Add", "Mul", "Add");
        assertThat(operators(convolutional(FloatType.FLOAT32)))
                .containsExactly("Conv", "Add", "Relu", "Conv", "Relu", "Flatten", "Gemm");
        assertThat(operators(cropped(FloatType.FLOAT32))).containsExactly("Flatten", "MatMul", "Add");
        Layer same = affine(new double[2], new Term(0, Sparse.identity(2)));
        assertThat(operators(network(FloatType.FLOAT32, List.of(2), same))).containsExactly("Identity");
    }

    private static Stream<String> operators(Network network) throws InvalidProtocolBufferException {
        return OnnxMl.ModelProto.parseFrom(OnnxWriter.toBytes(network)).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        double[] weights = numbers(6);
        byte[] first = OnnxWriter.toBytes(oneLayer(FloatType.FLOAT64, weights));
        assertThat(OnnxWriter.toBytes(oneLayer(FloatType.FLOAT64, weights))).isEqualTo(first);
        weights[0] = Math.nextUp(weights[0]);
        assertThat(OnnxWriter.toBytes(oneLayer(FloatType.FLOAT64, weights))).isNotEqualTo(first);
    }

    @Test
    void writesTheWholeFileAndNothingElse(@TempDir Path folder) throws IOException {
        Network network = dense(FloatType.FLOAT32);
        Path file = folder.resolve("net.onnx");
        Files.writeString(file, "older");
        OnnxWriter.write(network, file);
        assertThat(file).hasBinaryContent(OnnxWriter.toBytes(network));
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
    }

    @Test
    void namesTheFileThatCannotBeWritten(@TempDir Path folder) throws IOException {
        Network network = dense(FloatType.FLOAT32);
        Path occupied = folder.resolve("taken");
        Files.createDirectories(occupied.resolve("inner"));
        assertThatThrownBy(() -> OnnxWriter.write(network, occupied))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(occupied.toString());
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(occupied);
        }
    }
}
