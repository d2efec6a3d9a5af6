package io.github.relucert.accuracy;

import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.exact.InputException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The checker as a program of its own: {@code java -jar relucert-check.jar [--exact] [--model FILE] [--spec FILE] [--data FILE] [--labels FILE] FILE...}. Ends
 * with 0 when everything is proved, 1 when something is invalid, 2 when there is no answer.
 */
public final class Main {
    private static final String USAGE =
            "usage: relucert-check [--exact] [--model FILE] [--spec FILE] [--data FILE] [--labels FILE] FILE...";

    private Main() {}

    /** Ends the process with the status. */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Checks the files and returns the exit status. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            return check(args, out);
        } catch (InputException | InvalidPathException e) {
            err.println(e.getMessage());
        } catch (OutOfMemoryError e) {
            err.println("not enough memory; start java with a larger -Xmx");
        } catch (RuntimeException e) {
            err.println("internal error, please report it: " + e);
        }
        return 2;
    }

    private static int check(List<String> args, PrintStream out) {
        Arithmetic arithmetic = Arithmetic.OUTWARD;
        Optional<Path> model = Optional.empty();
        Optional<Path> data = Optional.empty();
        Optional<Path> labels = Optional.empty();
        Optional<Path> spec = Optional.empty();
        List<Path> files = new ArrayList<>();
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--exact" -> arithmetic = Arithmetic.EXACT;
                case "--model" -> model = Optional.of(operand(rest));
                case "--spec" -> spec = Optional.of(operand(rest));
                case "--data" -> data = Optional.of(operand(rest));
                case "--labels" -> labels = Optional.of(operand(rest));
                default -> files.add(Path.of(argument));
            }
        }
        if (files.isEmpty() || files.stream().anyMatch(file -> file.toString().startsWith("--"))) {
            throw new InputException(USAGE);
        }
        int status = 0;
        for (Path file : files) {
            int threads = Runtime.getRuntime().availableProcessors();
            boolean accuracy = AccuracyStatement.isIn(file);
            if (accuracy ? spec.isPresent() : data.isPresent() || labels.isPresent()) {
                throw new InputException(
                        file + ": --data and --labels are for certificates of robust accuracy only, --spec"
                                + " for others; relucert check compares the row of a certificate with its data");
            }
            Verdict verdict = accuracy
                    ? AccuracyChecker.check(file, model, data, labels, arithmetic, threads)
                    : CertificateChecker.check(file, model, spec, arithmetic, threads);
            verdict.lines(file.toString()).forEach(out::println);
            status = verdict instanceof Verdict.Invalid ? 1 : status;
        }
        return status;
    }

    private static Path operand(Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new InputException(USAGE);
        }
        return Path.of(rest.next());
    }
}
