package io.github.relucert.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.specification.Norm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assertions work in a program that has no test framework on its class path; the arbitraries alone need jqwik. */
class WithoutJqwikTest {
    private static final List<String> FRAMEWORKS =
            List.of("jqwik", "junit", "opentest4j", "assertj", "archunit", "apiguardian");

    @TempDir
    private Path folder;

    /** Asserts without a framework. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            ModelUnderTest model = SmallModels.diamond();
            ModelAssertions.assertThat(model)
                    .within(model.box("-2,2"))
                    .isLipschitzOn(model.box("-2,2"), Norm.L1, "1")
                    .isUnchangedBySwapping(0, 1)
                    .point(0.25, 0)
                    .isRobust(Norm.LINF, "0");
            try {
                ModelAssertions.assertThat(model).within(model.box("0,2")).isIncreasingIn(0);
                ModelAssertions.assertThat(model).within(model.box("-2,2")).isIncreasingIn(0);
            } catch (AssertionError expected) {
                System.out.println("refuted");
            }
            try {
                PointArbitraries.inBox(model.box("-1,1"));
            } catch (NoClassDefFoundError expected) {
                System.out.println("no jqwik");
            }
        }
    }

    private static String classPathWithoutFrameworks() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> FRAMEWORKS.stream()
                        .noneMatch(Path.of(entry).getFileName().toString()::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void assertionsNeedNoTestFramework() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathWithoutFrameworks(),
                        Program.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(out)).containsExactly("refuted", "no jqwik");
        assertThat(process.exitValue()).isZero();
    }
}
