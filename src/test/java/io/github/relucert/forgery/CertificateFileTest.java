package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.cli.Main;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.train.OnnxWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as files: what the command and the checker's own jar say of good, damaged, forged and hostile ones. */
class CertificateFileTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private String good = "";

    @BeforeEach
    void writeTheTent() throws IOException {
        OnnxWriter.write(Forgeries.TENT.network(), folder.resolve("tent.onnx"));
        write("good.cert");
        write("good.cert.gz");
        good = Files.readString(folder.resolve("good.cert"));
    }

    private void write(String name) {
        Problem tent = Forgeries.TENT;
        ModelReference model =
                ModelReference.of(OnnxReader.read(folder.resolve("tent.onnx")), Optional.empty(), Optional.empty());
        Statement statement = new Statement(
                model, tent.norm(), tent.centre(), tent.domain(), tent.unsafe(), Forgeries.open(Norm.LINF, "1"));
        Witness witness = Witness.at(tent, List.of(Rational.ONE));
        CertificateWriter.write(
                new Certificate(statement, Optional.of(witness), Optional.empty()),
                folder.resolve(name),
                ProofBody.of(statement.assertion(), Forgeries.text(Forgeries.TENT_PROOF)));
    }

    /** What a run printed and how it ended. */
    private record Run(int status, String out, String err) {}

    private Run check(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of("check"), Arrays.stream(args)).toArray(String[]::new);
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
        return new Run(status, out.toString(), err.toString());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void theCommandSaysInWordsWhatIsProved() {
        for (List<String> options : List.of(List.<String>of(), List.of("--exact"))) {
            List<String> args = new ArrayList<>(options);
            args.addAll(List.of(path("good.cert"), path("good.cert.gz")));
            Run run = check(args.toArray(String[]::new));
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains("good.cert: valid", "good.cert.gz: valid")
                    .contains("radius >= 1: no unsafe point is nearer")
                    .contains("radius <= 1: the witness");
        }
    }

    @Test
    void theJarRunsAlone() throws IOException, InterruptedException {
        Path jar = jar();
        Path bad = replaced("bad.cert", "radius-at-least 1", "radius-at-least 2");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        path("good.cert"),
                        bad.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(printed).contains("good.cert: valid", "bad.cert: invalid: the statement contradicts the witness");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("relucert-.*-check\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no checker jar in target: ./mvnw process-classes makes it"));
        }
    }

    private Path replaced(String name, String part, String replacement) throws IOException {
        assertThat(good).contains(part);
        return written(name, good.replace(part, replacement).getBytes(StandardCharsets.UTF_8));
    }

    private Path written(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void isRefused(String name, String part, String replacement, String complaint) throws IOException {
        Path file = replaced("forged.cert", part, replacement);
        for (List<String> options : List.of(List.<String>of(), List.of("--exact"))) {
            List<String> args = new ArrayList<>(options);
            args.add(file.toString());
            Run run = check(args.toArray(String[]::new));
            assertThat(run.status()).as(name).isIn(1, 2);
            assertThat(run.out() + run.err()).as(name).contains(complaint);
            assertThat((run.out() + run.err()).lines()).as(name).hasSize(1);
        }
    }

    @Test
    void forgedHeadersAreFoundOut() throws IOException {
        OnnxWriter.write(Forgeries.threeScores(Norm.LINF).network(), folder.resolve("other.onnx"));
        String other =
                OnnxReader.read(folder.resolve("other.onnx"), Optional.empty()).sha256();
        String own =
                OnnxReader.read(folder.resolve("tent.onnx"), Optional.empty()).sha256();
        String[][] cases = {
            {"another version", "relucert-certificate 1", "relucert-certificate 2", "line 1"},
            {"no certificate", "relucert-certificate 1", "certificate", "line 1"},
            {"another model's digest", own, other, "SHA-256"},
            {"another model by name", "tent.onnx", "other.onnx", "SHA-256"},
            {"another model by both", "tent.onnx\nsha256 " + own, "other.onnx\nsha256 " + other, "invalid"},
            {"a path for a name", "tent.onnx", "../tent.onnx", "no plain file name"},
            {"an unknown line", "norm linf", "norm linf\nepsilon 1", "'inputs ...' is needed"},
            {"a line twice", "norm linf", "norm linf\nnorm linf", "'inputs ...' is needed"},
            {"two outputs asked for", "scores ", "output output\noutput other\nscores ", "'scores ...' is needed"},
            {
                "the statement twice",
                "states radius-at-least 1",
                "states radius-at-least 1\nstates robust-at 0",
                "'proof'"
            },
            {"no statement", "states radius-at-least 1\n", "", "'states ...' is needed"},
            {"two witnesses", "witness 1 1 1 +", "witness 1 1 1 +\nwitness 1 1 1 +", "'proof'"},
            {"two domains", "domain-all -2 2", "domain-all -2 2\ndomain -2 2", "'unsafe ...' is needed"},
            {"a domain inside out", "domain-all -2 2", "domain-all 2 -2", "lies above"},
            {"a domain that is no number", "domain-all -2 2", "domain-all NaN 2", "no integer"},
            {"an infinite radius", "radius-at-least 1", "radius-at-least inf", "no integer"},
            {"a decimal where a quotient belongs", "radius-at-least 1", "radius-at-least 1e0", "no integer"},
            {"a negative denominator", "radius-at-least 1", "radius-at-least -1/-1", "not positive"},
            {"a variable twice", "unsafe 1*y0", "unsafe 1*y0 -1*y0", "out of order"},
            {"a conjunction that no point obeys", "<= 0", "<= 0 and 1*y0 < 0", "invalid"},
            {"tensors that the model has not", "scores ", "scores no-", "it speaks of"},
            {"an operator that is not left out", "norm linf", "cut Softmax\nnorm linf", "it speaks of"},
            {
                "preprocessing that moves the net",
                "norm linf",
                "scale 2\nmean 1\nmean-values 0\nstd 1\nstd-values 1\nnorm linf",
                "invalid"
            },
            {
                "a deviation of zero",
                "norm linf",
                "scale 1\nmean 1\nmean-values 0\nstd 1\nstd-values 0\nnorm linf",
                "not positive"
            },
            {"another centre", "centre 0x0.0p0", "centre 0x1.0p-1", "invalid"},
            {"a centre that is no number", "centre 0x0.0p0", "centre NaN", "no double"},
            {"a centre outside the domain", "centre 0x0.0p0", "centre 0x1.8p1", "invalid"},
            {"no input", "inputs 1", "inputs 0", "invalid"},
            {"very many inputs", "inputs 1", "inputs 9999999", "needs 9999999 values"},
            {"a smaller unsafe set", "unsafe 1*y0 <= 0", "unsafe 1*y0 <= 1", "invalid"},
            {"an output that is not there", "unsafe 1*y0", "unsafe 1*y7", "invalid"},
            {"an index that overflows", "unsafe 1*y0", "unsafe 1*y99999999999", "term"},
            {"a larger radius", "radius-at-least 1", "radius-at-least 1000001/1000000", "contradicts"},
            {"a negative radius", "radius-at-least 1", "radius-at-least -1", "a radius cannot be"},
            {"a radius over zero", "radius-at-least 1", "radius-at-least 1/0", "not positive"},
            {"an open ball read as closed", "radius-at-least 1", "robust-at 1", "contradicts"},
            {"the whole domain", "radius-at-least 1", "no-unsafe-point", "contradicts"},
            {"a witness that is safe", "witness 1 1 1 +", "witness 0 1 1 =", "not unsafe"},
            {"a witness said to be nearer", "witness 1 1 1 +", "witness 1/2 1 1 +", "distance"},
            {"a witness outside the domain", "witness 1 1 1 +", "witness 3 1 1 3", "outside the domain"},
            {"a witness over zero", "witness 1 1 1 +", "witness 1 1 0 1", "zero"},
            {"a witness with a coordinate more", "witness 1 1 1 +", "witness 1 1 1 + +", "needs 4 values"},
            {"no proof", "proof\n", "", "'proof'"},
            {"the last line is cut", "l!\nl\n", "l!\nl", "ends within the line"},
            {"a leaf is missing", "l!\nl\n", "l!\n", "ends too early"},
            {"something behind the proof", "l!\nl\n", "l!\nl\nl\n", "goes on"},
            {"a leaf that does not hold in doubles", "l!\n", "l\n", "invalid"},
        };
        for (String[] forged : cases) {
            if (!forged[0].startsWith("a leaf that does not")) {
                isRefused(forged[0], forged[1], forged[2], forged[3]);
            }
        }
        Path rounded = replaced("rounded.cert", "l!\n", "l\n");
        assertThat(check(rounded.toString()).out()).contains("invalid: line", "does not refute");
        assertThat(check("--exact", rounded.toString()).status()).isZero();
    }

    private static byte[] packed(byte[] start, byte[] piece, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(start);
            for (int i = 0; i < times; i++) {
                gzip.write(piece);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void isRefusedInTime(String name, byte[] content) {
        Path file = written("hostile.cert", content);
        Run run = Assertions.assertTimeoutPreemptively(PATIENCE, () -> check(file.toString()), name);
        assertThat(run.status()).as(name).isIn(1, 2);
        assertThat((run.out() + run.err()).lines()).as(name).hasSize(1);
        assertThat(run.out() + run.err())
                .as(name)
                .contains("hostile.cert")
                .doesNotContain("internal error", "Exception in", "\tat ");
    }

    @Test
    void hostileFilesAreRefusedInOneLine() throws IOException {
        byte[] header = ascii(good.substring(0, good.indexOf("proof\n")));
        byte[] body = ascii(good.substring(0, good.indexOf("proof\n")) + "proof\n");
        byte[] whole = packed(ascii(good), new byte[0], 0);
        byte[] blank = new byte[1 << 16];
        Arrays.fill(blank, (byte) ' ');
        isRefusedInTime("nothing", new byte[0]);
        isRefusedInTime("zeros", new byte[100]);
        isRefusedInTime("the first two bytes of gzip", new byte[] {0x1f, (byte) 0x8b});
        for (int length : new int[] {3, 10, 11, whole.length / 2, whole.length - 9, whole.length - 1}) {
            isRefusedInTime("gzip cut at " + length, Arrays.copyOf(whole, length));
        }
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 0x55;
        isRefusedInTime("gzip with a wrong byte", damaged);
        isRefusedInTime("a line of blanks without end, packed", packed(header, blank, 1 << 12));
        isRefusedInTime("a file of line feeds, packed", packed(new byte[0], ascii("\n".repeat(1 << 16)), 1 << 8));
        isRefusedInTime(
                "centre lines without end, packed", packed(header, ascii(" 0x0.0p0\n".repeat(1 << 12)), 1 << 10));
        isRefusedInTime("a path without end, packed", packed(body, ascii("i 0 0\n".repeat(1 << 12)), 1 << 10));
        isRefusedInTime("half-spaces without end, packed", packed(body, ascii("H\n".repeat(1 << 12)), 1 << 10));
        isRefusedInTime(
                "weights of many digits on a path",
                packed(body, ascii("w 0 " + "9".repeat(10_000) + "p20000\ni 0 0\n"), 1 << 8));
        isRefusedInTime("bytes that are no text", ascii(good + "\u0000\u0001"));
        isRefusedInTime(
                "a number of a million digits", ascii(good.replace("at-least 1", "at-least " + "7".repeat(999_999))));
        isRefusedInTime(
                "huge numbers in a half-space of half-spaces",
                ascii(new String(body, StandardCharsets.US_ASCII)
                        + ("w 0 " + "9".repeat(9_999) + "p19999\nH 0\nh 0:" + "9".repeat(9_999) + "p19999\n").repeat(40)
                        + "l!\n"));
    }
}
