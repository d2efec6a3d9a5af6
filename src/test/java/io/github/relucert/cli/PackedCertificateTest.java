package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.cli.RobustRuns.Run;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.search.CertificateWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are large are packed, in the same bytes each time, and every command takes them as they are. */
class PackedCertificateTest {
    @TempDir
    Path folder;

    private static Run run(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        Run run = RobustRuns.run(all);
        assertThat(run.status()).as(run.err()).isZero();
        return run;
    }

    private List<String> certificates(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".cert"))
                    .sorted()
                    .toList();
        }
    }

    private static ProofBody body(int characters) {
        return new ProofBody() {
            @Override
            public Assertion assertion() {
                return new Assertion.NoUnsafePoint();
            }

            @Override
            public void writeTo(Appendable out) throws IOException {
                for (int k = 0; k < characters; k++) {
                    out.append('x');
                }
            }
        };
    }

    @Test
    void sizeDecides() {
        assertThat(SavedAnswers.ending(body(1 << 19))).isEqualTo(".cert");
        assertThat(SavedAnswers.ending(body((1 << 19) + 1))).isEqualTo(".cert.gz");
    }

    @Test
    void packedFilesHoldNoTime() throws IOException {
        run(toyRow(), "--out", folder.toString());
        Certificate certificate;
        try (CertificateReader reader = new CertificateReader(folder.resolve("row-0-linf.cert"))) {
            certificate = reader.header();
        }
        List<byte[]> written = new ArrayList<>();
        for (String name : List.of("a.cert.gz", "b.cert.gz")) {
            CertificateWriter.write(certificate, folder.resolve(name), body(1000));
            written.add(Files.readAllBytes(folder.resolve(name)));
        }
        assertThat(Arrays.copyOfRange(written.getFirst(), 4, 8)).containsOnly(0);
        assertThat(written.getFirst()).isEqualTo(written.getLast());
    }

    @Test
    void everyCommandTakesThem() throws IOException {
        run(toyRow(), "--out", folder.toString());
        Path plain = folder.resolve("row-0-linf.cert");
        Path packed = folder.resolve("row-0-linf.cert.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
        assertThat(run(List.of("check", packed.toString(), "--model", "models/toy.onnx"))
                        .out())
                .contains("valid");
        Run compared = run(
                List.of("compare", "models/toy.onnx", "--data", "specs/toy-test.csv", "--domain=-1.5,1.5"),
                "--rows",
                "0",
                "--attacks",
                "fgsm",
                "--certificates",
                folder.toString());
        assertThat(compared.out()).contains("reused");
        run(List.of("report", folder.toString()));
        assertThat(Files.readString(folder.resolve("report.html"))).contains("The plane of toy.onnx");
    }

    @Test
    void aSmallOneIsPlainAndTakesThePlaceOfAPackedOne() throws IOException {
        Files.writeString(folder.resolve("row-0-linf.cert.gz"), "an older one, which gives way\n");
        run(toyRow(), "--out", folder.toString());
        assertThat(certificates(folder)).containsExactly("row-0-linf.cert");
    }

    /** A run of robust goes on from certificates of its own, which others must not replace. */
    @Test
    void runsOfRobustKeepTheirCertificates() throws IOException {
        List<String> robust = RobustRuns.toy("--rows", "0-1", "--epsilon", "0.05", "--out", folder.toString());
        run(robust);
        byte[] before = Files.readAllBytes(folder.resolve("row-0-linf.cert.gz"));
        run(toyRow(), "--out", folder.toString());
        assertThat(Files.readAllBytes(folder.resolve("row-0-linf.cert.gz"))).isEqualTo(before);
        assertThat(certificates(folder)).contains("row-0-linf.cert");
        assertThat(run(robust).err()).contains("2 rows done, 0 left");
        assertThat(RobustRuns.check(folder).status()).isZero();

        Path other = folder.resolve("other");
        Files.createDirectories(other);
        Files.writeString(other.resolve("row-0-linf.cert.gz"), "somebody else's\n");
        Run refused = RobustRuns.run(RobustRuns.toy("--rows", "0-1", "--epsilon", "0.05", "--out", other.toString()));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).hasLineCount(1).contains("row-0-linf.cert.gz", "choose another folder");
    }

    private static List<String> toyRow() {
        return List.of(
                "certify", "models/toy.onnx", "--data", "specs/toy-test.csv", "--domain=-1.5,1.5", "--rows", "0");
    }
}
