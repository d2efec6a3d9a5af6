package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.check.Verdict;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.InputException;
import io.github.relucert.forgery.Forgeries.Forgery;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.proofs.ExactProver;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.train.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checker in Python, written from the description of the format, and the one in Java agree: on the shipped certificates, on
 * forgeries, and on whatever comes out of changing them.
 */
class PythonCheckerTest {
    private static final Path SHIPPED = Path.of("certificates");

    @TempDir
    Path folder;

    @BeforeAll
    static void requirePython() {
        PythonChecker.requirePython();
    }

    private static List<Path> shipped(String model) throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED.resolve(model))) {
            return files.filter(file -> file.toString().endsWith(".cert"))
                    .sorted()
                    .toList();
        }
    }

    private static Path model(String name) {
        return Path.of("models", name + ".onnx");
    }

    private static void requireAccepted(String model) throws IOException {
        List<Path> files = shipped(model);
        assertThat(files).isNotEmpty();
        assertThat(PythonChecker.check(List.of(model(model)), files))
                .allSatisfy(
                        (file, answer) -> assertThat(answer).as(file.toString()).isEqualTo("valid"));
    }

    @Test
    void acceptsTheCertificatesOfTheDenseModels() throws IOException {
        requireAccepted("toy");
        requireAccepted("digits");
        requireAccepted("digits-adversarial");
    }

    /** Those of properties among them, whose files are read by a reader of its own. */
    @Tag("slow")
    @Test
    void acceptsAllShippedCertificates() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(SHIPPED)) {
            files = found.filter(
                            file -> file.toString().endsWith(".cert") && !file.startsWith(SHIPPED.resolve("invalid")))
                    .filter(file -> !AccuracyStatement.isIn(file))
                    .sorted()
                    .toList();
        }
        List<Path> properties = listed("specs", ".vnnlib", ".vnnlib.gz");
        assertThat(PythonChecker.check(listed("models", ".onnx"), properties, files))
                .hasSizeGreaterThanOrEqualTo(21)
                .allSatisfy(
                        (file, answer) -> assertThat(answer).as(file.toString()).isEqualTo("valid"));
    }

    private static List<Path> listed(String folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /** Negative control. */
    @Test
    void refusesTheOneThatIsWrongOnPurpose() {
        Path wrong = SHIPPED.resolve("invalid").resolve("radius-raised-by-a-tenth.cert");
        assertThat(PythonChecker.check(List.of(model("digits")), List.of(wrong)))
                .hasEntrySatisfying(wrong, answer -> assertThat(answer).startsWith("invalid: line 19 of the proof"));
    }

    /** Certificates and the models that they are about. */
    private final class Pile {
        final List<Path> models = new ArrayList<>();
        final List<Path> files = new ArrayList<>();
        final List<Path> modelOf = new ArrayList<>();
        int accepted;

        Path add(Path model) {
            models.add(model);
            return model;
        }

        void add(Path model, String text) throws IOException {
            files.add(Files.writeString(folder.resolve(files.size() + ".cert"), text));
            modelOf.add(model);
        }

        /** A certificate of a problem, whose network is written as a model first. */
        String text(Problem problem, Assertion assertion, String proof) throws IOException {
            Path model = folder.resolve("model-" + models.size() + ".onnx");
            OnnxWriter.write(problem.network(), model);
            ModelReference reference =
                    ModelReference.of(OnnxReader.read(model, Optional.empty()), Optional.empty(), Optional.empty());
            Statement statement = new Statement(
                    reference, problem.norm(), problem.centre(), problem.domain(), problem.unsafe(), assertion);
            Path file = folder.resolve("original.cert");
            CertificateWriter.write(
                    new Certificate(statement, Optional.empty(), Optional.empty()),
                    file,
                    ProofBody.of(assertion, proof));
            models.add(model);
            return Files.readString(file);
        }

        /** Both checkers say the same of every file. */
        void requireAgreement() throws IOException {
            Map<Path, String> answers = PythonChecker.check(models, files);
            for (int i = 0; i < files.size(); i++) {
                Path file = files.get(i);
                boolean valid = isValid(file, modelOf.get(i));
                assertThat("valid".equals(answers.get(file)))
                        .as("Java finds it %s, Python: %s%n%s", valid, answers.get(file), Files.readString(file))
                        .isEqualTo(valid);
                accepted += valid ? 1 : 0;
            }
        }
    }

    private static boolean isValid(Path file, Path model) {
        try {
            return CertificateChecker.check(file, Optional.of(model), Arithmetic.EXACT, 1) instanceof Verdict.Sound;
        } catch (InputException _) {
            return false;
        }
    }

    @Test
    void agreesOnForgeries() throws IOException {
        Pile pile = new Pile();
        for (Forgery forgery : Forgeries.all()) {
            String text = pile.text(forgery.problem(), forgery.assertion(), forgery.proof());
            pile.add(pile.models.getLast(), text);
        }
        pile.requireAgreement();
        assertThat(pile.accepted).isZero();
    }

    @Test
    void agreesOnChangedCertificatesOfTheToy() throws IOException {
        agreesOnChanged("toy", 100);
    }

    @Test
    void agreesOnChangedCertificatesOfADenseModel() throws IOException {
        agreesOnChanged("digits", 12);
    }

    private void agreesOnChanged(String model, int changes) throws IOException {
        Pile pile = new Pile();
        pile.add(model(model));
        for (Path file : shipped(model)) {
            String text = Files.readString(file);
            for (int seed = 0; seed < changes; seed++) {
                pile.add(model(model), MutationTest.mutated(text, new Random(seed)));
            }
        }
        pile.requireAgreement();
        assertThat(pile.accepted).isBetween(1, pile.files.size() - pile.files.size() / 2);
    }

    @Test
    void agreesOnProofsOfTinyProblems() throws IOException {
        agreesOnTinyProblems(20, 8);
    }

    @Tag("slow")
    @Test
    void agreesOnManyProofsOfTinyProblems() throws IOException {
        agreesOnTinyProblems(200, 30);
    }

    private void agreesOnTinyProblems(int problems, int changes) throws IOException {
        Pile pile = new Pile();
        for (Norm norm : Norm.values()) {
            for (int seed = 0; seed < problems; seed++) {
                Random random = new Random(7_000L + seed);
                Problem problem = TinyProblems.random(norm, random);
                Radius radius = EnumerationOracle.solve(problem).radius();
                Assertion assertion = radius.isFinite()
                        ? random.nextInt(3) > 0 ? new Assertion.RadiusAtLeast(radius) : new Assertion.RobustAt(radius)
                        : new Assertion.NoUnsafePoint();
                String proof = random.nextInt(3) == 0
                        ? NaiveProver.prove(problem, assertion, random, 5).orElseGet(() -> ExactProver.prove(problem))
                        : ExactProver.prove(problem);
                String text = pile.text(problem, assertion, proof);
                pile.add(pile.models.getLast(), text);
                for (int change = 0; change < changes; change++) {
                    pile.add(pile.models.getLast(), MutationTest.mutated(text, random));
                }
            }
        }
        pile.requireAgreement();
        assertThat(pile.accepted).isBetween(pile.files.size() / 10, pile.files.size() - pile.files.size() / 3);
    }
}
