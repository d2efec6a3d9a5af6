package io.github.relucert.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The properties in {@code specs/} have the verdicts that the table there says, and the shipped proofs of the unsatisfiable ones hold. */
class ShippedPropertiesTest {
    private static final Path SPECS = Path.of("specs");
    private static final Path PROOFS = Path.of("certificates", "properties");

    /** A line of the table. */
    private record Listed(String file, String model, String verdict) {
        static Listed of(String line) {
            String[] cells = line.replace("`", "").split("\\|", -1);
            return new Listed(cells[1].strip(), cells[2].strip(), cells[3].strip());
        }

        Path proof() {
            return PROOFS.resolve(file.replaceAll("\\.vnnlib(\\.gz)?$", ".cert"));
        }
    }

    private static List<Listed> table() throws IOException {
        return Files.readAllLines(SPECS.resolve("README.md")).stream()
                .filter(line -> line.matches("\\| `[^`]*\\.vnnlib(\\.gz)?`.*"))
                .map(Listed::of)
                .toList();
    }

    @Test
    void theTableListsEveryFileAndBothVerdicts() throws IOException {
        try (Stream<Path> files = Files.list(SPECS)) {
            assertThat(table().stream().map(Listed::file))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.contains(".vnnlib"))
                                    .toList());
        }
        assertThat(table()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(table().stream().map(Listed::verdict).collect(Collectors.toSet()))
                .isEqualTo(Set.of("sat", "unsat"));
    }

    @TestFactory
    Stream<DynamicTest> verdicts() throws IOException {
        return table().stream()
                .map(listed -> DynamicTest.dynamicTest(listed.file(), () -> {
                    StringWriter out = new StringWriter();
                    int status = Main.run(
                            new PrintWriter(out, true),
                            new PrintWriter(new StringWriter()),
                            "verify",
                            "models/" + listed.model(),
                            SPECS.resolve(listed.file()).toString(),
                            "--timeout",
                            "200");
                    assertThat(status).isZero();
                    assertThat(out.toString().lines().findFirst()).contains(listed.verdict());
                }));
    }

    private static Verdict check(Listed listed, String spec, Arithmetic arithmetic) {
        return CertificateChecker.check(
                listed.proof(),
                Optional.of(Path.of("models", listed.model())),
                Optional.of(SPECS.resolve(spec)),
                arithmetic,
                2);
    }

    @TestFactory
    Stream<DynamicTest> proofs() throws IOException {
        return table().stream()
                .filter(listed -> listed.verdict().equals("unsat"))
                .map(listed -> DynamicTest.dynamicTest(listed.proof().toString(), () -> {
                    for (Arithmetic arithmetic : Arithmetic.values()) {
                        assertThat(check(listed, listed.file(), arithmetic))
                                .isInstanceOfSatisfying(
                                        Verdict.Sound.class,
                                        sound -> assertThat(sound.proved())
                                                .containsExactly("unsat: no input fulfils the property"));
                    }
                }));
    }
}
