package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void certify(String rows, String norms) {
        assertThat(run(
                        "certify",
                        "models/toy.onnx",
                        "--data",
                        "specs/toy-test.csv",
                        "--domain=-2,2",
                        "--rows",
                        rows,
                        "--norm",
                        norms,
                        "--out",
                        folder.toString()))
                .as(err.toString())
                .isZero();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("certify.jsonl"));
    }

    @Test
    void certifyKeepsALineARowAndNormForTheReport() throws IOException {
        certify("0-1", "linf,l2");
        assertThat(lines()).hasSize(4);
        Files.writeString(folder.resolve("certify.jsonl"), "{\"row\":1,\"no", java.nio.file.StandardOpenOption.APPEND);
        certify("1-2", "linf");
        assertThat(lines())
                .as("row 1 in l_inf was answered anew, the torn line is gone")
                .hasSize(5);
        certify("0", "l1");
        assertThat(run("report", folder.toString(), "--title", "Toy"))
                .as(err.toString())
                .isZero();
        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page).contains("<h1>Toy</h1>", "The plane of toy.onnx").doesNotContain("Not shown");
        Path elsewhere = folder.resolve("page.html");
        assertThat(run("report", folder.toString(), "--to", elsewhere.toString()))
                .isZero();
        assertThat(elsewhere).isNotEmptyFile();
    }

    private int toy(String command, String domain, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                command,
                                "models/toy.onnx",
                                "--data",
                                "specs/toy-test.csv",
                                "--domain=" + domain,
                                "--rows",
                                "0",
                                "--out",
                                folder.toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    void answersOfAllCommandsToOneQuestionStandOnOnePage() {
        assertThat(toy("certify", "-1,1")).isZero();
        assertThat(toy("robust", "-1.0,1", "--epsilon", "0.05")).isZero();
        assertThat(toy("compare", "-1,1", "--attacks", "fgsm", "--budget", "10"))
                .as(err.toString())
                .isZero();
        assertThat(run("report", folder.toString())).as(err.toString()).isZero();
    }

    @Test
    void answersToTwoQuestionsDoNot() {
        assertThat(toy("certify", "0.5,1")).as(err.toString()).isZero();
        assertThat(toy("compare", "-1,1", "--attacks", "fgsm", "--budget", "10"))
                .as(err.toString())
                .isZero();
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains(
                        "certify.jsonl, line 1 and ",
                        "compare.jsonl, line 1 answer different questions",
                        "domain [1/2, 1] and [-1, 1]");
        assertThat(folder.resolve("report.html")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--classes=1,0", "--scale=0.5"})
    void neitherWhereLabelsOrPreprocessingDiffer(String option) throws IOException {
        assertThat(toy("certify", "-2,2")).as(err.toString()).isZero();
        Files.move(folder.resolve("certify.jsonl"), folder.resolve("first.jsonl"));
        assertThat(toy("certify", "-2,2", option)).as(err.toString()).isZero();
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("answer different questions");
    }

    @Test
    void aFolderWithoutResultsIsNamed() {
        assertThat(run("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder.toString(), "--out DIR").doesNotContain("Exception");
        assertThat(run("report", folder.resolve("nowhere").toString())).isEqualTo(2);
    }
}
