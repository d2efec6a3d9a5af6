package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented commands give the shipped files, byte for byte. */
class DocumentedTrainingTest {
    private static final Path MODELS = Path.of("models");
    private static final Path SPECS = Path.of("specs");
    private static final Path DATASETS = Path.of("..", "shared", "datasets");

    @TempDir
    private Path folder;

    /** The commands that write the file. */
    private List<List<String>> commandsFor(String file) throws IOException {
        List<List<String>> commands = Stream.concat(
                        DocumentedCommands.of(MODELS.resolve("README.md")).stream(),
                        DocumentedCommands.of(SPECS.resolve("README.md")).stream())
                .filter(command -> DocumentedCommands.value(command, "--out").equals(file)
                        || DocumentedCommands.value(command, "--chosen").equals(file))
                .toList();
        assertThat(commands).as("commands for %s", file).isNotEmpty();
        return commands;
    }

    /** Runs the command that writes the file, with other inputs put in place, and returns what it prints. */
    private String rerun(String file, Map<String, String> inputs) throws IOException {
        Path again = folder.resolve(Path.of(file).getFileName());
        Map<String, String> replacements = new HashMap<>(inputs);
        replacements.put(file, again.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = DocumentedCommands.with(commandsFor(file).getFirst(), replacements);
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), words))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(Files.mismatch(again, Path.of(file)))
                .as("%s written again", file)
                .isEqualTo(-1);
        return out.toString();
    }

    @Test
    void theToysRowsAndModelComeOutTheSame() throws IOException {
        rerun("specs/toy-train.csv", Map.of());
        rerun("specs/toy-test.csv", Map.of());
        assertThat(rerun("models/toy.onnx", Map.of()))
                .contains("2-16-16-2, 354 parameters, 32 ReLUs")
                .contains("training rows: 400 of 400 right (100.00 %)")
                .contains("test rows: 200 of 200 right (100.00 %)");
    }

    @Test
    void anotherSeedGivesAnotherModel() throws IOException {
        List<String> command = commandsFor("models/toy.onnx").getFirst();
        Path other = folder.resolve("other.onnx");
        String[] words = Stream.concat(
                        Stream.of(DocumentedCommands.with(
                                command, Map.of("models/toy.onnx", other.toString(), "300", "2"))),
                        Stream.of("--seed", "2"))
                .toArray(String[]::new);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        assertThat(Main.run(nowhere, nowhere, words)).isZero();
        assertThat(Files.mismatch(other, MODELS.resolve("toy.onnx"))).isNotEqualTo(-1);
    }

    @Test
    void everyModelHasItsCommandAndItsHash() throws IOException, NoSuchAlgorithmException {
        String page = Files.readString(MODELS.resolve("README.md"));
        try (Stream<Path> files = Files.list(MODELS)) {
            for (Path model :
                    files.filter(file -> file.toString().endsWith(".onnx")).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model));
                assertThat(page).contains(HexFormat.of().formatHex(hash) + "  " + model.getFileName());
                assertThat(commandsFor("models/" + model.getFileName())).hasSize(1);
            }
        }
    }

    @Test
    @Tag("slow")
    void theDigitsComeOutTheSame() throws IOException {
        assertThat(rerun("models/digits.onnx", Map.of())).contains("test rows: 487 of 500 right (97.40 %)");
        assertThat(rerun("models/digits-adversarial.onnx", Map.of()))
                .contains("test rows: 481 of 500 right (96.20 %)")
                .contains("l_inf 1.6, 40 steps, 3 restarts: 385 of 500 right (77.00 %)");
        assertThat(rerun("models/digits-masked.onnx", Map.of())).contains("test rows: 487 of 500 right (97.40 %)");
        assertThat(rerun("models/digits-conv.onnx", Map.of())).contains("test rows: 486 of 500 right (97.20 %)");
        assertThat(rerun("models/digits-bn.onnx", Map.of())).contains("test rows: 487 of 500 right (97.40 %)");
        assertThat(rerun("models/digits-pool.onnx", Map.of()))
                .contains("418 parameters, 144 ReLUs")
                .contains("test rows: 484 of 500 right (96.80 %)");
        assertThat(rerun("models/digits-residual.onnx", Map.of()))
                .contains("1014 parameters, 192 ReLUs")
                .contains("test rows: 479 of 500 right (95.80 %)");
    }

    @Test
    @Tag("slow")
    void theSplitOfTheDigitsComesOutTheSame() throws IOException {
        Path original = DATASETS.resolve("digits").resolve("optdigits.tes");
        assumeTrue(Files.exists(original), original + " is absent");
        String rest = "specs/digits-test.csv";
        Path restAgain = folder.resolve("rest.csv");
        rerun("specs/digits-train.csv", Map.of("digits.csv.gz", original.toString(), rest, restAgain.toString()));
        assertThat(Files.mismatch(restAgain, Path.of(rest))).isEqualTo(-1);
    }

    @Test
    @Tag("slow")
    void mnistComesOutTheSame() throws IOException {
        Path mnist = DATASETS.resolve("mnist");
        assumeTrue(Files.exists(mnist), mnist + " is absent");
        Map<String, String> inputs = new HashMap<>();
        for (String part : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")) {
            inputs.put("package/data/" + part, mnist.resolve(part + ".gz").toString());
        }
        assertThat(rerun("models/mnist.onnx", inputs)).contains("test rows: 9670 of 10000 right (96.70 %)");
        assertThat(rerun("models/mnist-adversarial.onnx", inputs))
                .contains("test rows: 9476 of 10000 right (94.76 %)")
                .contains("l_inf 0.1, 40 steps, 3 restarts: 7843 of 10000 right (78.43 %)");
    }
}
