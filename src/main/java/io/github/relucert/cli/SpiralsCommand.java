package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.train.ExampleFile;
import io.github.relucert.train.Examples;
import io.github.relucert.train.Spirals;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert train spirals}: rows of a planar task. */
@Command(
        name = "spirals",
        description = "Write points of two interleaved spirals in [-1, 1]^2 as CSV, label first.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SpiralsCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--count", required = true, paramLabel = "N", description = "number of points")
    private int count;

    @Option(
            names = "--noise",
            paramLabel = "S",
            defaultValue = "0.03",
            description = "furthest a coordinate is moved at random (default: ${DEFAULT-VALUE})")
    private double noise;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of the points (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the CSV file to write")
    private Path out;

    SpiralsCommand() {}

    @Override
    public Integer call() {
        if (count < 1 || count > MOST) {
            throw new InputException("--count " + count + ": write a number from 1 to " + MOST);
        }
        if (!(noise >= 0 && noise <= 1)) {
            throw new InputException("--noise " + noise + ": write a number from 0 to 1");
        }
        Examples points = Spirals.generate(count, noise, seed);
        ExampleFile.write(points, IntStream.range(0, count).toArray(), out);
        spec.commandLine().getOut().println(out + ": " + count + " rows");
        return ExitStatus.DONE.code();
    }
}
