package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of the row that a certificate names. */
class CheckRowTest {
    private static final Path CERTIFICATE = Path.of("certificates", "toy", "row-0-linf.cert");

    @TempDir
    Path folder;

    private record Run(int status, String out) {}

    private static Run check(Path certificate, String... more) {
        List<String> args = new ArrayList<>(List.of("check", certificate.toString(), "--model", "models/toy.onnx"));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(out, true), args);
        return new Run(status, out.toString());
    }

    private Path forged(String part, String replacement) throws IOException {
        String text = Files.readString(CERTIFICATE);
        assertThat(text).containsPattern(part);
        return Files.writeString(Files.createTempFile(folder, "forged", ".cert"), text.replaceFirst(part, replacement));
    }

    @Test
    void theRowIsInformationUntilItIsCompared() {
        Run unchecked = check(CERTIFICATE);
        assertThat(unchecked.status()).isZero();
        assertThat(unchecked.out()).contains("row 0 of toy-test.csv is unchecked information");
        Run checked = check(CERTIFICATE, "--data", "specs/toy-test.csv");
        assertThat(checked.status()).isZero();
        assertThat(checked.out()).contains("x0 is row 0 of toy-test.csv").doesNotContain("unchecked");
    }

    @Test
    void anotherRowIsFoundOut() throws IOException {
        Path another = forged("\nrow 0\n", "\nrow 1\n");
        assertThat(check(another).status()).isZero();
        Run run = check(another, "--data", "specs/toy-test.csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("invalid: row 1 of toy-test.csv has ", " at input 0, x0 has ");
    }

    @Test
    void aRowThatIsNotThereIsFoundOut() throws IOException {
        Run run = check(forged("\nrow 0\n", "\nrow 999999\n"), "--data", "specs/toy-test.csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("invalid: it names row 999999 of toy-test.csv, which has only ");
    }

    @Test
    void anotherLabelIsFoundOut() throws IOException {
        Run run = check(forged("\nlabel \\d\n", "\nlabel 7\n"), "--data", "specs/toy-test.csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("invalid: row 0 of toy-test.csv has label ", "not the one that is named");
    }

    /** With one output the label alone does not say what is unsafe; the threshold does. */
    @Test
    void anotherThresholdIsFoundOut() {
        run("theorem", "export", "VAR-2", "--out", folder.toString());
        String model = folder.resolve("VAR-2.onnx").toString();
        String data = folder.resolve("VAR-2.csv").toString();
        run("certify", model, "--data", data, "--rows", "1", "--threshold", "-50", "--out", folder.toString());
        String certificate = folder.resolve("row-1-linf.cert").toString();
        Run other = run("check", certificate, "--data", data);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).contains("invalid: the unsafe set is not that of row 1 of VAR-2.csv");
        Run same = run("check", certificate, "--data", data, "--threshold", "-50");
        assertThat(same.status()).isZero();
        assertThat(same.out()).contains("x0 is row 1 of VAR-2.csv");
    }

    @Test
    void otherDataAreFoundOut() {
        Run run = check(CERTIFICATE, "--data", "specs/digits-test.csv");
        assertThat(run.status()).isNotZero();
        assertThat(run.out()).doesNotContain(": valid");
    }

    @Test
    void aFileThatIsNoCertificateIsSaidToBeNone() throws IOException {
        Run run = check(Files.writeString(folder.resolve("notes.txt"), "bread\nmilk\n"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("this is no certificate").doesNotContain("damaged");
    }
}
