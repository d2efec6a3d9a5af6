package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Verdict.Invalid;
import io.github.relucert.check.Verdict.Sound;
import io.github.relucert.data.Preprocessing;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.train.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network is {@code (x, y) -> (relu(x) + relu(y), 1)} with label 0 at {@code x0 = (1, 1)}: unsafe is {@code x + y <= 1} in the
 * first quadrant, so the radius is 1/2 in l_inf, sqrt(1/2) in l2 and 1 in l1.
 */
class ClaimCheckerTest {
    private static final Network NETWORK = TinyNetworks.oneHidden(
            FloatType.FLOAT32,
            new double[][] {{1, 0}, {0, 1}},
            new double[] {0, 0},
            new double[][] {{1, 1}, {0, 0}},
            new double[] {0, 1});
    private static final OnnxModel MODEL = new OnnxModel(
            NETWORK,
            "toy.onnx",
            "0".repeat(64),
            "logits",
            List.of("Softmax"),
            List.of(),
            OptionalInt.empty(),
            List.of());
    private static final List<Rational> CENTRE = values("1", "1");
    private static final Box QUADRANT = new Box(values("0", "0"), List.of(Rational.POSITIVE_INFINITY, Rational.of(2)));

    @TempDir
    Path folder;

    private static List<Rational> values(String... values) {
        return Stream.of(values).map(Rational::parse).toList();
    }

    private static Radius radius(Norm norm, String value) {
        return new Radius(norm, Rational.parse(value));
    }

    private static Claim claim(Norm norm, Assertion assertion, String distance, String... point) {
        Statement statement = new Statement(
                ModelReference.of(MODEL, Optional.empty(), Optional.empty()),
                norm,
                CENTRE,
                QUADRANT,
                UnsafeSet.misclassified(0, 2),
                assertion);
        return new Claim(
                statement,
                "SCIP",
                Rational.parse("1/1000000"),
                Optional.of(new Witness(values(point), radius(norm, distance))),
                Optional.empty());
    }

    private static Claim half(Assertion assertion) {
        return claim(Norm.LINF, assertion, "1/2", "1/2", "1/2");
    }

    private static Assertion atLeast(String value) {
        return new Assertion.RadiusAtLeast(radius(Norm.LINF, value));
    }

    private static String reason(Claim claim) {
        assertThat(ClaimChecker.check(claim, MODEL)).isInstanceOf(Invalid.class);
        return ClaimChecker.check(claim, MODEL) instanceof Invalid(String reason) ? reason : "";
    }

    @Test
    void theWitnessIsProvedAndTheLowerEndClaimed() {
        assertThat(ClaimChecker.check(half(atLeast("499999/1000000")), MODEL))
                .isEqualTo(new Sound(
                        "toy.onnx (SHA-256 " + "0".repeat(64)
                                + "), scores 'logits' before Softmax; linf distance from x0, over x in the box of 2"
                                + " intervals that the file lists; unsafe: the score of class 0 is not above all other"
                                + " scores",
                        List.of("radius <= 1/2: the witness lies in the domain, is unsafe, and lies that far from x0,"
                                + " in exact arithmetic"),
                        List.of("radius >= 499999/1000000, says SCIP, whose own bound was lowered by 1/1000000")));
    }

    @Test
    void theOtherNormsAreExactToo() {
        Assertion l2 = new Assertion.RadiusAtLeast(radius(Norm.L2, "1/2"));
        assertThat(ClaimChecker.check(claim(Norm.L2, l2, "1/2", "1/2", "1/2"), MODEL))
                .isInstanceOf(Sound.class);
        Assertion l1 = new Assertion.RadiusAtLeast(radius(Norm.L1, "1"));
        assertThat(ClaimChecker.check(claim(Norm.L1, l1, "1", "1/3", "2/3"), MODEL))
                .isInstanceOf(Sound.class);
        assertThat(reason(claim(Norm.L1, l1, "1/2", "1/2", "1/2"))).contains("at distance 1, not at 1/2 as stated");
        assertThat(reason(claim(Norm.L2, l2, "1", "1/2", "1/2"))).contains("at distance sqrt(1/2), not at sqrt(1)");
    }

