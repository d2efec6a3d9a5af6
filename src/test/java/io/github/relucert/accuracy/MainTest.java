package io.github.relucert.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker as a program of its own, on certificates of robust accuracy. */
class MainTest {
    @TempDir
    Path folder;

    private int check(ByteArrayOutputStream text, String... more) {
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(List.of("--model", "models/toy.onnx"));
        words.addAll(List.of(more));
        words.add(folder.resolve("accuracy.cert").toString());
        return Main.run(words, out, out);
    }

    @Test
    void aCertificateOfAccuracyIsCheckedAndAForgedOneRefused() throws IOException {
        String[] robust = {
            "robust",
            "models/toy.onnx",
            "--data",
            "specs/toy-test.csv",
            "--rows",
            "0-3",
            "--epsilon",
            "0.05",
            "--domain",
            "-1,1",
            "--out",
            folder.toString()
        };
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(io.github.relucert.cli.Main.run(nowhere, nowhere, robust)).isZero();
        ByteArrayOutputStream valid = new ByteArrayOutputStream();
        assertThat(check(valid, "--data", "specs/toy-test.csv")).isZero();
        assertThat(valid.toString(StandardCharsets.UTF_8)).contains("accuracy.cert: valid", "of 4 rows");

        ByteArrayOutputStream lost = new ByteArrayOutputStream();
        assertThat(check(lost)).isEqualTo(2);
        assertThat(lost.toString(StandardCharsets.UTF_8)).contains("name it with --data FILE");

        ByteArrayOutputStream property = new ByteArrayOutputStream();
        assertThat(check(property, "--spec", "specs/toy-tie.vnnlib")).isEqualTo(2);
        assertThat(property.toString(StandardCharsets.UTF_8)).contains("--spec for others");

        Path file = folder.resolve("accuracy.cert");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("rows 0-3", "rows 0-2"));
        ByteArrayOutputStream invalid = new ByteArrayOutputStream();
        assertThat(check(invalid, "--data", "specs/toy-test.csv")).isEqualTo(1);
        assertThat(invalid.toString(StandardCharsets.UTF_8)).contains("invalid: the rows listed are not those");
    }
}
