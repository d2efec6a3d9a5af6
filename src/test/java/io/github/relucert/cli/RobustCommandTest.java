package io.github.relucert.cli;

import static io.github.relucert.cli.RobustRuns.check;
import static io.github.relucert.cli.RobustRuns.run;
import static io.github.relucert.cli.RobustRuns.toy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cli.RobustRuns.Run;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RobustCommandTest {
    @TempDir
    Path folder;

    private static List<JsonNode> json(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--format", "json"));
        Run run = run(all);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        return run.out()
                .lines()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    private static List<BigDecimal> radii(String norm) {
        List<String> certify = List.of(
                "certify",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv",
                "--domain",
                "-1.5,1.5",
                "--rows",
                "0-14",
                "--norm",
                norm);
        return json(certify).stream()
                .map(line -> line.get("upper").decimalValue())
                .toList();
    }

    /** Radii are found by another way, and none of them is as near to a radius asked for as its bracket is wide. */
    @ParameterizedTest
    @ValueSource(strings = {"linf", "l2", "l1"})
    void verdictsAreThoseOfTheRadii(String norm) {
        List<String> asked = List.of("0.01", "0.03", "0.1", "0.11", "0.3");
        List<BigDecimal> radii = radii(norm);
        List<JsonNode> lines = json(toy("--rows", "0-14", "--norm", norm, "--epsilon", String.join(",", asked)));
        assertThat(lines).hasSize(15 + asked.size());
        for (int row = 0; row < 15; row++) {
            for (String epsilon : asked) {
                boolean robust = radii.get(row).compareTo(new BigDecimal(epsilon)) > 0;
                assertThat(lines.get(row).get("verdicts").get(epsilon).asString())
                        .as("row %d at %s, radius %s", row, epsilon, radii.get(row))
                        .isEqualTo(robust ? "robust" : "attacked");
            }
        }
        for (int i = 0; i < asked.size(); i++) {
            BigDecimal epsilon = new BigDecimal(asked.get(i));
            long robust = radii.stream()
                    .filter(radius -> radius.compareTo(epsilon) > 0)
                    .count();
            JsonNode counts = lines.get(15 + i);
            assertThat(counts.get("epsilon").asString()).isEqualTo(asked.get(i));
            assertThat(counts.get("robust").asLong()).isEqualTo(robust);
            assertThat(counts.get("attacked").asLong()).isEqualTo(15 - robust);
            assertThat(counts.get("undecided").asLong()).isZero();
            assertThat(robust / 15.0)
                    .isBetween(
                            counts.get("population_lower").asDouble(),
                            counts.get("population_upper").asDouble());
        }
    }

    @Test
    void theResultIsACertificateThatTheCheckerAccepts() throws IOException {
        Run made = run(toy("--rows", "3,0-2,7", "--epsilon", "0.05,0.2", "--norm", "l2", "--out", folder.toString()));
        assertThat(made.status()).isZero();
        assertThat(made.out()).contains("of 5 rows: robust accuracy").contains("95 % confidence");
        assertThat(Files.readAllLines(folder.resolve("accuracy.cert")))
                .contains("relucert-accuracy 1", "norm l2", "rows 3,0-2,7", "end");
        Run checked = check(folder);
        assertThat(checked.out()).contains("accuracy.cert: valid").contains("of 5 rows");
        assertThat(checked.status()).isZero();
        assertThat(check(folder, "--exact").status()).isZero();
        // Each row's certificate also stands by itself.
        assertThat(run(List.of("check", folder.resolve("row-7-l2.cert.gz").toString(), "--model", "models/toy.onnx"))
                        .status())
                .isZero();
    }

    @Test
    void theCurveIsMadeOfTheRadii() {
        List<BigDecimal> radii = radii("linf");
        List<JsonNode> lines = json(toy("--rows", "0-14", "--curve", "--epsilon", "0.1", "--out", folder.toString()));
        List<JsonNode> steps = lines.subList(15, lines.size() - 1);
        assertThat(steps.stream().map(step -> step.get("step_upper").decimalValue()))
                .containsExactlyElementsOf(radii.stream().sorted().distinct().toList());
        assertThat(steps.stream().map(step -> step.get("robust_at_most").asInt()))
                .containsExactlyElementsOf(IntStream.iterate(14, left -> left >= 0, left -> left - 1)
                        .boxed()
                        .toList());
        for (JsonNode step : steps) {
            double lower = step.get("step_lower").asDouble();
            assertThat(step.get("step_upper").asDouble()).isBetween(lower, lower * (1 + 1e-8));
            assertThat(step.get("robust_at_least")).isEqualTo(step.get("robust_at_most"));
        }
        assertThat(check(folder).status()).isZero();
    }

    @Test
    void aMisclassifiedRowIsAttackedAtDistanceZero() throws IOException {
        Path data = Files.writeString(folder.resolve("wrong.csv"), "0,0.2,0.1\n1,0.2,0.1\n");
        List<JsonNode> lines = json(List.of(
                "robust", "models/toy.onnx", "--data", data.toString(), "--epsilon", "1e-9", "--domain", "-1,1"));
        assertThat(lines.stream()
                        .limit(2)
                        .map(line -> line.get("verdicts").get("1e-9").asString()))
                .containsExactlyInAnyOrder("robust", "attacked");
        JsonNode wrong = lines.stream()
                .filter(line -> line.get("verdicts") != null
                        && line.get("verdicts").get("1e-9").asString().equals("attacked"))
                .findFirst()
                .orElseThrow();
        assertThat(wrong.get("upper").asDouble()).isZero();
        assertThat(wrong.get("label").asInt())
                .isNotEqualTo(wrong.get("predicted").asInt());
    }

    @Test
    void aSecondRunHasNothingLeftToDo() throws IOException {
        List<String> words = toy("--rows", "0-9", "--epsilon", "0.05", "--out", folder.toString());
        Run first = run(words);
        var certificates = RobustRuns.certificates(folder);
        Run second = run(words);
        assertThat(second.err()).contains("10 rows done, 0 left");
        assertThat(RobustRuns.done(folder)).hasSize(10);
        assertThat(RobustRuns.certificates(folder)).isEqualTo(certificates);
        assertThat(second.out().lines().filter(line -> line.startsWith("row ")))
                .containsExactlyElementsOf(first.out()
                        .lines()
                        .filter(line -> line.startsWith("row "))
                        .toList());
    }

    @Test
    void aCertificateThatIsGoneOrChangedIsMadeAgain() throws IOException {
        List<String> words = toy("--rows", "0-4", "--epsilon", "0.05", "--out", folder.toString());
        run(words);
        var certificates = RobustRuns.certificates(folder);
        Files.delete(folder.resolve("row-1-linf.cert.gz"));
        Files.writeString(folder.resolve("row-3-linf.cert.gz"), "something else\n");
        Run second = run(words);
        assertThat(second.err()).contains("row 1: its certificate").contains("row 3: its certificate");
        assertThat(RobustRuns.certificates(folder)).isEqualTo(certificates);
    }

    @Test
    void anotherQuestionInTheSameFolderIsRefusedInOneLine() {
        run(toy("--rows", "0-4", "--epsilon", "0.05", "--out", folder.toString()));
        List<List<String>> others = List.of(
                toy("--rows", "0-4", "--epsilon", "0.06", "--out", folder.toString()),
                toy("--rows", "0-3", "--epsilon", "0.05", "--out", folder.toString()),
                toy("--rows", "0-4", "--epsilon", "0.05", "--norm", "l1", "--out", folder.toString()),
                toy("--rows", "0-4", "--epsilon", "0.05", "--curve", "--out", folder.toString()),
                toy("--rows", "0-4", "--epsilon", "0.05", "--seed", "2", "--out", folder.toString()),
                toy("--rows", "0-4", "--epsilon", "0.05", "--scale", "2", "--out", folder.toString()));
        for (List<String> other : others) {
            Run run = run(other);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains("belongs to another run, with '").contains("choose another --out");
        }
    }

    @Test
    void withoutARadiusItAsksForOne() {
        Run run = run(toy("--rows", "0"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--epsilon").hasLineCount(1);
    }

    @Test
    void whatTimeDoesNotSufficeForStaysUndecidedAndAdviceIsGiven() throws IOException {
        List<String> hard = List.of(
                "robust",
                "models/digits-conv.onnx",
                "--data",
                "specs/digits-test.csv",
                "--rows",
                "1",
                "--domain",
                "0,16",
                "--norm",
                "l2",
                "--epsilon",
                "8",
                "--timeout",
                "0.001",
                "--out",
                folder.toString());
        Run run = run(hard);
        assertThat(run.out())
                .contains("8 undecided")
                .contains("stopped: timeout")
                .contains("unstable");
        assertThat(run.err()).contains("--timeout").contains("--retry");
        Run checked = run(List.of(
                "check",
                folder.resolve("accuracy.cert").toString(),
                "--model",
                "models/digits-conv.onnx",
                "--data",
                "specs/digits-test.csv"));
        assertThat(checked.out()).contains("accuracy.cert: valid").contains("undecided 1");
        assertThat(checked.status()).isZero();
        // Negative control: one verdict more than is proved.
        String stated = Files.readString(folder.resolve("accuracy.cert"));
        Path forged = folder.resolve("forged.cert");
        Files.writeString(
                forged,
                stated.replace("robust 0 attacked 0 undecided 1", "robust 1 attacked 0 undecided 0")
                        .replace("row 1 u ", "row 1 r "));
        assertThat(Files.readString(forged)).isNotEqualTo(stated);
        assertThat(run(List.of(
                                "check",
                                forged.toString(),
                                "--model",
                                "models/digits-conv.onnx",
                                "--data",
                                "specs/digits-test.csv"))
                        .status())
                .isEqualTo(1);
        // The same command does nothing more; with --retry it does.
        assertThat(run(hard).out()).doesNotContain("estimate:");
        List<String> again = new ArrayList<>(hard);
        again.add("--retry");
        assertThat(run(again).out()).contains("estimate:").contains("8 undecided");
    }

    @Test
    void theForecastIsAnUpperBoundOfWallTime() {
        assertThat(run(toy("--rows", "0", "--epsilon", "0.1", "--timeout", "60", "--threads", "2"))
                        .out())
                .contains("at most about 75 s");
        assertThat(run(toy("--rows", "0-2", "--epsilon", "0.1,0.2", "--timeout", "60", "--threads", "2"))
                        .out())
                .contains("at most about 5 min");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a\\b"})
    void aNameThatNoCertificateMayHoldIsRefusedBeforeTheWork(String name) throws IOException {
        Path data = folder.resolve(name + ".csv");
        try {
            Files.copy(Path.of("specs/toy-test.csv"), data);
        } catch (InvalidPathException | IOException e) {
            Assumptions.abort("this file system has no such name");
        }
        Path model = Files.copy(Path.of("models/toy.onnx"), folder.resolve(name + ".onnx"));
        Path out = folder.resolve("out");
        for (List<String> words : List.of(
                List.of("robust", "models/toy.onnx", "--data", data.toString()),
                List.of("robust", model.toString(), "--data", "specs/toy-test.csv"))) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("--rows", "0", "--domain", "-1.5,1.5", "--epsilon", "0.1", "--out", out.toString()));
            Run run = run(all);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).hasLineCount(1).contains(name).contains("rename it");
            assertThat(run.out()).isEmpty();
            assertThat(out).doesNotExist();
        }
    }
}
