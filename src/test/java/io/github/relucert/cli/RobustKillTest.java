package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.report.SavedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run killed with SIGKILL again and again ends as one that nobody disturbed: the same bytes in every certificate, no row lost, none
 * computed twice. Half of the kills are made to look as if they had come in the middle of a write: the journal's last line is torn,
 * and a half-written certificate is left under its temporary name.
 */
class RobustKillTest {
    private static final String[] QUESTION = {"--rows", "0-119", "--epsilon", "0.02,0.05,0.1", "--norm", "l2"};

    private static final String LEFTOVER = ".row-1-l2.cert.gz123.part";

    @TempDir
    Path folder;

    @Test
    void threeKills() throws IOException, InterruptedException {
        kill(3, 11);
    }

    @Test
    @Tag("slow")
    void thirtyKills() throws IOException, InterruptedException {
        kill(30, 12);
    }

    private static List<String> question(Path out) {
        List<String> words = RobustRuns.toy(QUESTION);
        words.addAll(List.of("--out", out.toString()));
        return words;
    }

    private Process start(Path out) throws IOException {
        return CommandProcess.of(question(out))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
                .start();
    }

    private void kill(int kills, long seed) throws IOException, InterruptedException {
        Path calm = folder.resolve("calm");
        assertThat(RobustRuns.run(question(calm)).status()).isZero();
        Map<String, String> expected = RobustRuns.certificates(calm);
        assertThat(expected).hasSize(121);
        long whole = Files.size(calm.resolve("journal"));

        Path out = folder.resolve("killed");
        Path journal = out.resolve("journal");
        Random random = new Random(seed);
        // Every third kill comes while the process starts; the others when the journal has grown to some size.
        long[] sizes = random.longs(kills, whole / 20, whole * 9 / 10).sorted().toArray();
        int torn = 0;
        for (int k = 0; k < kills; k++) {
            Process process = start(out);
            try {
                if (k % 3 == 2) {
                    assertThat(process.waitFor(random.nextInt(2_000), TimeUnit.MILLISECONDS))
                            .isFalse();
                } else {
                    while (process.isAlive() && (Files.notExists(journal) || Files.size(journal) < sizes[k])) {
                        Thread.sleep(1);
                    }
                    assertThat(process.isAlive())
                            .as(Files.readString(folder.resolve("err")))
                            .isTrue();
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (Files.exists(journal) && random.nextBoolean()) {
                tear(out, random);
                torn++;
            }
            if (Files.exists(out.resolve("robust.jsonl"))) {
                assertThat(SavedResults.read(List.of(out.resolve("robust.jsonl")))
                                .accuracies())
                        .as("counts come with the end")
                        .isEmpty();
            }
        }
        assertThat(torn).isPositive();
        Process last = start(out);
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        assertThat(RobustRuns.certificates(out)).isEqualTo(expected);
        assertThat(RobustRuns.witnesses(out)).isNotEmpty().isEqualTo(RobustRuns.witnesses(calm));
        assertThat(RobustRuns.lines(out)).hasSize(123).isEqualTo(RobustRuns.lines(calm));
        assertThat(RobustRuns.done(out)).hasSize(120);
        assertThat(out.resolve(LEFTOVER)).doesNotExist();
        assertThat(RobustRuns.check(out).status()).isZero();
    }

    /** What a kill in the middle of a write would have left. */
    private static void tear(Path out, Random random) throws IOException {
        Path journal = out.resolve("journal");
        byte[] bytes = Files.readAllBytes(journal);
        int last = bytes.length - 1;
        while (last > 0 && bytes[last - 1] != '\n') {
            last--;
        }
        int kept = bytes.length == last ? last : last + random.nextInt(bytes.length - last);
        Files.write(journal, Arrays.copyOf(bytes, kept), StandardOpenOption.TRUNCATE_EXISTING);
        if (Files.exists(out.resolve("robust.jsonl"))) {
            Files.writeString(out.resolve("robust.jsonl"), "{\"row\":5,\"lab", StandardOpenOption.APPEND);
        }
        Files.writeString(out.resolve(LEFTOVER), "half a certif");
    }
}
