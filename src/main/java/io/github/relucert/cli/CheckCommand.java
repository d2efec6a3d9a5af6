package io.github.relucert.cli;

import io.github.relucert.accuracy.AccuracyChecker;
import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.data.LabelSource;
import io.github.relucert.engine.ClaimChecker;
import io.github.relucert.engine.ClaimReader;
import io.github.relucert.exact.InputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relucert check FILE...}: what of a saved answer is proved, what is only claimed, what is wrong. */
@Command(
        name = "check",
        description = "Checks saved answers against the model, with no tolerance anywhere.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Certificates (*.cert, *.cert.gz) and claims (*.claim).")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The model; by default it is looked for beside each file and in the current folder. Its SHA-256"
                            + " decides.")
    private Optional<Path> model;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The data of a certificate of robust accuracy, looked for like the model; the row of another"
                    + " certificate is compared with it.")
    private Optional<Path> data;

    @Option(names = "--label", defaultValue = "first", paramLabel = "WHERE", description = "As for certify.")
    private String label;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "As for certify; for a certificate of robust accuracy looked for like the data, and beside it.")
    private Optional<Path> labels;

    @Option(names = "--classes", paramLabel = "A,B,..", description = "As for certify.")
    private Optional<String> classes;

    @Option(names = "--layout", defaultValue = "nchw", paramLabel = "ORDER", description = "As for certify.")
    private String layout;

    @Option(names = "--threshold", paramLabel = "T", description = "As for certify.")
    private Optional<String> threshold;

    @Option(names = "--tolerance", paramLabel = "T", description = "As for certify.")
    private Optional<String> tolerance;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description =
                    "The VNN-LIB property that the certificates have to be about; by default it is looked for as the model is.")
    private Optional<Path> spec;

    @Option(names = "--exact", description = "Check certificates in exact arithmetic throughout; slower.")
    private boolean exact;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads for checking a certificate; by default one a processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    CheckCommand() {}

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new InputException("--threads " + threads + ": at least one thread is needed");
        }
        PrintWriter out = command.commandLine().getOut();
        boolean claimed = false;
        boolean invalid = false;
        for (Path file : files) {
            Arithmetic arithmetic = exact ? Arithmetic.EXACT : Arithmetic.OUTWARD;
            boolean accuracy = AccuracyStatement.isIn(file);
            boolean claim = !accuracy && ClaimReader.isClaim(file);
            Verdict verdict = spec.isPresent() && (accuracy || claim)
                    ? new Verdict.Invalid("it is not about a property file, as --spec asks")
                    : accuracy
                            ? AccuracyChecker.check(file, model, data, labels, arithmetic, threads)
                            : claim
                                    ? ClaimChecker.check(file, model)
                                    : withRow(CertificateChecker.check(file, model, spec, arithmetic, threads), file);
            invalid |= verdict instanceof Verdict.Invalid;
            claimed |=
                    verdict instanceof Verdict.Sound sound && !sound.claimed().isEmpty();
            verdict.lines(file.toString()).forEach(out::println);
        }
        return (invalid ? ExitStatus.FALSE : claimed ? ExitStatus.CLAIMED : ExitStatus.DONE).code();
    }

    /** A certificate's verdict with what is known of its row. */
    private Verdict withRow(Verdict verdict, Path file) {
        if (!(verdict instanceof Verdict.Sound sound)) {
            return verdict;
        }
        Optional<CertifiedRow> known = CertifiedRow.of(file);
        if (known.isEmpty()) {
            return data.isEmpty() ? sound : new Verdict.Invalid("it is about a property file and names no row of data");
        }
        CertifiedRow row = known.get();
        if (data.isEmpty()) {
            return row.certificate().row().isPresent()
                    ? sound.about(row.name() + " is unchecked information; compare it by --data")
                    : sound;
        }
        CertifiedRow.Reading reading = new CertifiedRow.Reading(
                labels.<LabelSource>map(LabelSource.Separate::new).orElseGet(() -> LabelSource.parse(label)),
                classes.map(text -> List.of(text.split(",", -1))),
                RowArguments.order(layout),
                RowArguments.number("--threshold", threshold),
                RowArguments.number("--tolerance", tolerance));
        Optional<String> difference = row.difference(model, data.get(), reading);
        return difference.<Verdict>map(Verdict.Invalid::new).orElseGet(() -> sound.about("x0 is " + row.name()));
    }
}
