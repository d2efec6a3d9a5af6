package io.github.relucert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison that is asked to end still prints the summary of the rows that are finished, says how many are not, and saves them. */
class CompareInterruptionTest {
    private static final Pattern REST = Pattern.compile("Stopped early: (\\d+) of 200 rows are missing above");

    @TempDir
    Path folder;

    private ProcessBuilder comparison(String rows) {
        List<String> words = List.of(
                "compare",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv",
                "--domain",
                "-1,1",
                "--rows",
                rows,
                "--attacks",
                "fgsm,pgd,fab",
                "--out",
                folder.toString());
        return CommandProcess.of(words).redirectError(folder.resolve("err").toFile());
    }

    @Test
    void theSummaryOfTheFinishedRowsIsPrinted() throws IOException, InterruptedException {
        Process process = comparison("0-199").start();
        int reported = 0;
        String rest;
        try (BufferedReader out = process.inputReader()) {
            StringBuilder text = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                reported += line.startsWith("row ") ? 1 : 0;
                text.append(line).append('\n');
                if (reported == 3 && line.startsWith("row ")) {
                    // Process.destroy would close the stream that is being read.
                    process.toHandle().destroy();
                }
            }
            rest = text.toString();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(rest).isNotZero();
        Matcher missing = REST.matcher(rest);
        assertThat(missing.find()).as(rest).isTrue();
        assertThat(reported).isBetween(3, 199);
        assertThat(Integer.parseInt(missing.group(1))).isEqualTo(200 - reported);
        assertThat(rest).contains("l_inf, " + reported + " rows", "certified at least", "FGSM");
        assertThat(Files.readAllLines(folder.resolve("compare.jsonl")))
                .as("three attacks and the certificate's witness a row")
                .hasSize(4 * reported);
        assertThat(Files.readString(folder.resolve("err"))).doesNotContain("Exception", "stopped before");
    }

    @Test
    void nothingIsMissingWhereNobodyAsksItToEnd() throws IOException, InterruptedException {
        Process process = comparison("0").start();
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(text).contains("certified at least").doesNotContain("Stopped early");
    }
}
