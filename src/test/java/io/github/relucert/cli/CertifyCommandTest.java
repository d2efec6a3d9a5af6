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
import java.util.stream.Stream;
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
            "claim",
            "model",
            "model_sha256",
            "data",
            "data_sha256",
            "domain",
            "labels",
            "question");

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
            assertThat(answer.get("status").asString()).isIn("exact", "bracket", "misclassified");
            BigDecimal width = answer.get("upper")
                    .decimalValue()
                    .subtract(answer.get("lower").decimalValue());
            assertThat(width.doubleValue())
                    .isBetween(0.0, 1e-9 * answer.get("upper").asDouble());
            assertThat(answer.get("lower_by").asString()).isEqualTo("proof");
            assertThat(answer.get("stopped").isNull()).isTrue();
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

    private static final String[] CLAIMS = {"--engine", "milp", "--no-replay"};

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void exitStatusFollowsWhatIsDemanded() {
        JsonNode answer = json(0, "--rows", "0").getFirst();
        String lower = answer.get("lower").decimalValue().toPlainString();
        String more = answer.get("upper")
                .decimalValue()
                .multiply(new BigDecimal("1.1"))
                .toPlainString();
        certify(0, "--rows", "0", "--fail-under", lower, "--require-proof");
        certify(1, "--rows", "0", "--fail-under", more);
        certify(3, with(CLAIMS, "--rows", "0", "--require-proof"));
    }

    @Test
    void theSolversWordIsReplacedByAProof() {
        JsonNode claimed = json(0, with(CLAIMS, "--rows", "0")).getFirst();
        JsonNode proved = json(0, "--engine", "milp", "--rows", "0").getFirst();
        assertThat(claimed.get("lower_by").asString()).isIn("claim:GLOP", "claim:SCIP");
        assertThat(proved.get("lower_by").asString()).isEqualTo("proof");
        assertThat(end(proved, "lower")).isGreaterThanOrEqualTo(end(claimed, "lower"));
        assertThat(end(proved, "lower")).isLessThanOrEqualTo(end(claimed, "upper"));
    }

    /** Runs {@code check} on a saved answer of the toy model. */
    private String check(int expectedStatus, String name) {
        StringWriter out = new StringWriter();
        PrintWriter text = new PrintWriter(out);
        String file = folder.resolve(name).toString();
        int status = Main.run(text, text, "check", file, "--model", "models/toy.onnx");
        assertThat(status).as(out.toString()).isEqualTo(expectedStatus);
        return out.toString();
    }

    private List<String> saved() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> !name.equals("certify.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void savedCertificatesPassTheirCheck() throws IOException {
        List<JsonNode> answers = json(0, "--rows", "0", "--norm", "linf,l2,l1", "--out", folder.toString());
        assertThat(saved())
                .containsExactly(
                        "row-0-l1.cert",
                        "row-0-l1.npy",
                        "row-0-l2.cert",
                        "row-0-l2.npy",
                        "row-0-linf.cert",
                        "row-0-linf.npy");
        assertThat(answers.getFirst().get("certificate").asString())
                .isEqualTo(folder.resolve("row-0-linf.cert").toString());
        assertThat(answers.getFirst().get("claim").isNull()).isTrue();
        for (String name : List.of("row-0-linf.cert", "row-0-l2.cert", "row-0-l1.cert")) {
            assertThat(check(0, name)).contains("valid", "radius >= ", "radius <= ");
        }
    }

    @Test
    void aRobustRowIsCertifiedForTheClosedBall() {
        certify(0, "--rows", "0", "--up-to", "0.05", "--out", folder.toString());
        assertThat(check(0, "row-0-linf.cert")).contains("robust at 1/20");
    }

    /** Negative control: a certificate whose radius is raised by a millionth fails its check. */
    @Test
    void aRaisedRadiusFailsTheCheck() throws IOException {
        certify(0, "--rows", "0", "--out", folder.toString());
        Path file = folder.resolve("row-0-linf.cert");
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("witness "))
                .map(line -> line.startsWith("states ") ? raised(line) : line)
                .toList();
        Files.write(file, lines);
        assertThat(check(1, "row-0-linf.cert")).contains("invalid");
    }

    private static String raised(String states) {
        String[] words = states.split(" ", -1);
        Rational more = Rational.parse("1.000001").multiply(Rational.parse(words[2]));
        return words[0] + " " + words[1] + " " + more;
    }

    @Test
    void savedClaimsSurviveTheirCheckAsClaims() throws IOException {
        certify(0, "--rows", "0", "--norm", "l2", "--out", folder.toString());
        certify(0, with(CLAIMS, "--rows", "0", "--norm", "l2", "--out", folder.toString()));
        assertThat(saved()).as("an older certificate gives way").containsExactly("row-0-l2.claim", "row-0-l2.npy");
        assertThat(check(3, "row-0-l2.claim")).contains("claimed");
    }

    @Test
    void textSaysWhatIsProved() {
        List<String> lines = certify(0, "--rows", "0");
        assertThat(lines.getFirst()).startsWith("toy.onnx: 2 inputs, 32 ReLUs");
        assertThat(lines.get(1)).matches("estimate: \\d+ of 32 ReLUs unstable by CROWN bounds within .*");
        assertThat(lines.get(2)).startsWith("row 0  label ").contains("  l_inf  ", "proved", " s");
        assertThat(String.join(" ", lines))
                .contains("lower ends are proved", "real arithmetic over the stored weights", "float32 run may differ")
                .doesNotContain("claim");
    }

    @Test
    void textSaysWhatIsClaimed() {
        List<String> lines = certify(0, with(CLAIMS, "--rows", "0"));
        assertThat(lines.get(2)).contains("claimed by ", "upper end witness");
        assertThat(String.join(" ", lines)).contains("claims, not proofs");
    }

    @Test
    void whoRunsOutOfTimeIsToldWhatHelps() {
        StringWriter out = new StringWriter();
        String[] hard = {
            "certify",
            "models/digits-conv.onnx",
            "--data",
            "specs/digits-test.csv",
            "--domain",
            "0,16",
            "--rows",
            "1",
            "--norm",
            "l2",
            "--timeout",
            "0.01"
        };
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(out), hard)).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(2)).contains("stopped: timeout");
        assertThat(lines.getLast()).startsWith("1 answer ran out of time").contains("--timeout", "--up-to", "--norm");
    }
}
