package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cli.RobustRuns.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labels of a certificate of robust accuracy in a file of their own, which need not lie beside the data. */
class RobustLabelsTest {
    private static final String MODEL = "models/mnist.onnx";

    @TempDir
    Path folder;

    private Path data;
    private Path labels;
    private Path certificate;

    @BeforeEach
    void makeOne() throws IOException {
        data = Files.copy(Path.of("specs/mnist-test-images-idx3-ubyte.gz"), folder.resolve("pictures.gz"));
        labels = Files.createDirectory(folder.resolve("elsewhere")).resolve("marks.gz");
        Files.copy(Path.of("specs/mnist-test-labels-idx1-ubyte.gz"), labels);
        Path out = folder.resolve("out");
        certificate = out.resolve("accuracy.cert");
        Run made = RobustRuns.run(List.of(
                "robust",
                MODEL,
                "--data",
                data.toString(),
                "--labels",
                labels.toString(),
                "--rows",
                "0-1",
                "--epsilon",
                "0.005",
                "--out",
                out.toString()));
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).contains("--data " + data + " --labels " + labels);
    }

    private Run check(String... more) {
        List<String> words =
                new ArrayList<>(List.of("check", certificate.toString(), "--model", MODEL, "--data", data.toString()));
        words.addAll(List.of(more));
        return RobustRuns.run(words);
    }

    @Test
    void labelsAreNamedOrFoundBesideTheData() throws IOException {
        Run named = check("--labels", labels.toString());
        assertThat(named.status()).as(named.err()).isZero();
        assertThat(named.out()).contains("valid", "robust 2");
        Files.copy(labels, folder.resolve("marks.gz"));
        assertThat(check().status()).isZero();
    }

    @Test
    void labelsThatAreMissingOrOthersAreNamedInOneLine() throws IOException {
        Run missing = check();
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).hasLineCount(1).contains("marks.gz", "--labels FILE");
        Run others = check("--labels", data.toString());
        assertThat(others.status()).isEqualTo(2);
        assertThat(others.err()).hasLineCount(1).contains("label file marks.gz", "SHA-256", "--labels FILE");
        Run nowhere = check("--labels", folder.resolve("nowhere").toString());
        assertThat(nowhere.status()).isEqualTo(2);
        assertThat(nowhere.err()).hasLineCount(1).contains("nowhere: no such file");
        // A file of that name which holds something else is none.
        Files.copy(data, folder.resolve("marks.gz"));
        assertThat(check().status()).isEqualTo(2);
    }
}
