package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.cli.Main;
import io.github.relucert.contract.DamagedFiles;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.report.NpyWriter;
import io.github.relucert.robust.Journal;
import io.github.relucert.specification.Norm;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of every format that is no model; those have tests of their own. */
class DamagedInputsTest {
    private static final int IN_EVERY_BUILD = 2_000;
    private static final int MANY = 20_000;

    @TempDir
    Path folder;

    /** A format: files of it, what reads them, and the least share of mutations that has to be refused. */
    private record Format(String name, List<byte[]> originals, Consumer<Path> reader, double refused) {}

    private static List<byte[]> bytes(String directory, String ending, int most) throws IOException {
        List<byte[]> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                byte[] all = Files.readAllBytes(file);
                if (all.length <= most) {
                    found.add(all);
                }
            }
        }
        return found;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** Three images of one pixel row each, and their labels. */
    private static byte[] images() {
        byte[] idx = new byte[16 + 6];
        idx[2] = 8;
        idx[3] = 3;
        idx[7] = 3;
        idx[11] = 1;
        idx[15] = 2;
        idx[17] = 120;
        idx[20] = (byte) 255;
        return idx;
    }

    private static byte[] labels() {
        return new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 1};
    }

    private byte[] npy(FloatType type) throws IOException {
        Path file = folder.resolve("original.npy");
        NpyWriter.write(file, type, List.of(3, 2), new double[] {0, 0.5, -1, 1, 0.25, 1e-9});
        return Files.readAllBytes(file);
    }

    private Consumer<Path> data(DataOptions options) throws IOException {
        Network network = OnnxReader.read(Path.of("models/toy.onnx")).network();
        Files.write(folder.resolve("damaged-labels-idx1-ubyte"), labels());
        return file -> {
            DataSet rows = DataReader.read(file, options, network);
            for (int row = 0; row < rows.count(); row++) {
                rows.row(row);
                rows.label(row);
            }
        };
    }

    /** The folder that a robust run leaves behind. */
    private Path run() {
        Path out = folder.resolve("run");
        StringWriter words = new StringWriter();
        int status = Main.run(
                new PrintWriter(words),
                new PrintWriter(words),
                "robust",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv",
                "--rows",
                "0-2",
                "--domain=-2,2",
                "--epsilon",
                "0.05,0.2",
                "--out",
                out.toString());
        assertThat(status).as(words.toString()).isZero();
        return out;
    }

    private static Consumer<Path> journal(byte[] original) {
        List<String> settings = new String(original, java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("set "))
                .map(line -> line.substring(4, line.lastIndexOf(' ')))
                .toList();
        return file -> Journal.open(file, Norm.LINF, settings).close();
    }

    /** Finds a certificate of the toy model valid or throws. */
    private static void check(Path certificate) {
        if (CertificateChecker.check(certificate, Optional.of(Path.of("models/toy.onnx")), Arithmetic.OUTWARD, 1)
                instanceof Verdict.Invalid(String reason)) {
            throw new InputException(certificate.getFileName() + ": " + reason);
        }
    }

    private static Path journalIn(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(f -> f.getFileName().toString().contains("journal"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path accuracyIn(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(f -> f.toString().endsWith(".cert") && AccuracyStatement.isIn(f))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<Format> formats() throws IOException {
        Path run = run();
        byte[] journal = Files.readAllBytes(journalIn(run));
        DataOptions predicted = new DataOptions(LabelSource.parse("predicted"), List.of(), Layout.NCHW);
        return List.of(
                new Format("damaged.vnnlib", bytes("specs", ".vnnlib", 20_000), PropertyReader::read, 0.2),
                new Format("damaged.vnnlib.gz", bytes("specs", ".vnnlib.gz", 20_000), PropertyReader::read, 0.5),
                new Format("damaged.csv", bytes("specs", "toy-test.csv", 100_000), data(DataOptions.standard()), 0.05),
                new Format(
                        "damaged-images-idx3-ubyte",
                        List.of(images(), gzip(images())),
                        data(DataOptions.standard()),
                        0.2),
                new Format(
                        "damaged.npy", List.of(npy(FloatType.FLOAT32), npy(FloatType.FLOAT64)), data(predicted), 0.2),
                new Format("damaged.cert", bytes("certificates/toy", ".cert", 20_000), DamagedInputsTest::check, 0.5),
                new Format("journal", List.of(journal), journal(journal), 0.2),
                new Format(
                        "accuracy.cert", List.of(Files.readAllBytes(accuracyIn(run))), AccuracyStatement::read, 0.3));
    }

    private void hold(int mutations) throws IOException {
        for (Format format : formats()) {
            assertThat(format.originals()).as(format.name()).isNotEmpty();
            for (byte[] original : format.originals()) {
                format.reader().accept(Files.write(folder.resolve(format.name()), original));
            }
            int refused = DamagedFiles.refusals(
                    format.originals(), mutations, folder.resolve(format.name()), format.reader());
            assertThat(refused)
                    .as("%s: refused of %d", format.name(), mutations)
                    .isBetween((int) (format.refused() * mutations), mutations - 1);
        }
    }

    @Test
    void areReadOrRefused() throws IOException {
        hold(IN_EVERY_BUILD);
    }

    @Tag("slow")
    @Test
    void areReadOrRefusedManyTimes() throws IOException {
        hold(MANY);
    }
}
