package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C: the rows that are done stand in a valid certificate, the others in it as undecided. */
class RobustInterruptTest {
    @TempDir
    Path folder;

    @Test
    void aPartialResultIsValid() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = CommandProcess.of(List.of(
                        "robust",
                        "models/digits-conv.onnx",
                        "--data",
                        "specs/digits-test.csv",
                        "--domain",
                        "0,16",
                        "--norm",
                        "l2",
                        "--epsilon",
                        "0.1,6",
                        "--timeout",
                        "600",
                        "--threads",
                        "2",
                        "--out",
                        out.toString()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        try {
            // A row that is misclassified is done at once; rows that are not take minutes at so large a radius.
            Path journal = out.resolve("journal");
            for (int tenth = 0;
                    tenth < 1200
                            && (Files.notExists(journal)
                                    || !Files.readString(journal).contains("begin 1 "));
                    tenth++) {
                assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            CommandProcess.interrupt(process);
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("ends when told to")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(folder.resolve("stdout"))).contains("of 500 rows: robust accuracy");
        var checked = RobustRuns.run(List.of(
                "check",
                out.resolve("accuracy.cert").toString(),
                "--model",
                "models/digits-conv.onnx",
                "--data",
                "specs/digits-test.csv"));
        assertThat(checked.out()).contains("valid");
        assertThat(checked.status()).isZero();
        assertThat(Files.readAllLines(out.resolve("accuracy.cert"))).anyMatch(line -> line.endsWith(" uu 0 inf none"));
    }
}
