package io.github.relucert.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code relucert COMMAND ...}.
 *
 * <p>Every command is one class of this package, annotated with {@link Command}, implementing
 * {@code Callable<Integer>}, returning {@link ExitStatus#code()}, and named in {@code subcommands} below. A command
 * writes to {@code spec.commandLine().getOut()} and throws {@link io.github.relucert.exact.InputException} when it
 * cannot use what the user gave it; everything else that goes wrong is turned into one line by {@link Complaints}.
 */
@Command(
        name = "relucert",
        description = "Exact adversarial radii of trained ReLU networks, with proofs anyone can check.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:something was found false",
            "2:no answer: the input or the command was wrong, or the program failed",
            "3:nothing was found false, but something is only claimed (certify, universal: with --require-proof)"
        },
        subcommands = {
            CertifyCommand.class,
            RobustCommand.class,
            UniversalCommand.class,
            LipschitzCommand.class,
            VerifyCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            TrainCommand.class,
            TheoremCommand.class
        })
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    Main() {}

    /**
     * Runs one command and ends the process with its {@link ExitStatus}.
     *
     * @param args the words after the program's name
     */
    public static void main(String[] args) {
        StandardError.restore();
        var out = new PrintWriter(System.out, true, System.out.charset());
        var err = new PrintWriter(System.err, true, System.err.charset());
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> err.println(Complaints.of(failure)));
        int status = run(out, err, args);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /**
     * Runs one command without ending the process.
     *
     * @param out where answers go
     * @param err where complaints go, one line each
     * @param args the words after the program's name
     * @return the exit status
     */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return run(new Main(), out, err, args);
    }

    static int run(Object command, PrintWriter out, PrintWriter err, String... args) {
        try {
            return new CommandLine(command)
                    .setOut(out)
                    .setErr(err)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setExpandAtFiles(false)
                    .setUsageHelpAutoWidth(true)
                    .setParameterExceptionHandler(Complaints::wrongCommand)
                    .setExecutionExceptionHandler(Complaints::failedCommand)
                    .execute(args);
        } catch (Throwable failure) {
            // Picocli lets errors through, running out of memory among them; the user gets one line all the same.
            err.println(Complaints.of(failure));
            return ExitStatus.NO_ANSWER.code();
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "which command? (none was given)");
    }

    /** The version that the build wrote into the jar, and what it runs on. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String packaged = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "relucert %s (Java %s, %s %s)"
                        .formatted(
                                packaged == null ? "unpackaged" : packaged,
                                System.getProperty("java.version"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"))
            };
        }
    }
}
