package io.github.relucert.cli;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code relucert theorem show}: a statement in full, without running it. */
@Command(
        name = "show",
        description = "A statement in words, its source, and what would be checked.",
        mixinStandardHelpOptions = true)
final class TheoremShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TheoremCommand parent;

    @Parameters(arity = "1..*", paramLabel = "ID", description = "names such as EXP-4")
    private List<String> ids;

    TheoremShowCommand() {}

    @Override
    public Integer call() {
        for (Theorem theorem : parent.named(ids)) {
            TheoremText.description(theorem).forEach(spec.commandLine().getOut()::println);
        }
        return ExitStatus.DONE.code();
    }
}
