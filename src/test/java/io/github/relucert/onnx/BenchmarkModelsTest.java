package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtException;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.RationalVector;
import io.github.relucert.train.OrtModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every published network that lies beside the project, evaluated exactly, against ONNX Runtime. */
@Tag("slow")
class BenchmarkModelsTest {
    private static final double TOLERANCE = 1e-4;

    @Test
    void agreeWithOnnxRuntime() throws IOException, OrtException {
        Path shared = Path.of("../shared");
        assumeThat(shared).as("../shared, which holds the benchmark networks").isDirectory();
        List<Path> files;
        try (Stream<Path> found = Files.walk(shared)) {
            files = found.filter(path -> path.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            compare(file);
        }
    }

    private static void compare(Path file) throws IOException, OrtException {
        OnnxModel model = OnnxReader.read(file);
        double[] x = new SplittableRandom(1)
                .doubles(model.network().inputSize())
                .map(v -> (float) v)
                .toArray();
        RationalVector found = new ExactEvaluation(model.network(), RationalVector.of(x)).output();
        try (OrtModel oracle = new OrtModel(Files.readAllBytes(file))) {
            double[] expected = oracle.evaluate(x);
            double largest =
                    Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
            assertThat(found.size()).as("%s", file).isEqualTo(expected.length);
            for (int i = 0; i < expected.length; i++) {
                assertThat(found.get(i).doubleNearest())
                        .as("%s", file)
                        .isCloseTo(expected[i], within(TOLERANCE * largest));
            }
        }
    }
}
