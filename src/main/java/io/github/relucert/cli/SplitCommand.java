package io.github.relucert.cli;

import io.github.relucert.data.LabelSource;
import io.github.relucert.exact.InputException;
import io.github.relucert.train.ExampleFile;
import io.github.relucert.train.Examples;
import io.github.relucert.train.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert train split}: a seeded choice of rows for training, the rest for the test. */
@Command(
        name = "split",
        description = "Choose rows of a data file at random; write them and the rest as two CSV files, label first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SplitCommand implements Callable<Integer> {
    private static final int ANY_LABEL = Integer.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, IDX or NPY, gzip or not")
    private Path data;

    @Option(
            names = "--label",
            paramLabel = "WHERE",
            defaultValue = "first",
            description = "column of a CSV file with the label: first, last, or its name (default: ${DEFAULT-VALUE})")
    private String label;

    @Option(names = "--inputs", required = true, paramLabel = "D", description = "numbers in a row, the label apart")
    private int inputs;

    @Option(names = "--count", required = true, paramLabel = "N", description = "rows to choose")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of the choice (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--chosen", required = true, paramLabel = "FILE", description = "where the chosen rows go")
    private Path chosen;

    @Option(names = "--rest", required = true, paramLabel = "FILE", description = "where the other rows go")
    private Path rest;

    SplitCommand() {}

    @Override
    public Integer call() {
        if (inputs < 1) {
            throw new InputException("--inputs " + inputs + ": write how many numbers a row has, the label apart");
        }
        Examples all = new ExampleReader(List.of(inputs), ANY_LABEL, LabelSource.parse(label)).read(data);
        Split split = Split.of(all.size(), count, seed);
        ExampleFile.write(all, split.chosen(), chosen);
        ExampleFile.write(all, split.rest(), rest);
        spec.commandLine()
                .getOut()
                .println(chosen + ": " + split.chosen().length + " rows; " + rest + ": " + split.rest().length
                        + " rows");
        return ExitStatus.DONE.code();
    }
}
