package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OrtException;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.onnx.OnnxReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code models/README.md} says of the shipped models, seen by ONNX Runtime and by plain readers of the rows. */
class ShippedModelsTest {
    private static final Path MODELS = Path.of("models");
    private static final Path SPECS = Path.of("specs");

    @ParameterizedTest
    @CsvSource({
        "digits.onnx, digits-test.csv, 487",
        "digits-adversarial.onnx, digits-test.csv, 481",
        "digits-conv.onnx, digits-test.csv, 486",
        "digits-bn.onnx, digits-test.csv, 487",
        "digits-pool.onnx, digits-test.csv, 484",
        "digits-residual.onnx, digits-test.csv, 479",
        "toy.onnx, toy-test.csv, 200"
    })
    void onnxRuntimeCountsTheDocumentedRightAnswers(String model, String rows, int right)
            throws IOException, OrtException {
        assertThat(right(model, csv(SPECS.resolve(rows)))).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"mnist.onnx, 95", "mnist-adversarial.onnx, 90"})
    void onnxRuntimeKnowsMostOfTheMnistRows(String model, int least) throws IOException, OrtException {
        assertThat(right(model, mnist())).isGreaterThanOrEqualTo(least);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits",
                "digits-adversarial",
                "digits-conv",
                "digits-bn",
                "digits-pool",
                "digits-residual",
                "mnist",
                "mnist-adversarial",
                "toy"
            })
    void theReadersNetworkAgreesWithOnnxRuntime(String name) throws IOException, OrtException {
        Path file = MODELS.resolve(name + ".onnx");
        Network network = OnnxReader.read(file).network();
        Examples rows = switch (network.inputSize()) {
            case 784 -> mnist();
            case 64 -> csv(SPECS.resolve("digits-test.csv"));
            default -> csv(SPECS.resolve("toy-test.csv"));
        };
        try (OrtModel model = new OrtModel(Files.readAllBytes(file))) {
            for (double[] row : rows.rows().subList(0, 20)) {
                double[] x = Arrays.stream(row).map(FloatType.FLOAT32::round).toArray();
                double[] expected = model.evaluate(x);
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                RationalVector exact = new ExactEvaluation(network, RationalVector.of(x)).output();
                for (int j = 0; j < expected.length; j++) {
                    assertThat(exact.get(j).doubleNearest())
                            .isCloseTo(expected[j], within(1e-4 * Math.max(1, largest)));
                }
            }
        }
    }

    @Test
    void shiftedLabelsAreSeen() throws IOException, OrtException {
        Examples rows = csv(SPECS.resolve("digits-test.csv"));
        int[] shifted = new int[rows.size()];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = (rows.labels()[i] + 1) % 10;
        }
        assertThat(right("digits.onnx", new Examples(rows.rows(), shifted))).isLessThan(50);
    }

    @Test
    void operatorsStandInTheFilesAsSuch() throws IOException {
        assertThat(operators("digits-bn.onnx")).containsSubsequence("Conv", "BatchNormalization", "Relu", "Gemm");
        assertThat(operators("digits-conv.onnx").filter("Conv"::equals)).hasSize(2);
        assertThat(operators("digits-pool.onnx"))
                .containsExactly("Conv", "BatchNormalization", "MaxPool", "Relu", "Flatten", "Gemm");
        assertThat(operators("digits-residual.onnx"))
                .containsExactly("Conv", "Relu", "Conv", "Relu", "Conv", "Add", "Relu", "Flatten", "Gemm");
    }

    @Test
    void theModelsAndRowsAreSmall() throws IOException {
        for (Path folder : List.of(MODELS, SPECS)) {
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files)
                        .allSatisfy(file -> assertThat(file.toFile().length()).isLessThan(250_000));
            }
        }
    }

    private static Stream<String> operators(String model) throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(MODELS.resolve(model))).getGraph().getNodeList().stream()
                .map(OnnxMl.NodeProto::getOpType);
    }

    private static int right(String model, Examples rows) throws IOException, OrtException {
        try (OrtModel network = new OrtModel(Files.readAllBytes(MODELS.resolve(model)))) {
            int right = 0;
            for (int i = 0; i < rows.size(); i++) {
                double[] outputs = network.evaluate(rows.rows().get(i));
                right += Accuracy.correct(outputs, new int[] {rows.labels()[i]});
            }
            return right;
        }
    }

    private static Examples csv(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            double[] numbers = Stream.of(line.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            double[] row = new double[numbers.length - 1];
            System.arraycopy(numbers, 1, row, 0, row.length);
            rows.add(row);
            labels.add((int) numbers[0]);
        }
        return new Examples(rows, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Examples mnist() throws IOException {
        byte[] images = unpacked("mnist-test-images-idx3-ubyte.gz");
        byte[] digits = unpacked("mnist-test-labels-idx1-ubyte.gz");
        List<double[]> rows = new ArrayList<>();
        int[] labels = new int[digits.length - 8];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = digits[8 + i];
            double[] row = new double[784];
            for (int j = 0; j < row.length; j++) {
                row[j] = (images[16 + i * row.length + j] & 0xff) / 255.0;
            }
            rows.add(row);
        }
        assertThat(labels).hasSize(100);
        return new Examples(rows, labels);
    }

    private static byte[] unpacked(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(SPECS.resolve(name)))) {
            return in.readAllBytes();
        }
    }
}
