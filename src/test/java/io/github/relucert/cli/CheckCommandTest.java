package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Claim;
import io.github.relucert.engine.ClaimWriter;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.train.OnnxWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network is {@code (x, y) -> (x, y)}: at (1, 0) with label 0 the radius is 1/2 in l_inf. */
class CheckCommandTest {
    private static final Network NETWORK = TinyNetworks.identity(FloatType.FLOAT32, 2);
    private static final List<Rational> CENTRE = List.of(Rational.ONE, Rational.ZERO);
    private static final List<Rational> HALFWAY = List.of(Rational.of(1, 2), Rational.of(1, 2));

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model = Path.of("");

    @BeforeEach
    void writeModel() {
        model = folder.resolve("toy.onnx");
        OnnxWriter.write(NETWORK, model);
    }

    private Problem problem(int label) {
        return new Problem(NETWORK, CENTRE, Norm.LINF, Box.unbounded(2), UnsafeSet.misclassified(label, 2));
    }

    private ModelReference reference() {
        return ModelReference.of(OnnxReader.read(model), Optional.empty(), Optional.empty());
    }

    private String claim(String name, String lower, List<Rational> point) {
        Problem problem = problem(0);
        Statement statement = new Statement(
                reference(),
                Norm.LINF,
                CENTRE,
                problem.domain(),
                problem.unsafe(),
                new Assertion.RadiusAtLeast(new Radius(Norm.LINF, Rational.parse(lower))));
        Path file = folder.resolve(name);
        Optional<Witness> witness = Optional.of(Witness.at(problem, point));
        ClaimWriter.write(new Claim(statement, "SCIP", Rational.parse("1e-6"), witness, Optional.empty()), file);
        return file.toString();
    }

    private int run(String... words) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    }

    @Test
    void saysWhatIsProvedAndWhatIsOnlyClaimed() {
        assertThat(run("check", claim("row.claim", "499999/1000000", HALFWAY))).isEqualTo(3);
        assertThat(out.toString())
                .contains("row.claim: claimed, not all of it proved")
                .contains("about    toy.onnx (SHA-256 ")
                .contains("unsafe: the score of class 0 is not above all other scores")
                .contains("proved   radius <= 1/2: the witness lies in the domain")
                .contains("claimed  radius >= 499999/1000000, says SCIP, whose own bound was lowered by 1/1000000")
                .hasLineCount(4);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsWithZeroWhenAllIsProved() {
        Path file = folder.resolve("row.claim");
        ClaimWriter.write(ClaimWriter.misclassified(reference(), problem(1), Optional.empty()), file);
        assertThat(run("check", file.toString())).isZero();
        assertThat(out.toString()).contains("row.claim: valid").doesNotContain("claimed");
    }

    @Test
    void endsWithOneWhenOneIsInvalid() {
        String good = claim("good.claim", "1/4", HALFWAY);
        String bad = claim("bad.claim", "1/4", List.of(Rational.of(2, 3), Rational.of(1, 3)));
        assertThat(run("check", bad, good)).isEqualTo(1);
        assertThat(out.toString())
                .contains("bad.claim: invalid: the witness is wrong: it is not unsafe")
                .contains("good.claim: claimed, not all");
    }

    @Test
    void endsWithTwoWhenTheInputIsWrong() throws IOException {
        String file = claim("row.claim", "1/4", HALFWAY);
        Path elsewhere = Files.move(model, folder.resolve("renamed.onnx"));
        assertThat(run("check", file)).isEqualTo(2);
        assertThat(err.toString())
                .contains("relucert: row.claim: the model toy.onnx")
                .hasLineCount(1);
        assertThat(run("check", "--model", elsewhere.toString(), file)).isEqualTo(3);
        assertThat(run("check", folder.resolve("none.claim").toString())).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
    }
}
