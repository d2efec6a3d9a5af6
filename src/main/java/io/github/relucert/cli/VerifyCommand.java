package io.github.relucert.cli;

import io.github.relucert.PropertyAnswer;
import io.github.relucert.PropertyAnswer.Verdict;
import io.github.relucert.PropertyVerifier;
import io.github.relucert.attack.PropertyAttack;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.engine.StatementWriter;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relucert verify}: whether some input of a model fulfils a VNN-LIB property. */
@Command(
        name = "verify",
        description = "Whether some input fulfils a VNN-LIB property: prints sat and such an input, unsat, unknown or "
                + "timeout.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "MODEL", description = "a saved model (ONNX)")
    private Path model;

    @Parameters(index = "1", paramLabel = "SPEC", description = "a property (VNN-LIB 1.0, plain or gzip)")
    private Path spec;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "S",
            description = "seconds, reading the files not counted (default: 60)")
    private String timeout;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description = "save a certificate: of unsat with its proof, of sat with its input")
    private Optional<Path> proof;

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one a core)")
    private Optional<String> threads;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "seed of the attack (default: 1)")
    private long seed;

    VerifyCommand() {}

    @Override
    public Integer call() {
        Duration time = ExactNumber.seconds("--timeout", timeout);
        int workers = threads.map(text -> ExactNumber.count("--threads", text))
                .orElse(Runtime.getRuntime().availableProcessors());
        OnnxModel opened = OnnxReader.read(model, Optional.empty());
        if (!opened.cutTail().isEmpty()) {
            throw new InputException(model + ": it ends in " + String.join(", ", opened.cutTail())
                    + ", which is not read, but a property speaks of what comes out of it; save the model without it");
        }
        Property property = PropertyReader.read(spec);
        Problem problem = property.problem(opened.network());
        PropertyAnswer answer = new PropertyVerifier(opened.network(), runs(problem), seed)
                .verify(property, new Limits(time, workers, Optional.empty(), () -> false));
        PrintWriter out = command.commandLine().getOut();
        out.println(answer.verdict().word());
        answer.witness().ifPresent(witness -> print(out, problem, witness));
        out.flush();
        explain(answer);
        proof.ifPresent(file -> save(file, opened, property, problem, answer));
        return ExitStatus.DONE.code();
    }

    /** Asks ONNX Runtime, where there is one, whether it agrees that a point is unsafe. */
    private Predicate<Witness> runs(Problem problem) {
        PrintWriter err = command.commandLine().getErr();
        return witness -> OnnxRuntime.open(model, problem.network().inputType(), err)
                .flatMap(runtime -> runtime.evaluate(witness.point(), err))
                .map(y -> y.size() == problem.network().outputSize()
                        && PropertyAttack.isStrictlyUnsafe(problem, witness.point(), y))
                .orElse(true);
    }

    private static void print(PrintWriter out, Problem problem, Witness witness) {
        List<Rational> x = witness.point();
        List<Rational> y = problem.output(x);
        for (int k = 0; k < x.size(); k++) {
            out.println((k == 0 ? "((X_" : " (X_") + k + " " + exactly(x.get(k)) + ")");
        }
        for (int j = 0; j < y.size(); j++) {
            out.println(" (Y_" + j + " " + y.get(j).doubleNearest() + ")" + (j == y.size() - 1 ? ")" : ""));
        }
    }

    /** A decimal where the number is one, else a quotient. */
    private static String exactly(Rational value) {
        try {
            return new BigDecimal(value.numerator())
                    .divide(new BigDecimal(value.denominator()))
                    .toString();
        } catch (ArithmeticException notADecimal) {
            return "(/ " + value.numerator() + " " + value.denominator() + ")";
        }
    }

    private void explain(PropertyAnswer answer) {
        PrintWriter err = command.commandLine().getErr();
        if (answer.verdict() == Verdict.SAT && !answer.deployable()) {
            err.println(
                    "warning: the point fulfils the property in exact arithmetic; no point of the model's own input "
                            + "type that fulfils it with room was found, and a run of the model may say otherwise");
        }
        answer.stopped()
                .ifPresent(stop -> err.println(
                        switch (stop) {
                            case TIMEOUT -> "no answer in the time given; --timeout S gives more";
                            case MEMORY -> "no answer in the memory given; RELUCERT_HEAP=8g gives more";
                            case INTERRUPTED -> "interrupted";
                            case SOLVER ->
                                "no answer, although the search came to an end: its numbers were not accurate enough for a proof";
                        }));
    }

    private void save(Path file, OnnxModel model, Property property, Problem problem, PropertyAnswer answer) {
        ModelReference reference = ModelReference.of(model, Optional.empty(), Optional.empty());
        Optional<ProofBody> body = switch (answer.verdict()) {
            case UNSAT -> answer.proof();
            case SAT -> Optional.of(ProofBody.ofNothing(Norm.LINF));
            case UNKNOWN, TIMEOUT -> Optional.empty();
        };
        body.ifPresent(lines -> CertificateWriter.write(
                new Certificate(
                        StatementWriter.about(reference, property, problem, lines.assertion()),
                        answer.witness(),
                        Optional.empty()),
                file,
                lines));
        if (body.isEmpty()) {
            command.commandLine()
                    .getErr()
                    .println("--proof " + file + ": nothing was proved, and nothing is written"
                            + (Files.exists(file)
                                    ? "; the file of that name is an earlier one and says nothing of this run"
                                    : ""));
        }
    }
}
