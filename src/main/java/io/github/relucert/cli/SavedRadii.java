package io.github.relucert.cli;

import io.github.relucert.RowRadius;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Certificates of earlier runs, found by what they state: the model by its SHA-256, norm, centre, domain and unsafe set. File names do not
 * matter. Each is checked again before its radius counts.
 */
final class SavedRadii {
    private record Saved(Path file, Statement statement, Certificate certificate) {}

    private final List<Saved> saved;
    private final RowArguments.Opened opened;
    private final ModelReference model;

    private SavedRadii(List<Saved> saved, RowArguments.Opened opened) {
        this.saved = saved;
        this.opened = opened;
        this.model = ModelReference.of(opened.model(), opened.output(), opened.preprocessing());
    }

    /** Reads the headers of all certificates in a folder, which need not exist yet; files that are none are passed over. */
    static SavedRadii in(Path folder, RowArguments.Opened opened) {
        List<Saved> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            for (Path file : certificates(folder)) {
                header(file).ifPresent(c -> found.add(new Saved(file, c.statement(), c)));
            }
        }
        return new SavedRadii(found, opened);
    }

    /** No certificates. */
    static SavedRadii none(RowArguments.Opened opened) {
        return new SavedRadii(List.of(), opened);
    }

    private static List<Path> certificates(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.cert(\\.gz)?"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException("--certificates: " + folder + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static Optional<Certificate> header(Path file) {
        try (CertificateReader reader = new CertificateReader(file)) {
            return Optional.of(reader.header());
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    /** What all valid certificates about a problem say together; lower end and witness may come from two of them. */
    Optional<RowRadius> about(Problem problem) {
        return saved.stream()
                .filter(s -> states(s.statement(), problem))
                .map(this::checked)
                .flatMap(Optional::stream)
                .reduce(RowRadius::meet);
    }

    private boolean states(Statement statement, Problem problem) {
        return statement.model().sameNetwork(model)
                && statement.norm() == problem.norm()
                && statement.centre().equals(problem.centre())
                && statement.domain().equals(problem.domain())
                && statement.unsafe().equals(problem.unsafe());
    }

    private Optional<RowRadius> checked(Saved file) {
        long start = System.nanoTime();
        Verdict verdict = CertificateChecker.check(file.file(), Optional.of(opened.modelFile()), Arithmetic.OUTWARD, 1);
        return switch (verdict) {
            case Verdict.Invalid _ -> Optional.empty();
            case Verdict.Sound _ ->
                Optional.of(new RowRadius(
                        file.statement().norm(),
                        file.statement().assertion(),
                        "proof",
                        file.certificate().witness(),
                        Optional.of(file.file()),
                        false,
                        (System.nanoTime() - start) / 1e9));
        };
    }
}
