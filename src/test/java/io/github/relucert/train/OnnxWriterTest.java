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
import io.github.relucert.network.Affine.Term;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Sparse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {
    private final SampleNetworks samples = new SampleNetworks(7);

    private void agrees(Network network, double tolerance) throws OrtException {
        agrees(network, OnnxWriter.toBytes(network), tolerance);
    }

    private void agrees(Network network, byte[] file, double tolerance) throws OrtException {
        try (OrtModel model = new OrtModel(file)) {
            for (int repetition = 0; repetition < 10; repetition++) {
                double[] x = samples.numbers(network.inputSize());
                double[] expected = new ExactEvaluation(network, RationalVector.of(x))
                        .output().toList().stream()
                                .mapToDouble(Rational::doubleNearest)
                                .toArray();
                assertThat(model.evaluate(x)).containsExactly(expected, within(tolerance));
            }
        }
    }

    @Test
    void onnxRuntimeReadsEveryKindOfLayerInFloat32() throws OrtException {
        for (Network network : samples.withoutConvolution(FloatType.FLOAT32)) {
            agrees(network, 1e-5);
        }
        agrees(samples.convolutional(FloatType.FLOAT32), 1e-5);
    }

    @Test
    void onnxRuntimeReadsEveryKindOfLayerInFloat64() throws OrtException {
        for (Network network : samples.withoutConvolution(FloatType.FLOAT64)) {
            agrees(network, 1e-13);
        }
    }

    @Test
    void aWeightThatDiffersInTheEighthBitIsSeen() throws OrtException {
        double[] weights = samples.numbers(6);
        byte[] file = OnnxWriter.toBytes(SampleNetworks.oneLayer(FloatType.FLOAT32, weights));
        agrees(SampleNetworks.oneLayer(FloatType.FLOAT32, weights), file, 1e-5);
        weights[4] += 1 / 256.0;
        assertThatThrownBy(() -> agrees(SampleNetworks.oneLayer(FloatType.FLOAT32, weights), file, 1e-5))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aNumberThatFloat32CannotHoldMovesTheArithmeticToFloat64ButNotTheInput() throws OrtException {
        Network network = SampleNetworks.oneLayer(FloatType.FLOAT32, 1, 2, 3, 4, 5, 1 + 0x1p-40);
        agrees(network, 1e-15);
        try (OrtModel model = new OrtModel(OnnxWriter.toBytes(network))) {
            assertThat(model.inputType()).isEqualTo(OnnxJavaType.FLOAT);
            assertThat(model.evaluate(new double[] {0, 0, 1})[1]).isEqualTo(1 + 0x1p-40);
        }
    }

    @Test
    void everyMapBecomesItsOwnOperator() throws InvalidProtocolBufferException {
        assertThat(operators(samples.dense(FloatType.FLOAT32))).containsExactly("Gemm", "Relu", "Gemm");
        assertThat(operators(samples.sparse(FloatType.FLOAT64)))
                .containsExactly(
                        "Mul", "Add", "Relu", "Gather", "Mul", "MatMul", "Add", "Concat", "Gemm", "Add", "Mul", "Add");
        assertThat(operators(samples.convolutional(FloatType.FLOAT32)))
                .containsExactly("Conv", "Add", "Relu", "Conv", "Relu", "Flatten", "Gemm");
        assertThat(operators(samples.cropped(FloatType.FLOAT32))).containsExactly("Flatten", "MatMul", "Add");
        Layer same = SampleNetworks.affine(new double[2], new Term(0, Sparse.identity(2)));
        assertThat(operators(SampleNetworks.network(FloatType.FLOAT32, List.of(2), same)))
                .containsExactly("Identity");
    }

    private static Stream<String> operators(Network network) throws InvalidProtocolBufferException {
        return OnnxMl.ModelProto.parseFrom(OnnxWriter.toBytes(network)).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType);
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        double[] weights = samples.numbers(6);
        byte[] first = OnnxWriter.toBytes(SampleNetworks.oneLayer(FloatType.FLOAT64, weights));
        assertThat(OnnxWriter.toBytes(SampleNetworks.oneLayer(FloatType.FLOAT64, weights)))
                .isEqualTo(first);
        weights[0] = Math.nextUp(weights[0]);
        assertThat(OnnxWriter.toBytes(SampleNetworks.oneLayer(FloatType.FLOAT64, weights)))
                .isNotEqualTo(first);
    }

    @Test
    void writesTheWholeFileAndNothingElse(@TempDir Path folder) throws IOException {
        Network network = samples.dense(FloatType.FLOAT32);
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
        Network network = samples.dense(FloatType.FLOAT32);
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
