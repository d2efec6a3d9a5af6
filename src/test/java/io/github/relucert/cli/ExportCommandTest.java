package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir
    Path folder;

    /** What a run printed and how it ended. */
    private record Run(int status, String out, String err) {}

    private static Run export(String certificate, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] args = Stream.concat(
                        Stream.of("export", "certificates/toy/" + certificate, "--model", "models/toy.onnx"),
                        Stream.of(more))
                .toArray(String[]::new);
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(status, out.toString(), err.toString());
    }

    @Test
    void writesQueryAndProofSideBySide() throws IOException {
        Path proof = folder.resolve("toy.resolute");
        Run run = export("row-0-linf.cert", "--format", "resolute", "--out", proof.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("toy.smt2", "toy.resolute", "holes=0", "no unsafe point is nearer than ");
        assertThat(Files.readString(proof)).startsWith("unsat\n");
        assertThat(Files.readString(folder.resolve("toy.smt2")))
                .startsWith("; Unsatisfiable: ")
                .contains("(check-sat)");
    }

    @Test
    void aletheSaysThatItsRadiusIsShorter() {
        Run run = export(
                "row-0-l1.cert",
                "--format",
                "alethe",
                "--out",
                folder.resolve("toy.alethe").toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("2^-40 shorter");
    }

    @Test
    void refusesInOneLine() {
        requireRefused(export("row-0-l2.cert", "--format", "resolute"), "a ball in l2 is no linear constraint");
        requireRefused(export("row-0-linf.cert", "--format", "lfsc"), "--format lfsc: choose one of resolute, alethe");
        requireRefused(
                export("row-0-linf.cert", "--format", "alethe", "--out", folder.resolve("toy.smt2") + ""),
                "the query is written under that name");
        requireRefused(
                export("../invalid/radius-raised-by-a-tenth.cert", "--format", "alethe"), "the model digits.onnx with");
        assertThat(folder).isEmptyDirectory();
    }

    private static void requireRefused(Run run, String reason) {
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).contains(reason).doesNotContain("\n");
    }

    /** A certificate that does not hold gives no export, and nothing half-written. */
    @Test
    void exportsNothingThatDoesNotHold() throws IOException {
        Path wrong = folder.resolve("wrong.cert");
        String text = Files.readString(Path.of("certificates", "toy", "row-0-linf.cert"));
        Files.writeString(wrong, text.replaceFirst("radius-at-least \\d", "radius-at-least 9"));
        StringWriter err = new StringWriter();
        String proof = folder.resolve("wrong.resolute").toString();
        int status = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "export",
                wrong.toString(),
                "--model",
                "models/toy.onnx",
                "--format",
                "resolute",
                "--out",
                proof);
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains("wrong.cert: line ", "does not refute disjunct 0");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(wrong));
    }
}
