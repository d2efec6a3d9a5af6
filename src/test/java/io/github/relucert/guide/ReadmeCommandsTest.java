package io.github.relucert.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the README as a newcomer would, through the launcher, in the project's own folder. A comment behind a
 * command, {@code # exit status 3}, says how it ends where that is not 0.
 */
class ReadmeCommandsTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String FENCE = "```";
    private static final String STATUS = "# exit status ";
    private static final int MINUTES = 4;

    /** The test command would start this test again. */
    private static final String TEST_COMMAND = "./mvnw verify";

    @TempDir
    static Path scratch;

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        boolean shell = false;
        for (String line : Files.readAllLines(PROJECT.resolve("README.md"))) {
            if (line.startsWith(FENCE)) {
                shell = line.equals(FENCE + "sh");
            } else if (shell && !line.isBlank()) {
                command.append(line.replaceAll("\\\\$", " "));
                if (!line.endsWith("\\")) {
                    commands.add(command.toString());
                    command.setLength(0);
                }
            }
        }
        return commands;
    }

    @Test
    void theTwoCommandsOfANewcomerComeFirst() throws IOException {
        assertThat(commands().getFirst()).startsWith("./relucert certify models/");
        assertThat(commands().get(1)).startsWith(TEST_COMMAND);
    }

    @TestFactory
    Stream<DynamicTest> everyCommandRuns() throws IOException {
        return commands().stream()
                .filter(command -> !command.startsWith(TEST_COMMAND))
                .map(command -> DynamicTest.dynamicTest(command, () -> run(command)));
    }

    /** Outputs go to a scratch folder: {@code out} in the README stands for any folder of the reader's. */
    private static void run(String command) throws IOException, InterruptedException {
        int comment = command.indexOf(STATUS);
        int expected = comment < 0
                ? 0
                : Integer.parseInt(command.substring(comment + STATUS.length()).strip());
        String elsewhere = command.replaceAll(
                "(?<=\\s)out(?=[\\s/]|$)", scratch.resolve("out").toString());
        Path log = Files.createTempFile(scratch, "command", ".log");
        Process process = new ProcessBuilder("bash", "-c", elsewhere)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                    .as("ends in time")
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(expected);
        } finally {
            process.destroyForcibly();
        }
    }
}
