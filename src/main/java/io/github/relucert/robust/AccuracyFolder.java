package io.github.relucert.robust;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.RowLine;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.engine.StatementWriter;
import io.github.relucert.exact.InputException;
import io.github.relucert.report.WitnessFiles;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a run: a certificate a row and the witness of an attacked one, the certificate of accuracy, the journal. */
public final class AccuracyFolder {
    /** Name of the certificate of accuracy. */
    public static final String CERTIFICATE = "accuracy.cert";

    private static final String JOURNAL = "journal";

    private final Path folder;

    /**
     * Creates the folder where there is none.
     *
     * @throws InputException when it cannot be created, or holds certificates of another command that those of a run would replace
     */
    public AccuracyFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException(
                    "--out: " + folder + " is no folder that can be written (" + e.getMessage() + "); choose another",
                    e);
        }
        if (!isIn(folder)) {
            refuseOthers();
        }
    }

    private void refuseOthers() {
        try (DirectoryStream<Path> packed = Files.newDirectoryStream(folder, "row-*.cert.gz")) {
            for (Path other : packed) {
                throw new InputException("--out: " + folder + " holds " + other.getFileName()
                        + ", which is no certificate of a run of robust; choose another folder");
            }
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be read (" + e.getMessage() + "); choose another --out", e);
        }
    }

    /** Whether a folder holds a run. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(JOURNAL));
    }

    /** The folder itself. */
    public Path folder() {
        return folder;
    }

    /** The certificate of accuracy. */
    public Path certificate() {
        return folder.resolve(CERTIFICATE);
    }

    /** The certificate of a row. */
    public Path certificate(int row, Norm norm) {
        return folder.resolve(RowLine.fileName(row, norm));
    }

    /** The journal, which only one run at a time holds. */
    public Path journal() {
        return folder.resolve(JOURNAL);
    }

    /**
     * Removes what a killed run left half-written. To be called by the run that holds the journal.
     *
     * @throws InputException when it cannot be removed
     */
    void removeLeftovers() {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*.part")) {
            for (Path part : parts) {
                Files.delete(part);
            }
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be tidied (" + e.getMessage() + "); choose another --out", e);
        }
    }

    /** Whether the certificate that a record names is there, unchanged. */
    boolean holds(RowRecord row, Norm norm) {
        Path path = certificate(row.row(), norm);
        return Files.exists(path) && row.digest().equals(Optional.of(Digests.sha256(path)));
    }

    /**
     * Saves a row's certificate, and its deployable witness where there is one; returns the certificate's SHA-256.
     *
     * @param rows the rows of the run, this one among them
     */
    String save(Finding finding, Optional<Witness> deployable, ModelReference model, RowQuestions rows) {
        RowQuestions.Question question = finding.question();
        Problem problem = question.problem(finding.norm());
        Path path = certificate(question.row(), finding.norm());
        deployable.ifPresent(witness -> new WitnessFiles(folder, rows)
                .save("row-" + question.row() + "-" + finding.norm().id(), witness.point()));
        DataRow row = new DataRow(rows.data().fileName(), rows.data().sha256(), question.row(), question.label());
        CertificateWriter.write(
                new Certificate(
                        StatementWriter.about(model, problem, finding.proof().assertion()),
                        finding.witness(),
                        Optional.of(row)),
                path,
                finding.proof());
        return Digests.sha256(path);
    }

    /** Writes the certificate of accuracy, as a whole or not at all. */
    void save(AccuracyStatement statement) {
        OutputFile.write(certificate(), out -> {
            for (String line : statement.lines()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
