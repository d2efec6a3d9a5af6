package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.network.FloatType;
import io.github.relucert.report.NpyWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class CompareCommandTest {
    private static final List<String> TOY =
            List.of("compare", "models/toy.onnx", "--data", "specs/toy-test.csv", "--domain", "-1,1");
    private static final List<String> MASKED =
            List.of("compare", "models/digits-masked.onnx", "--data", "specs/digits-test.csv", "--domain", "0,16");

    @TempDir
    private Path folder;

    private record Run(int status, String out, String err) {
        List<JsonNode> objects(String kind) {
            ObjectMapper mapper = new ObjectMapper();
            return out.lines()
                    .map(mapper::readTree)
                    .filter(node -> node.get("kind").asString().equals(kind))
                    .toList();
        }
    }

    private static Run run(List<String> start, String... rest) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.concat(start.stream(), Stream.of(rest)).toArray(String[]::new);
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words);
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    void everyAttackIsMeasuredAgainstTheCertificate() {
        Run run = run(TOY, "--rows", "0-1", "--norm", "linf,l2", "--budget", "200", "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> findings = run.objects("finding");
        assertThat(findings).hasSizeGreaterThan(2 * 2 * 15);
        for (JsonNode finding : findings) {
            assertThat(finding.get("contradicts").asBoolean()).isFalse();
            if (!finding.get("distance").isNull()) {
                assertThat(finding.get("distance").asDouble())
                        .isGreaterThanOrEqualTo(finding.get("lower").asDouble());
                assertThat(finding.get("ratio_high").asDouble()).isGreaterThan(1 - 1e-5);
            }
        }
        assertThat(run.objects("summary"))
                .allSatisfy(s -> assertThat(s.get("rows").asInt()).isEqualTo(2));
        for (JsonNode point : run.objects("curve")) {
            double least = point.get("certified_at_least").asDouble();
            assertThat(point.get("attacks").properties())
                    .allSatisfy(e -> assertThat(e.getValue().asDouble()).isGreaterThanOrEqualTo(least));
        }
        assertThat(run.objects("curve")).isNotEmpty();
    }

    @Test
    void savedCertificatesAreUsedAgainAndCheckedAgain() throws IOException {
        String certificates = folder.resolve("certificates").toString();
        List<String> options =
                List.of("--rows", "2", "--attacks", "fgsm", "--certificates", certificates, "--format", "json");
        String[] rest = options.toArray(String[]::new);
        JsonNode first = run(TOY, rest).objects("finding").getFirst();
        JsonNode second = run(TOY, rest).objects("finding").getFirst();
        assertThat(first.get("reused").asBoolean()).isFalse();
        assertThat(second.get("reused").asBoolean()).isTrue();
        assertThat(second.get("lower")).isEqualTo(first.get("lower"));
        assertThat(second.get("upper")).isEqualTo(first.get("upper"));
        Path saved = Path.of(second.get("certificate").asString());
        // Raised, the file no longer proves what it says: then it is made anew.
        String text = Files.readString(saved);
        String raised = text.replaceFirst("(?m)^states radius-at-least .*$", "states radius-at-least 1/4")
                .replaceFirst("(?m)^witness (.*\\n )*.*\\n", "");
        assertThat(raised).isNotEqualTo(text);
        Files.writeString(saved, raised);
        JsonNode third = run(TOY, rest).objects("finding").getFirst();
        assertThat(third.get("reused").asBoolean()).isFalse();
        assertThat(third.get("upper").asDouble()).isCloseTo(first.get("upper").asDouble(), within(1e-6));
    }

    @Test
    void thePageShowsTheComparison() throws IOException {
        Path page = folder.resolve("page.html");
        Run run = run(
                TOY,
                "--rows",
                "0-2",
                "--attacks",
                "random,fgsm",
                "--budget",
                "200",
                "--certificates",
                folder.toString(),
                "--out",
                folder.toString(),
                "--html",
                page.toString());
        assertThat(run.status()).isZero();
        assertThat(Files.readString(page)).contains("FGSM", "class=\"plane\"", "class=\"plot\"");
        assertThat(Files.readAllLines(folder.resolve("compare.jsonl")))
                .as("two attacks and the certificate's witness a row")
                .hasSize(9);
    }

    @Test
    void pointsOfAnotherToolStandInTheSameTable() {
        Path points = folder.resolve("points.npy");
        double[] row = row(3);
        NpyWriter.write(points, FloatType.FLOAT64, List.of(3, 2), new double[6]);
        Run tooMany = run(TOY, "--rows", "3", "--attacks", "random", "--points", points.toString());
        assertThat(tooMany.status()).isEqualTo(2);
        assertThat(tooMany.err()).contains("points.npy has 3 points for 1 rows");
        NpyWriter.write(points, FloatType.FLOAT64, List.of(1, 2), row);
        JsonNode same = mine(points);
        assertThat(same.get("distance").isNull()).isTrue();
        assertThat(same.get("note").asString()).startsWith("not adversarial: margin ");
        NpyWriter.write(points, FloatType.FLOAT64, List.of(1, 2), new double[] {5, 0});
        assertThat(mine(points).get("note").asString()).isEqualTo("outside the domain at input 0");
        NpyWriter.write(points, FloatType.FLOAT64, List.of(1, 2), witness());
        JsonNode found = mine(points);
        assertThat(found.get("source").asString()).isEqualTo("file");
        assertThat(found.get("ratio_high").asDouble()).isBetween(1 - 1e-5, 1.01);
    }

    private static double[] row(int number) {
        try {
            String[] cells = Files.readAllLines(Path.of("specs/toy-test.csv"))
                    .get(number)
                    .split(",");
            return new double[] {(float) Double.parseDouble(cells[1]), (float) Double.parseDouble(cells[2])};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A little beyond the boundary, from certify. */
    private double[] witness() {
        Path out = folder.resolve("out");
        StringWriter text = new StringWriter();
        Main.run(
                new PrintWriter(text),
                new PrintWriter(text),
                "certify",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv",
                "--domain",
                "-1,1",
                "--rows",
                "3",
                "--out",
                out.toString());
        try {
            byte[] bytes = Files.readAllBytes(out.resolve("row-3-linf.npy"));
            FloatBuffer floats = ByteBuffer.wrap(bytes, bytes.length - 8, 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            return new double[] {floats.get(0), floats.get(1)};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode mine(Path points) {
        return run(TOY, "--rows", "3", "--attacks", "random", "--points", "mine=" + points, "--format", "json")
                .objects("finding")
                .stream()
                .filter(f -> f.get("attack").asString().equals("mine"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMaskedModelIsSeenThrough() {
        Run run = run(
                MASKED,
                "--rows",
                "2",
                "--attacks",
                "bim,apgd-ce,apgd-dlr,cw",
                "--certificates",
                "certificates/digits-masked",
                "--budget",
                "400",
                "--format",
                "json");
        assertThat(run.status()).as(run.err()).isZero();
        for (JsonNode finding : run.objects("finding")) {
            boolean masked =
                    List.of("BIM", "APGD-CE").contains(finding.get("attack").asString());
            assertThat(finding.get("reused").asBoolean()).isTrue();
            assertThat(finding.get("masking").asString("")).isEqualTo(masked ? "saturated loss" : "");
            assertThat(finding.get("stalled").asBoolean()).isEqualTo(masked);
        }
    }

    @Test
    void textAndCsvSayTheSame() {
        String[] options = {"--rows", "0", "--attacks", "deepfool,ray,polish", "--budget", "50"};
        String text = run(TOY, options).out();
        assertThat(text).contains("row 0  label 0  l_inf  radius in [", "DeepFool", "polish", "certified at least");
        Run csv = run(
                TOY,
                Stream.concat(Stream.of(options), Stream.of("--format", "csv")).toArray(String[]::new));
        List<String> lines = csv.out().lines().toList();
        assertThat(lines.getFirst()).startsWith("kind,row,label,norm,lower,upper,");
        assertThat(lines).hasSize(1 + 4);
        assertThat(lines.get(1)).startsWith("finding,0,0,linf,0.1").contains(",Ray,gradient,");
        String summary = run(
                        TOY,
                        Stream.concat(Stream.of(options), Stream.of("--summary"))
                                .toArray(String[]::new))
                .out();
        assertThat(summary).doesNotContain("row 0").contains("certified at least");
    }

    @Test
    void complaintsNameWhatIsWrong() {
        assertThat(run(TOY, "--attacks", "fgsm,magic").err()).contains("'magic' is no attack", "APGD-T", "polish");
        assertThat(run(TOY, "--format", "xml").err()).contains("'xml'");
        assertThat(run(TOY, "--norm", "l3").err()).contains("'l3'");
        assertThat(run(TOY, "--points", folder.resolve("none.npy").toString()).status())
                .isEqualTo(2);
    }
}
