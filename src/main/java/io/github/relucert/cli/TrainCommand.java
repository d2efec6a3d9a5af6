package io.github.relucert.cli;

import io.github.relucert.data.LabelSource;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.exact.InputException;
import io.github.relucert.train.Accuracy;
import io.github.relucert.train.Architecture;
import io.github.relucert.train.Examples;
import io.github.relucert.train.LinfAdversary;
import io.github.relucert.train.TrainableNetwork;
import io.github.relucert.train.Trainer;
import io.github.relucert.train.TrainingPlan;
import io.github.relucert.train.TrainingProgress;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relucert train}: how the files in {@code models/} came to be. */
@Command(
        name = "train",
        description = {
            "Train a small network and write it as ONNX.",
            "The same rows, options and seed give the same file, byte for byte, on any machine."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {SplitCommand.class, SpiralsCommand.class})
final class TrainCommand implements Callable<Integer> {
    private static final int ATTACK_STEPS = 40;
    private static final int ATTACK_RESTARTS = 3;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--architecture",
            paramLabel = "SIZES",
            description = "for example 64-32-32-10, or 1x8x8-c4k3p1-bn-c8k3s2p1-10: input, then dense layers (units), "
                    + "convolutions (channels, kernel, stride, padding), r3 a residual block of two convolutions, bn "
                    + "batch normalisation, m2 max pooling; a ReLU follows each layer but the last")
    private Optional<String> architecture;

    @Option(names = "--data", paramLabel = "FILE", description = "rows to train on: CSV, IDX or NPY, gzip or not")
    private Optional<Path> data;

    @Option(names = "--test", paramLabel = "FILE", description = "rows to measure the accuracy on afterwards")
    private Optional<Path> test;

    @Option(
            names = "--label",
            paramLabel = "WHERE",
            defaultValue = "first",
            description = "column of a CSV file with the label: first, last, or its name (default: ${DEFAULT-VALUE})")
    private String label;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "file with the labels of --data; needed where neither a column nor the file's name tells")
    private Optional<Path> labels;

    @Option(names = "--out", paramLabel = "FILE", description = "the model to write")
    private Optional<Path> out;

    @Option(
            names = "--logit-scale",
            paramLabel = "C",
            defaultValue = "1",
            description = "multiply the trained scores by this power of two: classes stay, but gradients of the "
                    + "cross-entropy vanish, for trying attacks (default: ${DEFAULT-VALUE})")
    private double logitScale;

    @Mixin
    private TrainingOptions training;

    TrainCommand() {}

    @Override
    public Integer call() {
        Architecture sizes = Architecture.parse(required("--architecture", architecture));
        Path dataFile = required("--data", data);
        Path outFile = required("--out", out);
        if (Files.isDirectory(outFile)) {
            throw new InputException("--out " + outFile + ": is a folder; name a file");
        }
        TrainingPlan plan = training.plan();
        LabelSource source = labels.<LabelSource>map(LabelSource.Separate::new).orElse(LabelSource.parse(label));
        Examples rows = new ExampleReader(sizes.inputShape(), sizes.outputSize(), source).read(dataFile);
        Optional<Examples> testRows = test.map(
                file -> new ExampleReader(sizes.inputShape(), sizes.outputSize(), LabelSource.parse(label)).read(file));

        TrainableNetwork network = Trainer.train(sizes, rows, plan, progress());
        network.multiplyScores(logitScale);
        byte[] model = network.toOnnx();
        OutputFile.write(outFile, stream -> stream.write(model));

        PrintWriter answer = spec.commandLine().getOut();
        answer.println(outFile + ": " + sizes + ", " + network.parameterCount() + " parameters, "
                + network.neuronCount() + " ReLUs");
        answer.println("training rows: " + share(Accuracy.clean(network, rows), rows));
        testRows.ifPresent(others -> answer.println("test rows: " + share(Accuracy.clean(network, others), others)));
        plan.adversary()
                .ifPresent(adversary -> answer.println(attacked(network, testRows.orElse(rows), plan, adversary)));
        return ExitStatus.DONE.code();
    }

    private static String attacked(TrainableNetwork network, Examples rows, TrainingPlan plan, LinfAdversary trained) {
        LinfAdversary judge = new LinfAdversary(trained.radius(), ATTACK_STEPS, trained.lower(), trained.upper());
        int right = Accuracy.underAttack(network, rows, plan.loss(), judge, ATTACK_RESTARTS, plan.seed());
        return "the same under PGD, l_inf %s, %d steps, %d restarts: %s"
                .formatted(judge.radius(), ATTACK_STEPS, ATTACK_RESTARTS, share(right, rows));
    }

    private static String share(int right, Examples rows) {
        return String.format(Locale.ROOT, "%d of %d right (%.2f %%)", right, rows.size(), 100.0 * right / rows.size());
    }

    private <T> T required(String name, Optional<T> option) {
        return option.orElseThrow(() -> new ParameterException(spec.commandLine(), "which " + name + "?"));
    }

    private TrainingProgress progress() {
        if (!StandardError.isTerminal()) {
            return (done, epochs, loss, accuracy) -> {};
        }
        PrintWriter err = spec.commandLine().getErr();
        return (done, epochs, loss, accuracy) -> {
            err.printf(
                    Locale.ROOT,
                    "\repoch %d of %d  loss %.4f  right %.2f %%%s",
                    done,
                    epochs,
                    loss,
                    100 * accuracy,
                    done == epochs ? System.lineSeparator() : "");
            err.flush();
        };
    }
}
