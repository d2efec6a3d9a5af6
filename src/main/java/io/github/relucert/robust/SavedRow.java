package io.github.relucert.robust;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What an earlier run has left of a row: the ends that its certificate states, and the proof, which stays in the file until it is written again. */
final class SavedRow {
    private SavedRow() {}

    /**
     * The ends of a certificate that is known to be whole.
     *
     * @throws InputException when it cannot be read
     */
    static KnownEnds trusted(Path file) {
        try (CertificateReader reader = new CertificateReader(file)) {
            return ends(reader.header(), file);
        }
    }

    /** The ends of a certificate that may be anything; nothing where it does not prove what it states, or states it of something else. */
    static Optional<KnownEnds> checked(Path file, ModelReference model, Problem problem) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (CertificateReader reader = new CertificateReader(file)) {
            Certificate certificate = reader.header();
            if (!isAbout(certificate.statement(), model, problem)) {
                return Optional.empty();
            }
            Verdict verdict = CertificateChecker.check(
                    certificate, problem, reader.proof(problem.network()), Arithmetic.OUTWARD, 1);
            return switch (verdict) {
                case Verdict.Sound sound ->
                    Optional.of(ends(certificate, file))
                            .filter(_ -> sound.claimed().isEmpty());
                case Verdict.Invalid _ -> Optional.empty();
            };
        } catch (InputException e) {
            // No certificate, or a damaged one: the row is done from the beginning.
            return Optional.empty();
        }
    }

    private static boolean isAbout(Statement statement, ModelReference model, Problem problem) {
        return statement.model().sameNetwork(model)
                && statement.norm() == problem.norm()
                && statement.centre().equals(problem.centre())
                && statement.domain().equals(problem.domain())
                && statement.unsafe().equals(problem.unsafe());
    }

    private static KnownEnds ends(Certificate certificate, Path file) {
        return new KnownEnds(new Copied(certificate.statement().assertion(), file), certificate.witness());
    }

    /** The proof of a packed certificate. */
    private record Copied(Assertion assertion, Path file) implements ProofBody {
        @Override
        public void writeTo(Appendable out) throws IOException {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
                String line = lines.readLine();
                while (line != null && !line.equals("proof")) {
                    line = lines.readLine();
                }
                for (line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.append(line).append('\n');
                }
            }
        }
    }
}
