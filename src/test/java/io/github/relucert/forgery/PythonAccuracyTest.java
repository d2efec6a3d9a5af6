package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checker in Python reads images and their labels, and lengths in l_2, as the description of the format has them. */
class PythonAccuracyTest {
    private static final List<String> IMAGES =
            List.of("specs/mnist-test-images-idx3-ubyte.gz", "specs/mnist-test-labels-idx1-ubyte.gz");

    @TempDir
    Path folder;

    @BeforeAll
    static void requirePython() {
        PythonChecker.requirePython();
    }

    /** The certificate of robust accuracy that a run leaves, with the files that it names beside it. */
    private Path robust(String model, List<String> data, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("robust", model, "--data", data.getFirst()));
        words.addAll(List.of("--out", folder.toString()));
        words.addAll(List.of(more));
        StringWriter text = new StringWriter();
        int status = Main.run(new PrintWriter(text), new PrintWriter(text), words.toArray(String[]::new));
        assertThat(status).as(text.toString()).isZero();
        for (String name : data) {
            Files.copy(Path.of(name), folder.resolve(Path.of(name).getFileName()));
        }
        Files.copy(Path.of(model), folder.resolve(Path.of(model).getFileName()));
        return folder.resolve("accuracy.cert");
    }

    private static String answer(Path file) {
        return String.valueOf(PythonChecker.check(List.of(), List.of(file)).get(file));
    }

    @Test
    void imagesAndTheirLabels() throws IOException {
        Path file = robust("models/mnist.onnx", IMAGES, "--rows", "0-1", "--epsilon", "0.005");
        assertThat(answer(file)).isEqualTo("valid");

        Path labels = folder.resolve("mnist-test-labels-idx1-ubyte.gz");
        Files.copy(labels, folder.resolve("kept"));
        Files.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 3, 3});
        assertThat(answer(file)).startsWith("invalid: no file here has the SHA-256 of mnist-test-labels");
    }

    @Test
    void lengthsWhoseSquaresAreCertified() throws IOException {
        Path file = robust(
                "models/toy.onnx",
                List.of("specs/toy-test.csv"),
                "--rows",
                "5,0-3",
                "--domain=-2,2",
                "--norm",
                "l2",
                "--epsilon",
                "0.05,0.3");
        assertThat(answer(file)).isEqualTo("valid");

        String text = Files.readString(file);
        Files.writeString(file, text.replace("at 1/20 ", "at 1/5 "));
        assertThat(answer(file)).startsWith("invalid: ");
    }
}
