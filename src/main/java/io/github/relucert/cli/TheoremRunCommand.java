package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.theorem.TheoremRun;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code relucert theorem run}: checks statements and their controls, several at once, and prints them in order. */
@Command(
        name = "run",
        description = {
            "Checks statements together with their negative controls.",
            "Exit status 1 when a statement fails or a control passes, 3 when all hold but one rests on a solver's word."
        },
        mixinStandardHelpOptions = true)
final class TheoremRunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TheoremCommand parent;

    /** Picocli assigns it where names are given. */
    @SuppressWarnings("FieldCanBeFinal")
    @Parameters(arity = "0..*", paramLabel = "ID", description = "names such as EXP-4; see: relucert theorem list")
    private List<String> ids = List.of();

    @Option(names = "--paper", paramLabel = "NAME", description = "all statements of one paper")
    private Optional<String> paper;

    @Option(names = "--all", description = "all statements")
    private boolean all;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "the only source of chance (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text, json (one object a line) or markdown (a table) (default: ${DEFAULT-VALUE})")
    private String format;

    @Option(names = "--threads", paramLabel = "N", description = "statements worked on at once (default: one a core)")
    private Optional<String> threads;

    TheoremRunCommand() {}

    private enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    @Override
    public Integer call() {
        Format shape = shape();
        int workers = threads.map(text -> ExactNumber.count("--threads", text))
                .orElse(Runtime.getRuntime().availableProcessors());
        List<Theorem> theorems = selected();
        PrintWriter out = spec.commandLine().getOut();
        RowRunner runner =
                new RowRunner(workers, new Progress(spec.commandLine().getErr(), "statements"));
        List<TheoremRun> runs = new ArrayList<>();
        if (shape == Format.MARKDOWN) {
            TheoremTable.head(seed).forEach(out::println);
        }
        runner.run(theorems, theorem -> new AbandonableRun(theorem, seed).await(runner.cancelled()), run -> {
            print(run, shape, out);
            runs.add(run);
        });
        if (shape == Format.TEXT) {
            summary(runs, theorems.size()).forEach(out::println);
        }
        return status(runs).code();
    }

    private Format shape() {
        return switch (format) {
            case "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            case "markdown" -> Format.MARKDOWN;
            default -> throw new InputException("--format: '" + format + "' is neither text nor json nor markdown");
        };
    }

    private List<Theorem> selected() {
        int ways = (ids.isEmpty() ? 0 : 1) + (paper.isPresent() ? 1 : 0) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which statements? give either names, or --paper NAME, or --all"
                            + (ways == 0 ? " (none was given)" : " (several were given)"));
        }
        if (all) {
            return parent.all();
        }
        return paper.map(this::ofPaper).orElseGet(() -> parent.named(ids));
    }

    private List<Theorem> ofPaper(String name) {
        List<String> papers = Arrays.stream(Paper.values()).map(Paper::id).toList();
        if (!papers.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InputException(
                    "--paper: '" + name + "' is the name of no paper; choose among " + String.join(", ", papers));
        }
        List<Theorem> own = parent.all().stream()
                .filter(theorem -> theorem.paper().id().equalsIgnoreCase(name))
                .toList();
        if (own.isEmpty()) {
            throw new InputException("--paper: no statement of '" + name + "' is here; see: relucert theorem list");
        }
        return own;
    }

    private void print(TheoremRun run, Format shape, PrintWriter out) {
        switch (shape) {
            case TEXT -> {
                TheoremText.run(run).forEach(out::println);
                out.println();
            }
            case JSON -> out.println(TheoremJson.line(run, seed));
            case MARKDOWN -> out.println(TheoremTable.row(run));
        }
        out.flush();
    }

    private static List<String> summary(List<TheoremRun> runs, int asked) {
        long failed = runs.stream().filter(run -> !run.holds()).count();
        long claimed =
                runs.stream().filter(run -> run.holds() && run.isClaimed()).count();
        List<String> passing = runs.stream()
                .filter(run -> !run.isRefutable())
                .map(run -> run.theorem().id())
                .toList();
        List<String> lines = new ArrayList<>();
        if (runs.size() < asked) {
            lines.add("stopped: " + (asked - runs.size()) + " of " + asked + " statements were not checked");
        }
        lines.add(count(runs.size()) + " checked: " + (runs.size() - failed - claimed) + " holding, " + claimed
                + " on a solver's word, " + failed + " failing; "
                + (passing.isEmpty()
                        ? "every control was refuted"
                        : "a control passes where it has to fail: " + String.join(", ", passing)));
        return lines;
    }

    private static String count(int statements) {
        return statements == 1 ? "1 statement" : statements + " statements";
    }

    private static ExitStatus status(List<TheoremRun> runs) {
        if (!runs.stream().allMatch(run -> run.holds() && run.isRefutable())) {
            return ExitStatus.FALSE;
        }
        return runs.stream().anyMatch(TheoremRun::isClaimed) ? ExitStatus.CLAIMED : ExitStatus.DONE;
    }
}
