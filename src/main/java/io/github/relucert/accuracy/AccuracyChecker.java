package io.github.relucert.accuracy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.ModelFinder;
import io.github.relucert.check.Verdict;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.RowSelection;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Checks a certificate of robust accuracy. The rows' certificates lie beside it; each has to have the SHA-256 stated, to be about the
 * model, the norm, the domain and the row that it should be about, and to be valid. Verdicts and counts are made anew from them.
 */
public final class AccuracyChecker {
    /** Most rows that a file may list that certifies none of them. */
    private static final int MOST_UNKNOWN = 1 << 21;

    private final Path file;
    private final Arithmetic arithmetic;
    private final AccuracyStatement stated;
    private final Statement common;
    private final RowQuestions questions;

    private AccuracyChecker(
            Path file, Arithmetic arithmetic, AccuracyStatement stated, Statement common, RowQuestions questions) {
        this.file = file;
        this.arithmetic = arithmetic;
        this.stated = stated;
        this.common = common;
        this.questions = questions;
    }

    /**
     * Checks a file.
     *
     * @param model where the model is; without it the plain name is looked for beside the file and in the current folder
     * @param data where the data file is; likewise
     * @param labels where the labels are, if in a file of their own; without it they are looked for beside the data too
     * @param threads rows checked at once
     * @throws InputException when a file cannot be opened, or no model or data has the SHA-256 stated
     */
    public static Verdict check(
            Path file,
            Optional<Path> model,
            Optional<Path> data,
            Optional<Path> labels,
            Arithmetic arithmetic,
            int threads) {
        AccuracyStatement stated;
        Optional<Statement> common;
        try {
            stated = AccuracyStatement.read(file);
            common = firstStatement(file, stated);
        } catch (InputException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
        if (common.isEmpty()) {
            return ofNothing(stated);
        }
        OnnxModel found = ModelFinder.find(file, common.get().model(), model);
        Path rows = stated.data().find(file, data);
        Optional<Path> own = stated.data().findLabels(file, rows, labels);
        try {
            Problem problem = ModelFinder.problem(common.get(), found);
            RowQuestions questions = stated.data()
                    .open(rows, own, found, problem.network(), common.get().domain());
            return new AccuracyChecker(file, arithmetic, stated, common.get(), questions).check(threads);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Of rows none of which has a certificate nothing may be stated, and no other file is needed to see that. */
    private static Verdict ofNothing(AccuracyStatement stated) {
        try {
            List<RowLine> nothing = RowSelection.read(stated.selection(), MOST_UNKNOWN).stream()
                    .map(row -> RowLine.unknown(row, stated.radii(), stated.norm()))
                    .toList();
            return nothing.equals(stated.rows())
                    ? new Verdict.Sound(
                            "rows " + stated.selection()
                                    + ", none of which has a certificate; neither model nor data were looked at",
                            List.of(),
                            List.of())
                    : new Verdict.Invalid("it states something of rows none of which has a certificate");
        } catch (InputException | IllegalArgumentException | ArithmeticException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
    }

    /** What the first certificate is about; all others have to be about the same model, norm and domain. */
    private static Optional<Statement> firstStatement(Path file, AccuracyStatement stated) {
        return stated.rows().stream()
                .filter(row -> row.digest().isPresent())
                .findFirst()
                .map(row -> file.resolveSibling(RowLine.fileName(row.row(), stated.norm())))
                .map(first -> {
                    try (CertificateReader reader = new CertificateReader(first)) {
                        return reader.header().statement();
                    }
                });
    }

    private Verdict check(int threads) {
        Optional<String> fault = headerFault();
        List<Callable<Optional<String>>> tasks = new ArrayList<>();
        stated.rows().forEach(row -> tasks.add(() -> rowFault(row)));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Optional<String>>> results = fault.isPresent() ? List.of() : pool.invokeAll(tasks);
            for (Future<Optional<String>> result : results) {
                fault = fault.or(result::resultNow);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (fault.isPresent()) {
            return new Verdict.Invalid(fault.get());
        }
        List<String> proved = new ArrayList<>();
        for (int i = 0; i < stated.lengths().size(); i++) {
            proved.add("at " + stated.counts(i) + ", of " + stated.rows().size() + " rows, closed balls");
        }
        proved.add("a radius in [lower, upper] for each row, exactly known for "
                + stated.rows().stream()
                        .filter(row -> row.lower().equals(row.upper()))
                        .count());
        String about = common.model() + "; distances in " + stated.norm().id() + "; rows " + stated.selection()
                + " of the " + questions.data().count() + " of "
                + String.join(", ", stated.data().lines()) + "; unsafe: "
                + questions.task().inWords() + "; over x in " + common.domain().inWords()
                + ", as each row's certificate says";
        return new Verdict.Sound(about, proved, List.of());
    }

    /** What the header says that the rows' certificates, the data or the list of rows do not bear out. */
    private Optional<String> headerFault() {
        List<Integer> asked;
        try {
            asked = RowSelection.read(stated.selection(), questions.data().count());
        } catch (InputException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        if (!asked.equals(stated.rows().stream().map(RowLine::row).toList())) {
            return Optional.of("the rows listed are not those asked for, rows " + stated.selection());
        }
        if (!stated.data().labelsSha256().equals(questions.data().labelsSha256())
                || !stated.data().sha256().equals(questions.data().sha256())) {
            return Optional.of("data or labels are not those stated, or not where they were");
        }
        return common.norm() == stated.norm()
                        && common.model().sha256().equals(stated.sha256())
                        && common.model().fileName().equals(stated.model())
                ? Optional.empty()
                : Optional.of("the rows' certificates are about another model or norm");
    }

    private Optional<String> rowFault(RowLine row) {
        try {
            RowLine found = row.digest().isPresent()
                    ? certified(row.row())
                    : RowLine.unknown(row.row(), stated.radii(), stated.norm());
            return found.equals(row)
                    ? Optional.empty()
                    : Optional.of("it states '" + row + "' where '" + found + "' is proved");
        } catch (InputException | IllegalArgumentException | ArithmeticException e) {
            return Optional.of("row " + row.row() + ": " + e.getMessage());
        } catch (IOException e) {
            return Optional.of("row " + row.row() + ": its certificate cannot be read (" + e + ")");
        }
    }

    /** What a row's certificate proves; its file is read once, and its SHA-256 is that of what was read. */
    private RowLine certified(int row) throws IOException {
        Path path = file.resolveSibling(RowLine.fileName(row, stated.norm()));
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest);
                CertificateReader reader = new CertificateReader(String.valueOf(path.getFileName()), in)) {
            Certificate certificate = reader.header();
            Statement statement = certificate.statement();
            RowQuestions.Question question = questions.at(row);
            Assertion proved = statement.assertion();
            Statement needed = new Statement(
                    common.model(), stated.norm(), question.centre(), common.domain(), question.unsafe(), proved);
            if (!statement.equals(needed)) {
                throw new InputException("its certificate is about another row, model, norm, domain or label");
            }
            Problem problem = question.problem(stated.norm());
            if (CertificateChecker.check(certificate, problem, reader.proof(problem.network()), arithmetic, 1)
                    instanceof Verdict.Invalid(String reason)) {
                throw new InputException("its certificate is invalid: " + reason);
            }
            in.transferTo(OutputStream.nullOutputStream());
            Radius upper = certificate
                    .witness()
                    .map(Witness::distance)
                    .orElse(new Radius(stated.norm(), Rational.POSITIVE_INFINITY));
            String hexadecimal = HexFormat.of().formatHex(digest.digest());
            return RowLine.of(row, stated.radii(), proved, upper, Optional.of(hexadecimal));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
