package io.github.relucert.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.RowVerdict;
import io.github.relucert.cli.CommandProcess;
import io.github.relucert.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Robust accuracy at l_inf 0.1 of the provably trained MNIST network of Wong and Kolter (2018) in {@code ../shared/models}, beside what Tjeng, Xiao and
 * Tedrake published about it ("Evaluating robustness of neural networks with mixed integer programming", 2019: 4.38 % adversarial
 * error) and the verdicts of MIPVerify on single rows.
 */
@Tag("slow")
class PublishedRobustnessTest {
    private static final Path MODEL = Path.of("../shared/models/wk17a_linf0.1.onnx");
    private static final Path DATA = Path.of("../shared/datasets/mnist/t10k-images-idx3-ubyte.gz");
    private static final Path PUBLISHED = Path.of("../shared/published/mipverify_wk17a/per_sample_2026-08-02.csv");
    private static final double PUBLISHED_ERROR = 0.0438;
    private static final double WIDEST = 0.001;
    private static final long MINUTES = Long.getLong("minutes", 60);

    @TempDir
    Path folder;

    private List<String> robust(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "robust", MODEL.toString(), "--data", DATA.toString(), "--epsilon", "0.1", "--out", folder.toString()));
        words.addAll(List.of(more));
        return words;
    }

    /** MIPVerify counts rows from 1. */
    private static Map<Integer, RowVerdict> published() throws IOException {
        Map<Integer, RowVerdict> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(PUBLISHED)) {
            String[] cells = line.split(",", -1);
            switch (cells[2]) {
                case "certified_no_adversarial_example" ->
                    verdicts.put(Integer.parseInt(cells[0]) - 1, RowVerdict.ROBUST);
                case "adversarial_example_found_or_best_known" ->
                    verdicts.put(Integer.parseInt(cells[0]) - 1, RowVerdict.ATTACKED);
                default -> assertThat(cells[2]).isEqualTo("semantic_outcome");
            }
        }
        return verdicts;
    }

    private AccuracyStatement checked() {
        StringWriter out = new StringWriter();
        String certificate = folder.resolve("accuracy.cert").toString();
        int status = Main.run(
                new PrintWriter(out),
                new PrintWriter(out),
                "check",
                certificate,
                "--model",
                MODEL.toString(),
                "--data",
                DATA.toString());
        assertThat(status).as(out.toString()).isZero();
        return AccuracyStatement.read(Path.of(certificate));
    }

    @Test
    void theFirstHundredRowsHaveThePublishedVerdicts() throws IOException {
        assumeThat(MODEL).exists();
        long start = System.nanoTime();
        int status = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                robust("--rows", "0-99").toArray(String[]::new));
        System.out.printf("robust on 100 rows: %.1f s%n", (System.nanoTime() - start) / 1e9);
        assertThat(status).isZero();
        Map<Integer, RowVerdict> published = published();
        assertThat(published).hasSize(500);
        assertThat(checked().rows())
                .hasSize(100)
                .allSatisfy(row ->
                        assertThat(row.verdicts()).as("row %d", row.row()).containsExactly(published.get(row.row())));
    }

    /** All rows, interrupted after an hour, or after as many minutes as the system property {@code minutes} says. */
    @Test
    void theBracketOfAllRowsHoldsThePublishedError() throws IOException, InterruptedException {
        assumeThat(MODEL).exists();
        Process process = CommandProcess.of(robust("--timeout", "30"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                CommandProcess.interrupt(process);
                assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            }
        } finally {
            process.destroyForcibly();
        }
        AccuracyStatement result = AccuracyStatement.read(folder.resolve("accuracy.cert"));
        assertThat(result.rows()).hasSize(10_000);
        double least = result.count(0, RowVerdict.ATTACKED) / 10_000.0;
        double most = 1 - result.count(0, RowVerdict.ROBUST) / 10_000.0;
        System.out.printf("adversarial error in [%.4f, %.4f] after %d minutes%n", least, most, MINUTES);
        assertThat(PUBLISHED_ERROR).isBetween(least, most);
        assertThat(most - least).isLessThanOrEqualTo(WIDEST);
    }
}
