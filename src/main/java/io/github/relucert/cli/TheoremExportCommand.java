package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Theorem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code relucert theorem export}: the network that a statement constructs, as files that {@code certify} reads. */
@Command(
        name = "export",
        description = "Write the network that a statement constructs as ONNX, and its points as CSV, label first.",
        mixinStandardHelpOptions = true)
final class TheoremExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private TheoremCommand parent;

    @Parameters(paramLabel = "ID", description = "a name such as EXP-4; 'theorem show' says whether it has a network")
    private String id;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "the only source of chance (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--out",
            defaultValue = ".",
            paramLabel = "DIR",
            description = "folder for ID.onnx and ID.csv (default: the current one)")
    private Path out;

    TheoremExportCommand() {}

    @Override
    public Integer call() {
        Theorem theorem = parent.named(List.of(id)).getFirst();
        Construction construction = theorem.construction(seed).orElseThrow(() -> constructsNothing(theorem));
        Path model = out.resolve(theorem.id() + ".onnx");
        Path data = out.resolve(theorem.id() + ".csv");
        new ConstructionFiles(construction).write(model, data);
        PrintWriter text = spec.commandLine().getOut();
        text.println(model + ": " + construction.network().inputSize() + " inputs, "
                + construction.network().neuronCount() + " ReLUs, "
                + construction.network().outputSize() + " outputs");
        text.println(data + ": " + construction.rows().size() + " rows, label first");
        text.println("certify it: ./relucert certify " + model + " --data " + data);
        return ExitStatus.DONE.code();
    }

    private InputException constructsNothing(Theorem theorem) {
        List<String> others = parent.all().stream()
                .filter(other -> other.construction(seed).isPresent())
                .map(Theorem::id)
                .toList();
        return new InputException(theorem.id() + " constructs no network; these do: "
                + (others.isEmpty() ? "none of them" : String.join(", ", others)));
    }
}
