package io.github.relucert.cli;

import io.github.relucert.cells.LipschitzSearch;
import io.github.relucert.data.DomainReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relucert lipschitz}: the exact local Lipschitz constant of outputs or margins on a box. */
@Command(
        name = "lipschitz",
        description = "How fast the model's outputs can change within a box, exactly.",
        mixinStandardHelpOptions = true)
final class LipschitzCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "a saved model (ONNX)")
    private Path model;

    @Option(
            names = "--box",
            required = true,
            paramLabel = "LO,HI|FILE",
            description =
                    "where inputs may move, one pair for all or a file with one a line; inf is allowed, equal sides "
                            + "freeze an input")
    private String box;

    @Option(
            names = "--norm",
            defaultValue = "linf",
            paramLabel = "NORM",
            description = "the norm that inputs are measured in: linf, l2 or l1 (default: linf)")
    private String norm;

    @Option(names = "--output", paramLabel = "I", description = "of one output, counted from 0")
    private Optional<String> output;

    @Option(
            names = "--margin",
            paramLabel = "I,J",
            description = "of output I minus output J (default: the single output, or every margin I,J with I < J)")
    private Optional<String> margin;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds for each constant (default: 60)")
    private String timeout;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: text)")
    private String format;

    LipschitzCommand() {}

    /** What is measured: a combination of outputs and its name. */
    record Target(String name, LinearForm form) {}

    @Override
    public Integer call() {
        Norm selected = NormName.parse(norm);
        AnswerPrinter.Format shape = AnswerPrinter.Format.parse(format);
        Duration time = ExactNumber.seconds("--timeout", timeout);
        OnnxModel read = OnnxReader.read(model, Optional.empty());
        Network network = read.network();
        List<Target> targets = targets(network.outputSize());
        Box region = DomainReader.read("--box", box, network.inputSize());
        PrintWriter out = spec.commandLine().getOut();
        for (Target target : targets) {
            long start = System.nanoTime();
            long end = start + time.toNanos();
            LipschitzSearch.Result result =
                    LipschitzSearch.of(network, target.form(), region, selected).run(() -> System.nanoTime() > end);
            double seconds = (System.nanoTime() - start) / NANOS;
            out.println(
                    switch (shape) {
                        case TEXT -> LipschitzReport.text(target, result, seconds);
                        case JSON -> LipschitzReport.json(target, result, seconds);
                    });
            out.flush();
        }
        if (shape == AnswerPrinter.Format.TEXT) {
            out.println();
            out.println(LipschitzReport.meaning(selected, region));
            out.flush();
        }
        return ExitStatus.DONE.code();
    }

    private List<Target> targets(int outputs) {
        if (output.isPresent() && margin.isPresent()) {
            throw new InputException("--output and --margin: give one of the two");
        }
        if (output.isPresent()) {
            int index = index("--output", output.get(), outputs);
            return List.of(single(index));
        }
        if (margin.isPresent()) {
            String[] parts = margin.get().split(",", -1);
            if (parts.length != 2) {
                throw new InputException("--margin: '" + margin.get() + "' is not of the form I,J");
            }
            int plus = index("--margin", parts[0], outputs);
            int minus = index("--margin", parts[1], outputs);
            if (plus == minus) {
                throw new InputException("--margin: " + margin.get() + " names one output twice");
            }
            return List.of(margin(plus, minus));
        }
        List<Target> all = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            for (int j = i + 1; j < outputs; j++) {
                all.add(margin(i, j));
            }
        }
        return outputs == 1 ? List.of(single(0)) : all;
    }

    private static Target single(int index) {
        return new Target("output " + index, LinearForm.single(index, Rational.ONE, Rational.ZERO));
    }

    private static Target margin(int plus, int minus) {
        return new Target("margin " + plus + "," + minus, LinearForm.difference(plus, minus));
    }

    private static int index(String option, String text, int outputs) {
        String number = text.strip();
        if (!number.matches("\\d{1,9}") || Integer.parseInt(number) >= outputs) {
            throw new InputException(option + ": '" + text + "' is none of the model's outputs 0 to " + (outputs - 1));
        }
        return Integer.parseInt(number);
    }
}
