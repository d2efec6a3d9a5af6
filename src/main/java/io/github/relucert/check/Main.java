package io.github.relucert.check;

import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.exact.InputException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The checker as a program of its own: {@code java -jar relucert-check.jar [--exact] [--threads N] [--model FILE] [--spec FILE] FILE...}. Ends
 * with 0 when everything is proved, 1 when something is invalid, 2 when there is no answer, 3 when something is only claimed.
 */
public final class Main {
    private static final String USAGE =
            "usage: relucert-check [--exact] [--threads N] [--model FILE] [--spec FILE] FILE...";

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
        int threads = Runtime.getRuntime().availableProcessors();
        Optional<Path> model = Optional.empty();
        Optional<Path> spec = Optional.empty();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "--exact" -> arithmetic = Arithmetic.EXACT;
                case "--threads" -> threads = count(operand(args, ++i));
                case "--model" -> model = Optional.of(Path.of(operand(args, ++i)));
                case "--spec" -> spec = Optional.of(Path.of(operand(args, ++i)));
                default -> files.add(Path.of(args.get(i)));
            }
        }
        if (files.isEmpty() || files.stream().anyMatch(file -> file.toString().startsWith("--"))) {
            throw new InputException(USAGE);
        }
        int status = 0;
        for (Path file : files) {
            Verdict verdict = CertificateReader.isCertificate(file)
                    ? CertificateChecker.check(file, model, spec, arithmetic, threads)
                    : ClaimChecker.check(file, model);
            verdict.lines(file.toString()).forEach(out::println);
            int own = switch (verdict) {
                case Verdict.Invalid _ -> 1;
                case Verdict.Sound sound -> sound.claimed().isEmpty() ? 0 : 3;
            };
            status = status == 1 || own == 0 ? status : own;
        }
        return status;
    }

    private static String operand(List<String> args, int position) {
        if (position == args.size()) {
            throw new InputException(args.getLast() + " needs a value; " + USAGE);
        }
        return args.get(position);
    }

    private static int count(String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new InputException("--threads " + text + ": a number from 1 to 9999 is needed");
        }
        return Integer.parseInt(text);
    }
}
