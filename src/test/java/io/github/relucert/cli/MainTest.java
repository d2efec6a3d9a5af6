package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("relucert ").contains("Java ").hasLineCount(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsItsHelpWithTheExitStatus() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Usage: relucert", "Exit status:", "only claimed");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "nonsense", "--help=maybe", "@nonsense", "-1"})
    void answersAWrongCommandInOneLine(String word) {
        assertThat(run(word)).isEqualTo(2);
        assertThat(err.toString()).startsWith("relucert: ").endsWith("try: relucert --help" + System.lineSeparator());
        assertThat(err.toString()).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void namesAnUnknownCommand() {
        assertThat(run("certfy", "model.onnx")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("relucert: unknown command 'certfy'; try: relucert --help" + System.lineSeparator());
    }

    @Test
    void asksForACommand() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("which command?").hasLineCount(1);
    }

    @Test
    void handsOutTheExitStatusOfACommand() {
        for (ExitStatus status : ExitStatus.values()) {
            assertThat(run(status::code)).isEqualTo(status.code());
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsTheMessageOfAnInputException() {
        int status = run(() -> {
            throw new InputException("rows.csv: row 3 has 5 values; the model takes 4");
        });
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("relucert: rows.csv: row 3 has 5 values; the model takes 4" + System.lineSeparator());
    }

    @Test
    void printsNoStackTraceForAFailureOfItsOwn() {
        int status = run(() -> {
            throw new IllegalStateException("a\nb", new RuntimeException("cause"));
        });
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("internal error", "IllegalStateException: a b at ");
    }

    @Test
    void survivesErrors() {
        int status = run(() -> {
            throw new OutOfMemoryError("Java heap space");
        });
        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("out of memory", "RELUCERT_HEAP");
    }

    @Test
    void takesANegativeNumberAsAnOptionsValue() {
        var command = new WithDomain();
        assertThat(Main.run(command, new PrintWriter(out), new PrintWriter(err), "--domain", "-1,1"))
                .isZero();
        assertThat(command.domain).isEqualTo("-1,1");
    }

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int run(Callable<Integer> body) {
        return Main.run(new Subject(body), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Command(name = "subject")
    private record Subject(Callable<Integer> body) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            return body.call();
        }
    }

    @Command(name = "domain")
    private static final class WithDomain implements Callable<Integer> {
        @Option(names = "--domain")
        private String domain;

        @Override
        public Integer call() {
            return ExitStatus.DONE.code();
        }
    }
}
