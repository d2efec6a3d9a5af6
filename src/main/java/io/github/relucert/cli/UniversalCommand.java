package io.github.relucert.cli;

import io.github.relucert.Engines;
import io.github.relucert.UniversalAnswer;
import io.github.relucert.UniversalVerifier;
import io.github.relucert.cells.UniversalPerturbation;
import io.github.relucert.cells.UniversalPerturbation.Direction;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.NpyWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code relucert universal}: the smallest perturbation that makes all rows asked for unsafe at once. */
@Command(
        name = "universal",
        description = "The smallest perturbation that fools the model on all rows at once.",
        mixinStandardHelpOptions = true)
final class UniversalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RowArguments arguments;

    @Option(
            names = "--norm",
            defaultValue = "linf",
            paramLabel = "NORM",
            description = "linf, l2 or l1 (default: linf)")
    private String norm;

    @Option(
            names = "--shift",
            defaultValue = "auto",
            paramLabel = "WAY",
            description =
                    "same: every row moves by z; signed: rows of the upper class of a single output move by -z, the "
                            + "others by z (default: auto, which is signed for a single output with two classes, else same)")
    private String shift;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds for the answer (default: 60)")
    private String timeout;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "seed of the attack (default: 1)")
    private long seed;

    @Option(names = "--out", paramLabel = "FILE", description = "save the perturbation there as NPY")
    private Optional<Path> out;

    @Option(
            names = "--format",
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "text or json (default: text)")
    private String format;

    @Option(names = "--require-proof", description = "exit status 3 when the answer rests on a solver's word")
    private boolean requireProof;

    UniversalCommand() {}

    @Override
    public Integer call() {
        Norm selected = NormName.parse(norm);
        AnswerPrinter.Format shape = AnswerPrinter.Format.parse(format);
        Duration time = ExactNumber.seconds("--timeout", timeout);
        RowArguments.Opened opened = arguments.open();
        if (opened.rows().isEmpty()) {
            throw new InputException(opened.data().fileName() + ": no row to fool; name some by --rows");
        }
        boolean signed = isSigned(opened.questions().task());
        List<UniversalPerturbation.Row> rows = new ArrayList<>();
        for (int row : opened.rows()) {
            RowQuestions.Question question = opened.questions().at(row);
            rows.add(new UniversalPerturbation.Row(question.centre(), direction(question, signed), question.unsafe()));
        }
        UniversalAnswer answer = new UniversalVerifier(Engines.automatic(), seed)
                .solve(opened.network(), rows, selected, opened.questions().domain(), Limits.of(time));
        out.ifPresent(file -> save(file, opened, answer));
        UniversalReport report = new UniversalReport(opened, answer, signed);
        spec.commandLine()
                .getOut()
                .println(
                        switch (shape) {
                            case TEXT -> report.text(out);
                            case JSON -> report.json(out);
                        });
        spec.commandLine().getOut().flush();
        return (requireProof && answer.isClaimed() ? ExitStatus.CLAIMED : ExitStatus.DONE).code();
    }

    private boolean isSigned(Task task) {
        boolean binary = task instanceof Task.Binary;
        return switch (shift) {
            case "auto" -> binary;
            case "same" -> false;
            case "signed" -> {
                if (!binary) {
                    throw new InputException(
                            "--shift: signed is for a model with a single output and two classes; say same");
                }
                yield true;
            }
            default -> throw new InputException("--shift: '" + shift + "' is no way to move; say same or signed");
        };
    }

    private static Direction direction(RowQuestions.Question question, boolean signed) {
        return signed
                        && question.task() instanceof Task.Binary binary
                        && question.label().orElse(question.predicted().orElseThrow()) == binary.above()
                ? Direction.AGAINST
                : Direction.ALONG;
    }

    private static void save(Path file, RowArguments.Opened opened, UniversalAnswer answer) {
        double[] values = answer
                .witness()
                .orElseThrow(
                        () -> new InputException("--out: no perturbation was found that could be saved in " + file))
                .point()
                .stream()
                .mapToDouble(Rational::doubleNearest)
                .toArray();
        NpyWriter.write(file, opened.network().inputType(), opened.network().inputShape(), values);
    }
}
