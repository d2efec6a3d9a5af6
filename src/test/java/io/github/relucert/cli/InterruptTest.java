package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ctrl-C in the middle of a solve: the solver lets go, what is known is printed and saved, nothing else reaches the output. */
class InterruptTest {
    @TempDir
    Path folder;

    @Test
    void whatIsKnownIsPrintedAndSaved() throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        Path answers = folder.resolve("answers");
        Process process = CommandProcess.of(List.of(
                        "certify",
                        "models/digits-conv.onnx",
                        "--data",
                        "specs/digits-test.csv",
                        "--rows",
                        "0-5",
                        "--domain",
                        "0,16",
                        "--norm",
                        "l2",
                        "--timeout",
                        "600",
                        "--threads",
                        "2",
                        "--format",
                        "json",
                        "--out",
                        answers.toString()))
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            // The folder is made just before the work begins. Rows of this model take minutes.
            for (int half = 0; half < 240 && !Files.exists(answers); half++) {
                assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(process.waitFor(8, TimeUnit.SECONDS)).isFalse();
            CommandProcess.interrupt(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends when told to")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        List<JsonNode> lines = Files.readAllLines(out).stream()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
        assertThat(lines).hasSizeBetween(2, 5);
        assertThat(lines).anyMatch(a -> a.get("stopped").asString("").equals("interrupted"));
        for (JsonNode line : lines) {
            assertThat(Path.of(line.get("certificate").asString())).exists();
        }
    }
}
