package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.theorem.Catalogue;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relucert theorem}: published statements about robustness, run as checks that can fail. */
@Command(
        name = "theorem",
        description = {
            "Published statements about robustness as checks that can fail.",
            "Each comes with negative controls: false variants that the same checks have to refute."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            TheoremListCommand.class,
            TheoremShowCommand.class,
            TheoremRunCommand.class,
            TheoremExportCommand.class
        })
final class TheoremCommand implements Callable<Integer> {
    private final Supplier<List<Theorem>> catalogue;

    @Spec
    private CommandSpec spec;

    TheoremCommand() {
        this(Catalogue::all);
    }

    /** @param catalogue all statements that there are */
    TheoremCommand(Supplier<List<Theorem>> catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "list, show, run or export? (none was given)");
    }

    /** All statements. */
    List<Theorem> all() {
        return catalogue.get();
    }

    /**
     * The statements of these names, whatever their case, each once, in the order given.
     *
     * @throws InputException when a name is none of a statement; names the nearest ones
     */
    List<Theorem> named(List<String> ids) {
        List<Theorem> all = all();
        return ids.stream().map(id -> named(id, all)).distinct().toList();
    }

    private static Theorem named(String id, List<Theorem> all) {
        return all.stream()
                .filter(theorem -> theorem.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> new InputException("'" + id + "' is the name of no statement; the nearest are "
                        + String.join(
                                ", ",
                                NearestNames.of(
                                        id, all.stream().map(Theorem::id).toList()))
                        + "; see: relucert theorem list"));
    }
}
