package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.Engines;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What {@code compare} takes from saved certificates, what it computes, and what it says when a point contradicts a lower end. */
class CompareCertificatesTest {
    private static final String[] QUESTION = {"models/toy.onnx", "--data", "specs/toy-test.csv", "--domain", "-1,1"};

    /** Proves nothing: where it ends, a bracket is what certificates and attacks make of it. */
    private static final Engine IDLE = (problem, _, incumbent, _) -> new Outcome(
            Outcome.Verdict.BRACKET,
            new Radius(problem.norm(), Rational.ZERO),
            new Outcome.Proved(),
            incumbent,
            Optional.of(Outcome.Stop.TIMEOUT),
            0);

    /** Says more than is true, by a tenth. */
    private static final Engine LYING = (problem, compiled, incumbent, limits) -> {
        Outcome truth = Engines.search().solve(problem, compiled, incumbent, limits);
        Rational raised = truth.lower().value().multiply(Rational.of(11, 10));
        return new Outcome(
                truth.verdict(),
                new Radius(problem.norm(), raised),
                new Outcome.Proved(),
                truth.witness(),
                truth.stopped(),
                truth.nodes());
    };

    @TempDir
    Path folder;

    private record Run(int status, String out, String err) {
        List<JsonNode> objects(String kind) {
            ObjectMapper mapper = new ObjectMapper();
            return out.lines()
                    .map(mapper::readTree)
                    .filter(node -> node.get("kind").asString().equals(kind))
                    .toList();
        }
    }

    private static Run run(Object command, Stream<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(command, new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    private static Run compare(Engine engine, String... more) {
        return run(new CompareCommand(engine), Stream.concat(Stream.of(QUESTION), Stream.of(more)));
    }

    private String[] withCertificates(String... more) {
        return Stream.concat(
                        Stream.of("--rows", "0-1", "--attacks", "fgsm", "--certificates", folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** Certificates that no unsafe point lies within 0.05, and nothing beyond. */
    private void proveABall() {
        Run robust = run(
                new Main(),
                Stream.of(
                                Stream.of("robust"),
                                Stream.of(QUESTION),
                                Stream.of("--rows", "0-2", "--epsilon", "0.05", "--out", folder.toString()))
                        .flatMap(words -> words));
        assertThat(robust.status()).as(robust.err()).isZero();
    }

    @Test
    void aCertificateThatLeavesTheRadiusOpenIsNotAllThatIsAsked() throws IOException {
        proveABall();
        Map<String, String> before = RobustRuns.certificates(folder);
        Run first = compare(Engines.search(), withCertificates("--format", "json"));
        assertThat(first.status()).as(first.err()).isZero();
        for (JsonNode finding : first.objects("finding")) {
            assertThat(finding.get("reused").asBoolean()).isFalse();
            assertThat(finding.get("upper").asDouble())
                    .isGreaterThan(0.05)
                    .isCloseTo(finding.get("lower").asDouble(), within(1e-9));
        }
        assertThat(RobustRuns.certificates(folder))
                .as("another run's certificates are left alone")
                .containsAllEntriesOf(before)
                .hasSize(before.size() + 2);
        assertThat(RobustRuns.check(folder).status()).isZero();
        Run second = compare(IDLE, withCertificates("--format", "json"));
        for (int k = 0; k < first.objects("finding").size(); k++) {
            JsonNode reused = second.objects("finding").get(k);
            assertThat(reused.get("reused").asBoolean()).isTrue();
            assertThat(reused.get("lower"))
                    .isEqualTo(first.objects("finding").get(k).get("lower"));
            assertThat(Path.of(reused.get("certificate").asString())).exists();
        }
    }

    @Test
    void whatIsSavedIsKeptWhereNothingBetterIsFound() {
        proveABall();
        Run run = compare(IDLE, withCertificates("--format", "json"));
        assertThat(run.status()).as(run.err()).isZero();
        for (JsonNode finding : run.objects("finding")) {
            assertThat(finding.get("lower").asDouble()).isEqualTo(0.05);
            assertThat(finding.get("reused").asBoolean()).isTrue();
            assertThat(finding.get("upper").asDouble())
                    .as("the witness is the attack's, of another certificate")
                    .isBetween(0.05, 0.5);
        }
        List<JsonNode> again =
                compare(IDLE, withCertificates("--format", "json")).objects("finding");
        assertThat(again.getFirst().get("upper"))
                .isEqualTo(run.objects("finding").getFirst().get("upper"));
        Run bare = compare(IDLE, "--rows", "0", "--attacks", "fgsm", "--format", "json");
        assertThat(bare.objects("finding").getFirst().get("lower").asDouble())
                .as("without certificates the idle engine has no lower end")
                .isZero();
    }

    @Test
    void thePageSaysOfOpenBracketsWhatTheTextSays() throws IOException {
        proveABall();
        Path page = folder.resolve("page.html");
        Run run = compare(
                IDLE,
                "--rows",
                "0-2",
                "--attacks",
                "pgd,deepfool",
                "--budget",
                "500",
                "--certificates",
                folder.toString(),
                "--html",
                page.toString(),
                "--format",
                "json");
        assertThat(run.status()).as(run.err()).isZero();
        String html = Files.readString(page);
        int seen = 0;
        for (JsonNode summary : run.objects("summary")) {
            String attack = summary.get("attack").asString();
            if (List.of("PGD", "DeepFool").contains(attack)) {
                seen++;
                assertThat(summary.get("within_1_percent").asDouble()).isZero();
                assertThat(summary.get("median_ratio_low").asDouble()).isGreaterThanOrEqualTo(1);
                assertThat(html)
                        .contains("<td>" + attack + "</td><td>"
                                + summary.get("source").asString()
                                + "</td><td>3 of 3</td><td>" + six(summary, "median_ratio_low") + " … "
                                + six(summary, "median_ratio_high") + "</td><td>" + six(summary, "worst_ratio")
                                + "</td><td>0.0 %</td>");
            }
        }
        assertThat(seen).isEqualTo(2);
        assertThat(html)
                .contains("3 of 3 certificates are open")
                .doesNotContain("there every attack would contradict a proof");
    }

    private static String six(JsonNode summary, String field) {
        return String.format(Locale.ROOT, "%.6g", summary.get(field).asDouble());
    }

    @Test
    void aPointBelowALowerEndEndsWithStatusOne() {
        Path page = folder.resolve("page.html");
        String[] words = {"--rows", "0", "--attacks", "deepfool", "--out", folder.toString(), "--html", page.toString()
        };
        Run lie = compare(LYING, words);
        assertThat(lie.status()).as(lie.err()).isEqualTo(1);
        assertThat(lie.out())
                .contains(
                        "CONTRADICTION: DeepFool found an exact unsafe point",
                        "CONTRADICTION: certificate found an exact");
        assertThat(page).doesNotExist();
        assertThat(lie.err()).contains("page.html", "contradiction");
        assertThat(folder.resolve("compare.jsonl")).content().contains("\"contradicts\":true");
        Run truth = compare(Engines.search(), words);
        assertThat(truth.status()).as(truth.err()).isZero();
        assertThat(truth.out()).doesNotContain("CONTRADICTION");
        assertThat(page).exists();
    }
}
