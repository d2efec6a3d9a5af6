package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.RationalVector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models as PyTorch, tf2onnx and skl2onnx save them, against the values a second system computed for the same files. */
class ExportedModelsTest {
    private static final Path FOLDER = Path.of("src/test/resources/onnx/exported");

    static Stream<Arguments> models() {
        return entries("expected.json");
    }

    static Stream<Arguments> rejected() {
        return entries("rejected/expected.json");
    }

    private static Stream<Arguments> entries(String list) {
        Path file = FOLDER.resolve(list);
        return JsonMapper.shared().readTree(file.toFile()).properties().stream()
                .map(entry ->
                        Arguments.of(Named.of(entry.getKey(), file.resolveSibling(entry.getKey())), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void computeWhatTheFileComputes(Path file, JsonNode expected) {
        OnnxModel model = OnnxReader.read(file, option(expected));

        int batched =
                expected.get("shape").size() > 1 && expected.get("shape").get(0).asInt() == 1 ? 1 : 0;
        assertThat(model.network().inputShape())
                .isEqualTo(integers(expected.get("shape"))
                        .subList(batched, expected.get("shape").size()));
        assertThat(model.network().inputType())
                .isEqualTo(expected.get("type").asString().equals("float64") ? FloatType.FLOAT64 : FloatType.FLOAT32);
        for (JsonNode sample : expected.get("samples")) {
            double[] x = numbers(sample.get("input"));
            double[] scores = numbers(sample.get("scores"));
            RationalVector output = new ExactEvaluation(model.network(), RationalVector.of(x)).output();
            assertThat(output.size()).isEqualTo(scores.length);
            for (int i = 0; i < scores.length; i++) {
                double tolerance = 1e-5 * Math.max(1, Math.abs(scores[i]));
                assertThat(output.get(i).doubleNearest()).isCloseTo(scores[i], within(tolerance));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void endAtTheScoresAndNameTheTail(Path file, JsonNode expected) {
        OnnxModel model = OnnxReader.read(file, option(expected));

        if (file.endsWith("tail_identity_softmax_identity.onnx")) {
            // The first Identity may be on either side of the cut; here it belongs to the network.
            assertThat(model.cutTail()).containsExactly("Softmax", "Identity");
            return;
        }
        assertThat(model.scores()).isEqualTo(expected.get("scores").asString());
        assertThat(model.cutTail()).isEqualTo(texts(expected.path("cut")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejected")
    void refuseInOneLineThatNamesThePlace(Path file, JsonNode expected) {
        assertThatThrownBy(() -> OnnxReader.read(file, option(expected)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContainingAll(texts(expected.get("mentions")).toArray(String[]::new));
    }

    private static Optional<String> option(JsonNode expected) {
        return Optional.ofNullable(expected.get("option")).map(JsonNode::asString);
    }

    private static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static List<Integer> integers(JsonNode list) {
        return list.valueStream().map(JsonNode::asInt).toList();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(entry -> texts.add(entry.asString()));
        return texts;
    }
}