    @Test
    void nothingIsClaimedOfARowThatIsMisclassified() {
        Problem problem = new Problem(NETWORK, values("0.25", "0.5"), Norm.L2, QUADRANT, UnsafeSet.misclassified(0, 2));
        Claim claim = ClaimWriter.misclassified(
                ModelReference.of(MODEL, Optional.empty(), Optional.empty()), problem, Optional.empty());
        assertThat(claim.lower()).isEqualTo(claim.upper()).isEqualTo(radius(Norm.L2, "0"));
        assertThat(ClaimChecker.check(claim, MODEL)).isInstanceOfSatisfying(Sound.class, sound -> {
            assertThat(sound.claimed()).isEmpty();
            assertThat(sound.proved()).hasSize(2).first().asString().startsWith("radius <= sqrt(0): the witness");
        });
    }

    @Test
    void aTieIsUnsafe() {
        assertThat(ClaimChecker.check(claim(Norm.LINF, atLeast("0"), "1", "0", "1"), MODEL))
                .isInstanceOf(Sound.class);
    }

    @Test
    void whatHasNoWitnessIsClaimedOnly() {
        for (Assertion assertion :
                List.of(new Assertion.NoUnsafePoint(), new Assertion.RobustAt(radius(Norm.LINF, "9")), atLeast("9"))) {
            Claim whole = half(assertion);
            Claim bare = new Claim(whole.statement(), "SCIP", Rational.ZERO, Optional.empty(), Optional.empty());
            assertThat(ClaimChecker.check(bare, MODEL)).isInstanceOfSatisfying(Sound.class, sound -> {
                assertThat(sound.proved()).isEmpty();
                assertThat(sound.claimed()).hasSize(1);
            });
        }
    }

