package io.github.relucert.cli;

import io.github.relucert.check.ClaimChecker;
import io.github.relucert.check.ClaimChecker.Invalid;
import io.github.relucert.check.ClaimChecker.Sound;
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
        description = "Checks saved answers against the model, in exact arithmetic.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Claims (*.claim) to be checked.")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "The model; by default it is looked for beside each file and in the current folder. Its SHA-256 decides.")
    private Optional<Path> model;

    CheckCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean claimed = false;
        boolean invalid = false;
        for (Path file : files) {
            switch (ClaimChecker.check(file, model)) {
                case Invalid(String reason) -> {
                    invalid = true;
                    out.println(file + ": invalid: " + reason);
                }
                case Sound(String question, List<String> proved, List<String> claims) -> {
                    claimed |= !claims.isEmpty();
                    out.println(file + ": " + (claims.isEmpty() ? "valid" : "claimed, not all of it proved"));
                    out.println("  about    " + question);
                    proved.forEach(line -> out.println("  proved   " + line));
                    claims.forEach(line -> out.println("  claimed  " + line));
                }
            }
        }
        return (invalid ? ExitStatus.FALSE : claimed ? ExitStatus.CLAIMED : ExitStatus.DONE).code();
    }
}
