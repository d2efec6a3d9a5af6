package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.FakeTheorem;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of {@code theorem run}: the process ends at once, and what was found is there in whole lines. */
class TheoremInterruptTest {
    @TempDir
    Path folder;

    /** Runs a statement that is decided at once and one that never is. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] args) {
            Check endless = new Check("endless", seed -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("woken");
            });
            Theorem decided = FakeTheorem.of("DEF-1", Verdict.HOLDS, Verdict.FAILS);
            Theorem never = new FakeTheorem(
                    "DEF-2", Paper.DEFINITIONS, Optional.empty(), List.of(endless), List.of(endless), Optional.empty());
            Main.run(
                    new TheoremCommand(() -> List.of(decided, never)),
                    new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                    "run",
                    "--all",
                    "--format",
                    "json");
        }
    }

    @Test
    void whatWasFoundIsPrintedAndTheRestIsLeft() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            for (int i = 0; i < 600 && Files.readString(out).isEmpty(); i++) {
                assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(15, TimeUnit.SECONDS))
                    .as("ends before the grace that is given to running work")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readAllLines(out)).singleElement().asString().contains("\"id\":\"DEF-1\"");
        assertThat(Files.readString(err)).isEmpty();
    }
}
