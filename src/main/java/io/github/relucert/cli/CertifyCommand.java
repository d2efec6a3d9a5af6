package io.github.relucert.cli;

import io.github.relucert.Engines;
import io.github.relucert.Verifier;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert certify}: the radius of every row asked for, in every norm asked for. */
@Command(
        name = "certify",
        description = "Distance from each row to its nearest adversarial point, as exactly as time allows.",
        mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {
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
            names = "--engine",
            defaultValue = "auto",
            paramLabel = "NAME",
            description =
                    "auto, search (proves what it finds) or milp (SCIP finds, search proves) (default: auto, which is "
                            + "search)")
    private String engine;

    @Option(names = "--no-replay", description = "with --engine milp: leave lower ends as the solver's claims")
    private boolean noReplay;

    @Option(names = "--up-to", paramLabel = "R", description = "only decide whether the radius exceeds R")
    private Optional<String> upTo;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds for each row and norm (default: 60)")
    private String timeout;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads; rows are worked on at once, and few rows share them (default: one a core)")
    private Optional<String> threads;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "seed of the attack (default: 1)")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "save certificates (or claims) and witnesses there")
    private Optional<Path> out;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: text)")
    private String format;

    @Option(names = "--fail-under", paramLabel = "R", description = "exit status 1 when a row's lower end is below R")
    private Optional<String> failUnder;

    @Option(names = "--require-proof", description = "exit status 3 when an answer rests on a solver's word")
    private boolean requireProof;

    CertifyCommand() {}

    private record Job(int row, Norm norm) {}

    @Override
    public Integer call() {
        List<Norm> selected = selectedNorms();
        AnswerPrinter.Format shape = AnswerPrinter.Format.parse(format);
        Optional<Rational> limit = upTo.map(text -> ExactNumber.positive("--up-to", text));
        Optional<Rational> demanded = failUnder.map(text -> ExactNumber.positive("--fail-under", text));
        Duration time = ExactNumber.seconds("--timeout", timeout);
        int workers = threads.map(text -> ExactNumber.count("--threads", text))
                .orElse(Runtime.getRuntime().availableProcessors());
        Engine chosen = selectedEngine();
        RowArguments.Opened opened = arguments.open();
        Optional<SavedAnswers> saved = out.map(folder -> new SavedAnswers(folder, opened));
        opened.rows().forEach(opened.questions()::check);

        Verifier verifier = new Verifier(opened.network(), chosen, seed);
        PrintWriter text = spec.commandLine().getOut();
        AnswerPrinter printer = new AnswerPrinter(text, shape, opened);
        RowRunner runner =
                new RowRunner(workers, new Progress(spec.commandLine().getErr(), "answers"));
        AnswerTally tally = new AnswerTally(demanded);
        printer.begin();
        List<Job> jobs = jobs(opened.rows(), selected);
        Map<String, Object> asked = AskedFields.of(opened);
        Optional<SavedLines> lines = out.map(folder -> SavedLines.without(
                folder,
                "certify.jsonl",
                jobs.stream()
                        .map(job -> SavedLines.key(job.row(), job.norm().id()))
                        .collect(Collectors.toSet())));
        int threadsEach = Math.max(1, workers / Math.max(1, jobs.size()));
        if (shape == AnswerPrinter.Format.TEXT && !jobs.isEmpty()) {
            Norm first = selected.getFirst();
            text.println(new Forecast(opened, first, limit.map(r -> Radius.ofLength(first, r)))
                    .line(opened.rows(), jobs.size(), time, workers));
            text.flush();
        }
        runner.run(
                jobs,
                job -> {
                    RowQuestions.Question question = opened.questions().at(job.row());
                    Optional<Radius> ball = limit.map(r -> Radius.ofLength(job.norm(), r));
                    return verifier.certify(
                            question, job.norm(), new Limits(time, threadsEach, ball, runner.cancelled()));
                },
                answer -> {
                    Optional<Path> file = saved.map(folder -> folder.save(answer));
                    printer.print(answer, file);
                    lines.ifPresent(kept -> kept.add(AnswerJson.line(answer, file, asked)));
                    tally.count(answer);
                });
        printer.end(tally, out);
        ExitStatus proved = requireProof && tally.isUnproved() ? ExitStatus.CLAIMED : ExitStatus.DONE;
        return (tally.isWeak() ? ExitStatus.FALSE : proved).code();
    }

    private static List<Job> jobs(List<Integer> rows, List<Norm> norms) {
        return rows.stream()
                .flatMap(row -> norms.stream().map(norm -> new Job(row, norm)))
                .toList();
    }

    private List<Norm> selectedNorms() {
        return Stream.of(norms.split(",", -1)).map(NormName::parse).distinct().toList();
    }

    private Engine selectedEngine() {
        if (noReplay && !engine.equals("milp")) {
            throw new InputException("--no-replay: only --engine milp makes claims that a proof could replace");
        }
        return switch (engine) {
            case "auto" -> Engines.automatic();
            case "search" -> Engines.search();
            case "milp" -> noReplay ? Engines.milp() : Engines.milpProved();
            default -> throw new InputException("--engine: '" + engine + "' is no engine; choose auto, search or milp");
        };
    }
}
