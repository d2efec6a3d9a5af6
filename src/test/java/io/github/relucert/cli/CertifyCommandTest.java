package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code certify} prints and saves, on the shipped toy model in two dimensions. */
class CertifyCommandTest {
    private static final List<String> FIELDS = List.of(
            "row",
            "label",
            "predicted",
            "norm",
            "status",
            "stopped",
            "lower",
            "upper",
            "lower_by",
            "upper_by",
            "radius",
            "radius_squared",
            "target",
            "attack",
            "seconds",
            "nodes",
            "certificate",
            "claim");

    @TempDir
    Path folder;

    private static List<String> certify(int expectedStatus, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "certify",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv",
                "--domain",
                "-1.5,1.5",
                "--timeout",
                "60"));
        words.addAll(Arrays.asList(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
        assertThat(status).isEqualTo(expectedStatus);
        return out.toString().lines().toList();
    }

    private static List<JsonNode> json(int expectedStatus, String... more) {
        List<String> words = new ArrayList<>(Arrays.asList(more));
        words.addAll(List.of("--format", "json"));
        return certify(expectedStatus, words.toArray(String[]::new)).stream()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    private static Radius end(JsonNode answer, String end) {
        Norm norm = Norm.valueOf(answer.get("norm").asString().toUpperCase(java.util.Locale.ROOT));
        return Radius.ofLength(
                norm, Rational.parse(answer.get(end).decimalValue().toString()));
    }

    @Test
    void everyNormGivesAClosedBracketInTheAgreedFields() {
        List<JsonNode> answers = json(0, "--rows", "0-2", "--norm", "linf,l2,l1");
        assertThat(answers).hasSize(9);
        for (JsonNode answer : answers) {
            assertThat(answer.propertyNames()).containsExactlyElementsOf(FIELDS);
            assertThat(answer.get("status").asString()).isIn("bracket", "misclassified");
            BigDecimal width = answer.get("upper")
                    .decimalValue()
                    .subtract(answer.get("lower").decimalValue());
            assertThat(width.doubleValue())
                    .isBetween(0.0, 1e-6 * answer.get("upper").asDouble());
        }
        assertThat(answers.stream().map(a -> a.get("row").asInt()).toList()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
    }

    @Test
    void theQuestionUpToARadiusAgreesWithTheRadius() {
        JsonNode answer = json(0, "--rows", "0").getFirst();
        String lower = answer.get("lower")
                .decimalValue()
                .multiply(new BigDecimal("0.99"), new MathContext(6))
                .toPlainString();
        String upper = answer.get("upper")
                .decimalValue()
                .multiply(new BigDecimal("1.01"), new MathContext(6))
                .toPlainString();
        JsonNode above = json(0, "--rows", "0", "--up-to", lower).getFirst();
        JsonNode below = json(0, "--rows", "0", "--up-to", upper).getFirst();
        assertThat(above.get("status").asString()).isEqualTo("above");
        assertThat(end(above, "lower")).isEqualTo(Radius.ofLength(Norm.LINF, Rational.parse(lower)));
        assertThat(below.get("status").asString()).isEqualTo("below");
        assertThat(end(below, "upper")).isLessThanOrEqualTo(Radius.ofLength(Norm.LINF, Rational.parse(upper)));
        assertThat(end(below, "upper")).isGreaterThanOrEqualTo(end(answer, "lower"));
    }

    @Test
    void exitStatusFollowsWhatIsDemanded() {
        JsonNode answer = json(0, "--rows", "0").getFirst();
        String lower = answer.get("lower").decimalValue().toPlainString();
        String more = answer.get("upper")
                .decimalValue()
                .multiply(new BigDecimal("1.1"))
                .toPlainString();
        certify(0, "--rows", "0", "--fail-under", lower);
        certify(1, "--rows", "0", "--fail-under", more);
        certify(3, "--rows", "0", "--require-proof");
    }

    @Test
    void savedClaimsSurviveTheirCheckAsClaims() throws IOException {
        certify(0, "--rows", "0,1", "--norm", "l2", "--out", folder.toString());
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).contains("row-0-l2.claim", "row-1-l2.claim");
        }
        StringWriter out = new StringWriter();
        int status = Main.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "check",
                folder.resolve("row-0-l2.claim").toString(),
                "--model",
                "models/toy.onnx");
        assertThat(status).as(out.toString()).isEqualTo(ExitStatus.CLAIMED.code());
        assertThat(out.toString()).contains("claimed");
    }

    @Test
    void textSaysWhatIsClaimedAndWhatIsProved() {
        List<String> lines = certify(0, "--rows", "0");
        assertThat(lines.getFirst()).startsWith("toy.onnx: 2 inputs, 32 ReLUs");
        assertThat(lines.get(1)).startsWith("row 0  label ").contains("  l_inf  ", "claimed by SCIP", "witness", " s");
        assertThat(String.join(" ", lines))
                .contains("real arithmetic over the stored weights", "float32 run may differ");
    }
}
