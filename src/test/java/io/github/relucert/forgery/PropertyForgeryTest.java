package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cli.Main;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.train.OnnxWriter;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of property files that say something false, or the truth about another file: none may pass. */
class PropertyForgeryTest {
    private static final String DECLARED = "(declare-const X_0 Real)(declare-const Y_0 Real)\n";

    @TempDir
    Path folder;

    private String unsat = "";
    private String sat = "";

    /** {@code 1 - |x|} is above a quarter on the first property's interval and not on the second one's. */
    @BeforeEach
    void certifyTheTent() throws IOException {
        Box domain = Box.uniform(1, Rational.of(-2), Rational.of(2));
        OnnxWriter.write(Forgeries.tent(Norm.LINF, domain).network(), folder.resolve("tent.onnx"));
        String below = "(assert (<= Y_0 0.25))";
        spec("narrow", DECLARED + "(assert (>= X_0 -0.5)) (assert (<= X_0 0.5))" + below);
        spec("wide", DECLARED + "(assert (>= X_0 -1)) (assert (<= X_0 1))" + below);
        String another = "(declare-const X_1 Real) (assert (>= X_1 -0.5)) (assert (<= X_1 0.5))";
        spec("two-inputs", DECLARED + another + "(assert (>= X_0 -0.5)) (assert (<= X_0 0.5))" + below);
        spec("two-outputs", DECLARED + "(declare-const Y_1 Real) (assert (>= X_0 -0.5)) (assert (<= X_0 0.5))" + below);
        assertThat(on("narrow", "verify").out()).isEqualTo("unsat\n");
        unsat = Files.readString(folder.resolve("narrow.cert"));
        assertThat(on("wide", "verify").out()).startsWith("sat\n((X_0 ");
        sat = Files.readString(folder.resolve("wide.cert"));
    }

    private void spec(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".vnnlib"), text);
    }

    private String digest(String name) {
        return PropertyReader.read(folder.resolve(name + ".vnnlib")).sha256();
    }

    private record Run(int status, String out, String err) {}

    private Run on(String name, String command) {
        String spec = folder.resolve(name + ".vnnlib").toString();
        String proof = folder.resolve(name + ".cert").toString();
        return command.equals("verify")
                ? run("verify", folder.resolve("tent.onnx").toString(), spec, "--proof", proof)
                : run("check", proof, "--spec", spec);
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(status, out.toString(), err.toString());
    }

    /** The check of a text against a property file, in both arithmetics, which have to agree. */
    private Run check(String certificate, String spec) throws IOException {
        Path file = Files.writeString(folder.resolve("forged.cert"), certificate);
        String named = folder.resolve(spec + ".vnnlib").toString();
        Run rounded = run("check", file.toString(), "--spec", named);
        Run exact = run("check", "--exact", file.toString(), "--spec", named);
        assertThat(exact.status()).isEqualTo(rounded.status());
        return rounded;
    }

    private static String replaced(String text, String part, String replacement) {
        assertThat(text).contains(part);
        return text.replace(part, replacement);
    }

    @Test
    void whatIsTruePasses() throws IOException {
        assertThat(check(unsat, "narrow").out()).contains("valid", "unsat: no input fulfils the property");
        assertThat(check(sat, "wide").out()).contains("valid", "sat: the witness fulfils the property");
        assertThat(check(sat, "wide").status()).isZero();
    }

    @Test
    void anotherFileIsNotTakenForIt() throws IOException {
        Run other = check(unsat, "wide");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("narrow.vnnlib with SHA-256 " + digest("narrow"), "--spec");
        Files.writeString(folder.resolve("narrow.vnnlib"), Files.readString(folder.resolve("wide.vnnlib")));
        assertThat(check(unsat, "narrow").status()).isEqualTo(2);
    }

    @Test
    void aProofOfOneFileProvesNothingAboutAnother() throws IOException {
        String forged = replaced(unsat, digest("narrow"), digest("wide"));
        assertThat(check(forged, "narrow").status()).isEqualTo(2);
        Run moved = check(forged, "wide");
        assertThat(moved.status()).isEqualTo(1);
        assertThat(moved.out()).contains("does not refute");
    }

    @Test
    void aWitnessOfOneFileProvesNothingAboutAnother() throws IOException {
        Run moved = check(replaced(sat, digest("wide"), digest("narrow")), "narrow");
        assertThat(moved.status()).isEqualTo(1);
        assertThat(moved.out()).contains("invalid");
    }

    @Test
    void aDomainAndAnUnsafeSetInTheHeaderAreNotThoseOfAFile() throws IOException {
        String property = "property narrow.vnnlib\nproperty-sha256 " + digest("narrow") + "\n";
        String lines = "domain-all -1/2 1/2\nunsafe 1*y0 <= 1/4\nstates";
        String own = replaced(replaced(unsat, property, ""), "states", lines);
        Path file = Files.writeString(folder.resolve("own.cert"), own);
        Run alone = run("check", file.toString());
        assertThat(alone.status()).as(alone.err()).isZero();
        Run passedOff = check(own, "narrow");
        assertThat(passedOff.status()).isEqualTo(1);
        assertThat(passedOff.out()).contains("it is not about a property file");
        assertThat(check(replaced(unsat, "states", lines), "narrow").out()).contains("'states ...' is needed");
    }

    @Test
    void aPropertyOfAnotherSizeIsRefused() throws IOException {
        for (String name : List.of("two-inputs", "two-outputs")) {
            Run sized = check(replaced(unsat, digest("narrow"), digest(name)), name);
            assertThat(sized.status()).as(name).isEqualTo(1);
            Run verified = on(name, "verify");
            assertThat(verified.status()).as(name).isEqualTo(2);
            assertThat(verified.err().lines()).as(name).hasSize(1);
        }
    }

    @Test
    void headersThatBendTheQuestionAreRefused() throws IOException {
        String[][] cases = {
            {"the statement of the other verdict", "no-unsafe-point", "radius-at-least 0\nwitness 0 0 1 =", "not unsafe"
            },
            {"a path for a name", "property narrow", "property ../narrow", "no plain file name"},
            {"no digest", "property-sha256 ", "property-sha512 ", "'property-sha256 ...' is needed"},
            {"two properties", "norm linf", "property wide.vnnlib\nnorm linf", "'norm ...' is needed"},
            {"a tail that is left out", "property narrow", "cut Softmax\nproperty narrow", "altered"},
            {
                "preprocessing",
                "property narrow",
                "scale 1/2\nmean 1\nmean-values 0\nstd 1\nstd-values 1\nproperty narrow",
                "altered"
            },
            {"more inputs", "inputs 1\ncentre 0x0.0p0", "inputs 2\ncentre 0x0.0p0 0x0.0p0", "invalid"},
            {"a centre outside", "centre 0x0.0p0", "centre 0x1.0p0", "lies outside"},
        };
        for (String[] forged : cases) {
            Run run = check(replaced(unsat, forged[1], forged[2]), "narrow");
            assertThat(run.status()).as(forged[0]).isEqualTo(1);
            assertThat(run.out()).as(forged[0]).contains(forged[3]);
        }
        Run contradicting = check(replaced(sat, "radius-at-least 0", "no-unsafe-point"), "wide");
        assertThat(contradicting.status()).isEqualTo(1);
        assertThat(contradicting.out()).contains("contradicts the witness");
    }
}
