package io.github.relucert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our attacks against the reference implementations of foolbox and torchattacks, by {@code src/test/python/compare_attacks.py}. The Python to
 * use is that of the system property {@code python}, by default {@code python3}; skipped where it lacks a package.
 */
@Tag("slow")
class ReferenceAttacksTest {
    private static final Path SCRIPT = Path.of("src", "test", "python", "compare_attacks.py");
    private static final String PACKAGES = "numpy, onnx, torch, foolbox, torchattacks";
    private static final String PYTHON = System.getProperty("python", "python3");

    @TempDir
    private static Path folder;

    private record Run(int status, String out) {}

    private static Run run(List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int status = process.waitFor();
            return new Run(status, Files.readString(out, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void requirePackages() {
        Run imports;
        try {
            imports = run(List.of(PYTHON, "-c", "import " + PACKAGES));
        } catch (UncheckedIOException e) {
            imports = new Run(1, e.toString());
        }
        Assumptions.assumeTrue(
                imports.status() == 0,
                "skipped: " + PYTHON + " cannot import " + PACKAGES + " (-Dpython=FILE names another one): "
                        + imports.out());
    }

    /** This build's own command line. */
    private static List<String> launcher() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + System.getProperty("java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private static Run compare(List<String> launcher, String... options) {
        List<String> command = new ArrayList<>(List.of(PYTHON, SCRIPT.toString()));
        command.addAll(List.of("--launcher", String.join(" ", launcher)));
        command.addAll(List.of(options));
        return run(command);
    }

    @Test
    void noMedianIsFartherThanTheReferences() {
        Run run = compare(launcher());
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("no median farther than the reference's by more than 2 %")
                .contains("PGD", "DeepFool", "DDN", "FAB", "APGD-CE", "APGD-DLR", "Square")
                .doesNotContain("absent");
    }

    /** The control: distances that are five per cent longer are seen to be. */
    @Test
    void aWorseAttackIsNoticed() throws IOException {
        Path worse = folder.resolve("worse.py");
        String text = """
                import json, subprocess, sys
                for line in subprocess.run(sys.argv[1:], check=True, capture_output=True, text=True).stdout.splitlines():
                    fields = json.loads(line)
                    if fields.get("distance"):
                        fields["distance"] = float(fields["distance"]) * 1.05
                    print(json.dumps(fields))
                """;
        Files.writeString(worse, text);
        List<String> launcher = Stream.concat(Stream.of(PYTHON, worse.toString()), launcher().stream())
                .toList();
        String[] options = {"--nets", "digits", "--rows", "5", "--only", "DeepFool linf"};
        Run run = compare(launcher, options);
        assertThat(run.status()).as(run.out()).isOne();
        assertThat(run.out()).contains("1 of 1 medians farther", "digits Foolbox DeepFool linf DeepFool");
        assertThat(compare(launcher(), options).status()).isZero();
    }
}
