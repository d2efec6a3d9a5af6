package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with model, data or command: exit status 2, one line that names it, no answer, nothing written. */
class CertifyBadInputTest {
    private static final String MODEL = "models/digits-adversarial.onnx";
    private static final String DATA = "specs/digits-test.csv";
    private static final String REJECTED = "src/test/resources/onnx/exported/rejected/";

    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {}

    private static Result run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Result certify(String model, String data, String... more) {
        List<String> words = new ArrayList<>(List.of("certify", model, "--data", data, "--out", target().toString()));
        words.addAll(Arrays.asList(more));
        return run(words);
    }

    private Path target() {
        return folder.resolve("answers");
    }

    private void refused(Result result, String... named) {
        assertThat(result.err().strip().lines()).as(result.toString()).hasSize(1);
        assertThat(result.err()).contains(named).doesNotContain("Exception", "internal error", "\tat ");
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
        String[] left = target().toFile().list();
        assertThat(left == null ? new String[0] : left).isEmpty();
    }

    static Stream<Arguments> brokenModels() {
        return Stream.of(
                Arguments.of("truncated.onnx", "truncated"),
                Arguments.of("text.onnx", "ONNX"),
                Arguments.of("empty_file.onnx", "empty_file"),
                Arguments.of("tanh.onnx", "Tanh"),
                Arguments.of("shape_mismatch.onnx", "shape_mismatch"),
                Arguments.of("nan_weight.onnx", "NaN"),
                Arguments.of("infinite_weight.onnx", "Infinity"),
                Arguments.of("two_inputs.onnx", "input"),
                Arguments.of("labels_only.onnx", "labels_only"),
                Arguments.of("duplicate_initializer.onnx", "duplicate_initializer"),
                Arguments.of("cyclic.onnx", "cyclic"),
                Arguments.of("dimensions_huge.onnx", "dimensions_huge"),
                Arguments.of("external_parent.onnx", "external_parent"));
    }

    @ParameterizedTest
    @MethodSource("brokenModels")
    void modelsThatCannotBeUsed(String file, String named) {
        refused(certify(REJECTED + file, DATA), file, named);
    }

    @Test
    void filesThatAreMissing() {
        refused(certify("models/no-such.onnx", DATA), "no-such.onnx");
        refused(certify(MODEL, "specs/no-such.csv"), "no-such.csv");
        refused(
                certify("models/mnist.onnx", "specs/mnist-test-images-idx3-ubyte.gz", "--labels", "no-such-labels.npy"),
                "no-such-labels.npy");
    }

    @Test
    void rowsThatDoNotFit() throws IOException {
        Path data = folder.resolve("rows.csv");
        Files.writeString(data, "1,2,3\n");
        refused(certify(MODEL, data.toString()), "rows.csv", "64");
        String zeros = ",0".repeat(63);
        Files.writeString(data, "11,0" + zeros + "\n");
        refused(certify(MODEL, data.toString()), "rows.csv", "11");
        Files.writeString(data, "1,17" + zeros + "\n");
        refused(certify(MODEL, data.toString(), "--domain", "0,16"), "rows.csv", "17", "domain");
        Files.writeString(data, "1,x" + zeros + "\n");
        refused(certify(MODEL, data.toString()), "rows.csv", "x");
        Files.writeString(data, "1,NaN" + zeros + "\n");
        refused(certify(MODEL, data.toString()), "rows.csv", "NaN");
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                Arguments.of("--rows", "500", "500"),
                Arguments.of("--rows", "9-0", "9-0"),
                Arguments.of("--rows", "-1", "--rows"),
                Arguments.of("--norm", "l3", "l3"),
                Arguments.of("--engine", "oracle", "oracle"),
                Arguments.of("--timeout", "0", "--timeout"),
                Arguments.of("--timeout", "-5", "--timeout"),
                Arguments.of("--timeout", "soon", "soon"),
                Arguments.of("--threads", "0", "--threads"),
                Arguments.of("--up-to", "0", "--up-to"),
                Arguments.of("--up-to", "1e999999", "--up-to"),
                Arguments.of("--format", "xml", "xml"),
                Arguments.of("--domain", "16,0", "16,0"),
                Arguments.of("--domain", "no-such-domain.csv", "no-such-domain.csv"),
                Arguments.of("--mean", "1,2,3", "--mean"),
                Arguments.of("--std", "0", "--std"),
                Arguments.of("--layout", "nchwx", "nchwx"),
                Arguments.of("--output", "nowhere", "nowhere"),
                Arguments.of("--threshold", "0.5", "--threshold"),
                Arguments.of("--seed", "x", "--seed"),
                Arguments.of("--no-such-option", "1", "--no-such-option"));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void optionsThatMakeNoSense(String option, String value, String named) {
        refused(certify(MODEL, DATA, option, value), named);
    }

    @Test
    void aFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Result result = run(List.of(
                "certify",
                MODEL,
                "--data",
                DATA,
                "--rows",
                "0",
                "--out",
                file.resolve("inside").toString()));
        refused(result, "inside");
    }

    /** Were everything refused, the tests above would pass for nothing. */
    @Test
    void theSameCommandWithoutAFaultIsAccepted() {
        Result result = certify(
                MODEL,
                DATA,
                "--rows",
                "0",
                "--domain",
                "0,16",
                "--up-to",
                "0.01",
                "--timeout",
                "60",
                "--format",
                "json");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(target()).isDirectoryContaining("glob:**.cert");
    }
}
