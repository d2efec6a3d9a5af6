package io.github.relucert.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.specification.Norm;
import java.io.IOException;
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

/** The certificates in {@code certificates/} are checked again; the ones in {@code invalid} have to fail, for the right reason. */
class ShippedCertificatesTest {
    private static final Path FOLDER = Path.of("certificates");
    private static final String INVALID = "invalid";

    /** Certificates of property files have a test of their own. */
    private static final String PROPERTIES = "properties";

    /** Checked in rounded arithmetic only: exact arithmetic takes too long on them for every build. */
    private static final Set<Path> LONG =
            Set.of(FOLDER.resolve("mnist-adversarial").resolve("row-0-l2.cert"));

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".cert"))
                    .filter(file -> !folder(file).equals(PROPERTIES))
                    .sorted()
                    .toList();
        }
    }

    private static String folder(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    private static Verdict check(Path file, String model, Arithmetic arithmetic) {
        return CertificateChecker.check(file, Optional.of(Path.of("models", model + ".onnx")), arithmetic, 2);
    }

    @Test
    void everyModelHasOneInEveryNorm() throws IOException {
        Set<String> found = files().stream()
                .filter(file -> !folder(file).equals(INVALID))
                .map(file -> folder(file) + file.getFileName().toString().replaceAll("row-\\d+-", " "))
                .collect(Collectors.toSet());
        try (Stream<Path> models = Files.list(Path.of("models"))) {
            models.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".onnx"))
                    .forEach(name -> {
                        for (Norm norm : Norm.values()) {
                            assertThat(found).contains(name.replace(".onnx", " ") + norm.id() + ".cert");
                        }
                    });
        }
    }

    @TestFactory
    Stream<DynamicTest> validInBothArithmetics() throws IOException {
        return files().stream()
                .filter(file -> !folder(file).equals(INVALID))
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    assertBothEndsProved(check(file, folder(file), Arithmetic.OUTWARD));
                    if (!LONG.contains(file)) {
                        assertBothEndsProved(check(file, folder(file), Arithmetic.EXACT));
                    }
                }));
    }

    private static void assertBothEndsProved(Verdict verdict) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Sound.class, sound -> {
            assertThat(sound.claimed()).isEmpty();
            assertThat(String.join("\n", sound.proved())).contains("radius >= ", "radius <= ");
        });
    }

    /** Negative control. */
    @Test
    void theOneThatIsWrongOnPurposeFails() {
        Path file = FOLDER.resolve(INVALID).resolve("radius-raised-by-a-tenth.cert");
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(check(file, "digits", arithmetic))
                    .isInstanceOfSatisfying(
                            Verdict.Invalid.class,
                            invalid -> assertThat(invalid.reason()).contains("line ", "does not refute"));
        }
    }
}
