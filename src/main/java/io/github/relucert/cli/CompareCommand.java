package io.github.relucert.cli;

import io.github.relucert.AttackComparison;
import io.github.relucert.Engines;
import io.github.relucert.RowRadius;
import io.github.relucert.Verifier;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackSuite;
import io.github.relucert.attack.Pgd;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.report.HtmlReport;
import io.github.relucert.report.SavedResults;
import io.github.relucert.specification.Norm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert compare}: attacks against certified radii. */
@Command(
        name = "compare",
        description = "How far gradient attacks, or points of any other tool, are from the certified radius.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RowArguments arguments;

    @Option(
            names = "--norm",
            defaultValue = "linf",
            paramLabel = "NORM,..",
            description = "linf, l2, l1, or several of them (default: linf)")
    private String norms;

    @Option(
            names = "--attacks",
            paramLabel = "NAME,..",
            description = "only these attacks; polish is one of them (default: all; see the table)")
    private Optional<String> attacks;

    @Option(
            names = "--budget",
            defaultValue = "1000",
            paramLabel = "N",
            description = "gradient evaluations of each attack on each row (default: 1000)")
    private String budget;

    @Option(
            names = "--points",
            paramLabel = "[NAME=]FILE",
            description = "adversarial points of another tool, one a row, as NPY; may be given several times")
    private List<String> points = new ArrayList<>();

    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description =
                    "take closed certificates from there, checked again; compute the others from where they end, and save them")
    private Optional<Path> certificates;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds for each missing certificate (default: 60)")
    private String timeout;

    @Option(names = "--threads", paramLabel = "N", description = "rows worked on at once (default: one a core)")
    private Optional<String> threads;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "seed of all attacks (default: 1)")
    private long seed;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text, json or csv (default: text)")
    private String format;

    @Option(names = "--out", paramLabel = "DIR", description = "save the findings there as JSON lines, for report")
    private Optional<Path> out;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "also write one HTML page with tables, plots and, with --certificates, images")
    private Optional<Path> html;

    @Option(names = "--image", paramLabel = "HxW", description = "show rows as images on that page; CxHxW for colours")
    private Optional<String> image;

    @Option(names = "--summary", description = "leave out the lines of single rows in text")
    private boolean summaryOnly;

    private final Engine engine;

    CompareCommand() {
        this(Engines.automatic());
    }

    /** @param engine what computes missing radii */
    CompareCommand(Engine engine) {
        this.engine = engine;
    }

    private record Job(int row, Norm norm) {}

    @Override
    public Integer call() {
        List<Norm> selected =
                Stream.of(norms.split(",", -1)).map(NormName::parse).distinct().toList();
        CompareReport.Format shape = CompareReport.Format.parse(format);
        AttackBudget each = new AttackBudget(ExactNumber.count("--budget", budget), seed);
        Duration time = ExactNumber.seconds("--timeout", timeout);
        int workers = threads.map(text -> ExactNumber.count("--threads", text))
                .orElse(Runtime.getRuntime().availableProcessors());
        ComparedAttacks.Choice choice = ComparedAttacks.Choice.parse(attacks);
        RowArguments.Opened opened = arguments.open();
        opened.rows().forEach(opened.questions()::check);
        List<ForeignPoints> foreign = points.stream()
                .map(argument -> ForeignPoints.open(argument, arguments.order(), opened))
                .toList();
        SavedRadii saved =
                certificates.map(folder -> SavedRadii.in(folder, opened)).orElse(SavedRadii.none(opened));
        Optional<SavedAnswers> target = certificates.map(folder -> new SavedAnswers(folder, opened));

        CompiledNetwork compiled = CompiledNetwork.of(opened.network());
        CertifiedRadii radii = new CertifiedRadii(saved, target, new Verifier(opened.network(), engine, seed), time);
        AttackComparison everything = new AttackComparison(compiled, each);
        AttackComparison comparison = choice.wants("polish") ? everything : everything.withoutPolish();
        Map<Norm, List<AttackSuite.Entry>> suites = new EnumMap<>(Norm.class);
        for (Norm norm : selected) {
            suites.put(norm, new ComparedAttacks(opened, compiled, each).of(norm, choice));
        }
        CompareReport report = new CompareReport(spec.commandLine().getOut(), shape, opened, each, summaryOnly);
        RowRunner runner =
                new RowRunner(workers, new Progress(spec.commandLine().getErr(), "rows compared"));
        List<AttackComparison.Row> rows = new ArrayList<>();
        List<Job> jobs = jobs(opened.rows(), selected);
        report.begin();
        runner.run(
                jobs,
                job -> {
                    RowQuestions.Question question = opened.questions().at(job.row());
                    RowRadius radius = radii.at(question, job.norm(), runner.cancelled());
                    List<AttackComparison.Finding> others = foreign.stream()
                            .map(f -> f.at(job.row(), question.problem(job.norm())))
                            .toList();
                    return comparison.at(
                            question,
                            job.norm(),
                            radius,
                            suites.getOrDefault(job.norm(), List.of()),
                            others,
                            runner.cancelled());
                },
                row -> {
                    rows.add(row);
                    report.row(row);
                },
                () -> {
                    report.end(rows, jobs.size() - rows.size());
                    save(rows, opened);
                });
        return (isContradicted(rows) ? ExitStatus.FALSE : ExitStatus.DONE).code();
    }

    private static boolean isContradicted(List<AttackComparison.Row> rows) {
        return rows.stream().anyMatch(row -> !row.contradicted().isEmpty());
    }

    private void save(List<AttackComparison.Row> rows, RowArguments.Opened opened) {
        Map<String, Object> asked = AskedFields.of(opened);
        List<String> lines = rows.stream()
                .flatMap(row -> CompareJson.row(row, asked).stream())
                .map(AnswerJson::write)
                .toList();
        out.ifPresent(folder -> write(folder.resolve("compare.jsonl"), String.join("\n", lines) + "\n"));
        if (isContradicted(rows)) {
            html.ifPresent(file -> spec.commandLine()
                    .getErr()
                    .println(file
                            + " is not written: a page over a contradiction would show what is wrong as certified"));
            return;
        }
        html.ifPresent(file -> write(
                file,
                HtmlReport.of(
                        "ReluCert: attacks on " + opened.model().fileName(),
                        SavedResults.of(lines),
                        certificates,
                        List.of(opened.modelFile()),
                        image,
                        new Pgd())));
    }

    private static void write(Path file, String text) {
        OutputFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Job> jobs(List<Integer> rows, List<Norm> norms) {
        return norms.stream()
                .flatMap(norm -> rows.stream().map(row -> new Job(row, norm)))
                .toList();
    }
}
