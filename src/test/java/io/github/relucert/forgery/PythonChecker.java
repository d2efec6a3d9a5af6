package io.github.relucert.forgery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The checker of certificates in Python, which shares no code with this project's. */
public final class PythonChecker {
    private static final Path SCRIPT = Path.of("src", "test", "python", "check_certificate.py");
    private static final long PATIENCE_MINUTES = 60;

    private PythonChecker() {}

    /** Skips the test where there is no Python that can run the script. */
    public static void requirePython() {
        Assumptions.assumeTrue(isThere(), "skipped: there is no python3 of version 3.10 or newer on the path");
    }

    /** Whether there is a Python that can run the script. */
    static boolean isThere() {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 10))")
                    .redirectErrorStream(true)
                    .start();
            return python.waitFor() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the script says of each file behind its name: {@code valid}, {@code invalid: why} or {@code not checked: why}. */
    public static Map<Path, String> check(List<Path> models, List<Path> certificates) {
        return check(models, List.of(), certificates);
    }

    /** What it prints; many certificates take many minutes, so that each full minute says how far it is. */
    private static List<String> lines(Process python, int expected) throws IOException {
        List<String> lines = new ArrayList<>();
        long start = System.nanoTime();
        long minutes = 0;
        try (BufferedReader reader = python.inputReader(UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                long passed = Duration.ofNanos(System.nanoTime() - start).toMinutes();
                if (passed > minutes) {
                    minutes = passed;
                    System.out.printf("%d of %d certificates checked in Python%n", lines.size(), expected);
                }
            }
        }
        return lines;
    }

    /** The same for certificates that may be about properties. */
    public static Map<Path, String> check(List<Path> models, List<Path> properties, List<Path> certificates) {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        models.forEach(model -> command.addAll(List.of("--model", model.toString())));
        properties.forEach(file -> command.addAll(List.of("--spec", file.toString())));
        certificates.forEach(file -> command.add(file.toString()));
        try {
            Process python =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> lines = lines(python, certificates.size());
            assertThat(python.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(lines.size())
                    .as(
                            "one line a certificate:%n%s",
                            String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())))
                    .isEqualTo(certificates.size());
            Map<Path, String> answers = new LinkedHashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                String name = certificates.get(i) + ": ";
                assertThat(lines.get(i)).startsWith(name);
                answers.put(certificates.get(i), lines.get(i).substring(name.length()));
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