    @Test
    void theWitnessMustLieWhereItIsSaidToLie() {
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "1/4", "1/2", "1/2"))).contains("at distance 1/2, not at 1/4");
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "1/2", "1/2", "2/5"))).contains("at distance 3/5, not at 1/2");
    }

    @Test
    void theWitnessMustBeUnsafe() {
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "1/2", "1/2", "500000001/1000000000")))
                .isEqualTo("the witness is wrong: it is not unsafe");
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "0", "1", "1")))
                .isEqualTo("the witness is wrong: it is not unsafe");
    }

    @Test
    void theWitnessMustLieInTheDomain() {
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "2", "-1", "1")))
                .isEqualTo("the witness is wrong: coordinate 0 lies outside the domain");
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "5/4", "1", "9/4"))).contains("coordinate 1");
    }

    @Test
    void theWitnessMustHaveAsManyCoordinatesAsTheNetwork() {
        assertThat(reason(claim(Norm.LINF, atLeast("0"), "1/2", "1/2"))).contains("1 coordinates for a network with 2");
    }

    @Test
    void theEndsMustNotContradictEachOther() {
        assertThat(reason(half(atLeast("500000001/1000000000")))).contains("contradicts the witness");
        assertThat(reason(half(new Assertion.RobustAt(radius(Norm.LINF, "1/2")))))
                .contains("contradicts the witness");
        assertThat(reason(half(new Assertion.NoUnsafePoint()))).contains("contradicts the witness");
        assertThat(ClaimChecker.check(half(atLeast("1/2")), MODEL)).isInstanceOf(Sound.class);
        assertThat(ClaimChecker.check(half(new Assertion.RobustAt(radius(Norm.LINF, "4999/10000"))), MODEL))
                .isInstanceOf(Sound.class);
    }

    private static Claim about(
            OnnxModel model, Optional<Preprocessing> before, List<Rational> centre, Box domain, UnsafeSet unsafe) {
        Claim claim = half(atLeast("1/4"));
        return new Claim(
                new Statement(
                        ModelReference.of(model, Optional.empty(), before),
                        Norm.LINF,
                        centre,
                        domain,
                        unsafe,
                        claim.statement().assertion()),
                "SCIP",
                Rational.ZERO,
                claim.witness(),
                Optional.empty());
    }

    @Test
    void whatTheFileSaysOfTheNetworkMustBeTrue() {
        UnsafeSet unsafe = UnsafeSet.misclassified(0, 2);
        OnnxModel other = new OnnxModel(
                NETWORK, "toy.onnx", MODEL.sha256(), "logits", List.of(), List.of(), OptionalInt.empty(), List.of());
        assertThat(reason(about(other, Optional.empty(), CENTRE, QUADRANT, unsafe)))
                .contains("but the model gives");
        OnnxModel rounded = new OnnxModel(
                NETWORK,
                "toy.onnx",
                MODEL.sha256(),
                "logits",
                List.of("Softmax"),
                List.of("bn"),
                OptionalInt.empty(),
                List.of());
        assertThat(reason(about(rounded, Optional.empty(), CENTRE, QUADRANT, unsafe)))
                .contains("but the model gives");
        OnnxModel renamed = new OnnxModel(
                NETWORK,
                "copy.onnx",
                MODEL.sha256(),
                "logits",
                List.of("Softmax"),
                List.of(),
                OptionalInt.empty(),
                List.of());
        assertThat(ClaimChecker.check(about(renamed, Optional.empty(), CENTRE, QUADRANT, unsafe), MODEL))
                .isInstanceOf(Sound.class);
    }

    @Test
    void preprocessingIsPartOfTheNetwork() {
        Preprocessing before = new Preprocessing(values("1/2"), values("1"), Rational.of(2));
        // 2 x - 1/2 takes (1/2, 1/2) to (1/2, 1/2), and with the mean 0 to (1, 1), which is safe.
        assertThat(ClaimChecker.check(
                        about(MODEL, Optional.of(before), CENTRE, QUADRANT, UnsafeSet.misclassified(0, 2)), MODEL))
                .isInstanceOf(Sound.class);
        Preprocessing forged = new Preprocessing(values("0"), values("1"), Rational.of(2));
        assertThat(reason(about(MODEL, Optional.of(forged), CENTRE, QUADRANT, UnsafeSet.misclassified(0, 2))))
                .isEqualTo("the witness is wrong: it is not unsafe");
    }

    @Test
    void theProblemMustFitTheNetwork() {
        UnsafeSet unsafe = UnsafeSet.misclassified(0, 2);
        assertThat(reason(about(MODEL, Optional.empty(), values("1", "1", "1"), Box.unbounded(3), unsafe)))
                .contains("a network with 2 inputs");
        assertThat(reason(about(MODEL, Optional.empty(), values("1", "3"), QUADRANT, unsafe)))
                .contains("lies outside [0, 2]");
        assertThat(reason(about(MODEL, Optional.empty(), CENTRE, QUADRANT, UnsafeSet.misclassified(0, 3))))
                .contains("more than 2 inputs and 2 outputs");
        assertThat(reason(about(MODEL, Optional.empty(), CENTRE, QUADRANT, UnsafeSet.misclassified(1, 2))))
                .as("the claim of another label")
                .contains("x0 itself is unsafe");
    }

    private Path written(Claim claim, Path model) throws IOException {
        ModelReference reference = ModelReference.of(OnnxReader.read(model), Optional.empty(), Optional.empty());
        Statement old = claim.statement();
        Statement statement =
                new Statement(reference, old.norm(), old.centre(), old.domain(), old.unsafe(), old.assertion());
        Path file = folder.resolve("row.claim");
        ClaimWriter.write(new Claim(statement, "SCIP", Rational.ZERO, claim.witness(), Optional.empty()), file);
        return file;
    }

    private Path model(String name, Network network) {
        Path file = folder.resolve(name);
        OnnxWriter.write(network, file);
        return file;
    }

    @Test
    void findsTheModelBesideTheClaimOrWhereItIsToldTo() throws IOException {
        Path model = model("toy.onnx", NETWORK);
        Path claim = written(half(atLeast("1/4")), model);
        assertThat(ClaimChecker.check(claim, Optional.empty())).isInstanceOf(Sound.class);
        Path moved = Files.move(model, folder.resolve("elsewhere.onnx"));
        assertThatThrownBy(() -> ClaimChecker.check(claim, Optional.empty()))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("row.claim: ")
                .hasMessageContaining("neither beside it nor in the current folder")
                .hasMessageContaining("--model FILE");
        assertThat(ClaimChecker.check(claim, Optional.of(moved))).isInstanceOf(Sound.class);
    }

    @Test
    void refusesAModelWithAnotherDigest() throws IOException {
        Path claim = written(half(atLeast("1/4")), model("toy.onnx", NETWORK));
        Path other = model("toy.onnx", TinyNetworks.identity(FloatType.FLOAT32, 2));
        for (Optional<Path> named : List.of(Optional.<Path>empty(), Optional.of(other))) {
            assertThatThrownBy(() -> ClaimChecker.check(claim, named))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("--model FILE");
        }
    }
}
