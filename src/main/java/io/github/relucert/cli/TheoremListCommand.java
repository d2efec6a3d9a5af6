package io.github.relucert.cli;

import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code relucert theorem list}: names and titles, paper by paper. */
@Command(name = "list", description = "All statements, paper by paper.", mixinStandardHelpOptions = true)
final class TheoremListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TheoremCommand parent;

    TheoremListCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Theorem> all = parent.all();
        int width =
                all.stream().mapToInt(theorem -> theorem.id().length()).max().orElse(1);
        for (Paper paper : Paper.values()) {
            List<Theorem> own =
                    all.stream().filter(theorem -> theorem.paper() == paper).toList();
            if (!own.isEmpty()) {
                out.println(paper.id() + ": " + paper.citation());
                own.forEach(
                        theorem -> out.printf(Locale.ROOT, "  %-" + width + "s  %s%n", theorem.id(), theorem.title()));
            }
        }
        return ExitStatus.DONE.code();
    }
}
