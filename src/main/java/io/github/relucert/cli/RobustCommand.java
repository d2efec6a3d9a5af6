package io.github.relucert.cli;

import io.github.relucert.Engines;
import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.DataReference;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.data.LabelSource;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.robust.AccuracyFolder;
import io.github.relucert.robust.AccuracyRun;
import io.github.relucert.robust.RowDecision;
import io.github.relucert.specification.Norm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert robust}: how many rows of a data file are robust at the radii asked for, with a certificate of that. */
@Command(
        name = "robust",
        description =
                "Robust accuracy of a data file with certificates; with --out it can be stopped and gone on with.",
        mixinStandardHelpOptions = true)
final class RobustCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RowArguments arguments;

    @Option(
            names = "--epsilon",
            paramLabel = "E,..",
            description = "radii of the closed balls in which rows are to keep their class")
    private Optional<String> epsilons;

    @Option(
            names = "--norm",
            defaultValue = "linf",
            paramLabel = "NORM",
            description = "linf, l2 or l1 (default: linf)")
    private String norm;

    @Option(
            names = "--curve",
            description = "find every row's radius, and with them the curve of robust accuracy over all radii")
    private boolean curve;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds for each row and radius (default: 60)")
    private String timeout;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads; rows are worked on at once, and few rows share them (default: one a core)")
    private Optional<String> threads;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "seed of the attack (default: 1)")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "save certificates there, and a journal that the same command goes on from")
    private Optional<Path> out;

    @Option(names = "--retry", description = "search again where an earlier run in --out left a row undecided")
    private boolean retry;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: text)")
    private String format;

    RobustCommand() {}

    @Override
    public Integer call() {
        AnswerPrinter.Format shape = AnswerPrinter.Format.parse(format);
        Norm chosen = NormName.parse(norm);
        SortedMap<Rational, String> lengths = lengths();
        Duration time = ExactNumber.seconds("--timeout", timeout);
        int workers = threads.map(text -> ExactNumber.count("--threads", text))
                .orElse(Runtime.getRuntime().availableProcessors());
        RowArguments.Opened opened = arguments.open();
        requireNames(opened.model().fileName(), opened.reference());
        Optional<AccuracyFolder> folder = out.map(AccuracyFolder::new);
        opened.rows().forEach(opened.questions()::check);

        AccuracyStatement asked = new AccuracyStatement(
                opened.model().fileName(),
                opened.model().sha256(),
                chosen,
                opened.reference(),
                List.copyOf(lengths.keySet()),
                opened.selection(),
                List.of());
        AccuracyRun.Aim aim = curve ? AccuracyRun.Aim.CURVE : AccuracyRun.Aim.VERDICTS;
        AccuracyRun.Question question = new AccuracyRun.Question(
                ModelReference.of(opened.model(), opened.output(), opened.preprocessing()),
                opened.questions(),
                opened.rows(),
                asked,
                aim,
                seed);
        RowDecision decision = new RowDecision(opened.network(), Engines.search(), seed);
        RobustReport report = new RobustReport(
                spec.commandLine().getOut(),
                shape,
                chosen,
                asked.radii(),
                List.copyOf(lengths.values()),
                AskedFields.of(opened));
        AccuracyRun.Undecided undecided = retry ? AccuracyRun.Undecided.RETRY : AccuracyRun.Undecided.KEEP;
        try (AccuracyRun run = new AccuracyRun(question, decision, folder, undecided)) {
            new RobustSession(spec.commandLine(), shape, opened, run, report, folder, chosen)
                    .run(asked.radii(), time, workers, aim);
        }
        return ExitStatus.DONE.code();
    }

    /** The radii in ascending order, with the words they were given in. */
    private SortedMap<Rational, String> lengths() {
        SortedMap<Rational, String> lengths = new TreeMap<>();
        epsilons.ifPresent(list -> {
            for (String text : list.split(",", -1)) {
                lengths.put(ExactNumber.positive("--epsilon", text), text.strip());
            }
        });
        if (lengths.isEmpty() && !curve) {
            throw new InputException("robust: --epsilon E,.. or --curve is needed");
        }
        return lengths;
    }

    /** Names that go into the certificate have to be such as its checker accepts: on one line, files by plain names. */
    private static void requireNames(String model, DataReference data) {
        requirePlain("model", model);
        requirePlain("data", data.fileName());
        if (data.labels() instanceof LabelSource.Separate(Path file)) {
            requirePlain("label", String.valueOf(file.getFileName()));
        }
        String column = data.labels() instanceof LabelSource.Column(String name) ? name : "";
        for (String name : List.of(data.classes().orElse(""), column)) {
            if (name.chars().anyMatch(Character::isISOControl)) {
                throw new InputException("a class or column has a control character in its name; rename it");
            }
        }
    }

    private static void requirePlain(String role, String name) {
        if (name.isBlank() || name.chars().anyMatch(c -> Character.isISOControl(c) || "/\\:".indexOf(c) >= 0)) {
            throw new InputException("the " + role + " file is called '"
                    + name.replaceAll("\\p{Cntrl}", "?")
                    + "', but a certificate names files without control characters, / \\ and :; rename it");
        }
    }
}
