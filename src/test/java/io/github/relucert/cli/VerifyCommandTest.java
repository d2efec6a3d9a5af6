package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.github.relucert.attack.PropertyAttack;
import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Problem;
import io.github.relucert.train.OrtModel;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code verify} prints, saves and refuses, on the shipped models. */
class VerifyCommandTest {
    private static final Path MODELS = Path.of("models");
    private static final Path SPECS = Path.of("specs");
    private static final String TWO_AND_TWO =
            "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)(declare-const Y_1 Real)\n";

    @TempDir
    private Path folder;

    private record Run(int status, String out, String err) {
        String verdict() {
            return out.lines().findFirst().orElse("");
        }

        List<Rational> values(String variable) {
            return Pattern.compile("\\(" + variable + "_\\d+ (.*?)\\)+$", Pattern.MULTILINE)
                    .matcher(out)
                    .results()
                    .map(found -> number(found.group(1)))
                    .toList();
        }

        private static Rational number(String text) {
            Matcher quotient = Pattern.compile("\\(/ (\\S+) (\\S+)").matcher(text);
            return quotient.matches()
                    ? Rational.parse(quotient.group(1) + "/" + quotient.group(2))
                    : Rational.parse(text);
        }
    }

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Run(status, out.toString(), err.toString());
    }

    private static Run verify(String model, Path spec, String... options) {
        List<String> args =
                new ArrayList<>(List.of("verify", MODELS.resolve(model).toString(), spec.toString()));
        args.addAll(Arrays.asList(options));
        return run(args.toArray(String[]::new));
    }

    private static Problem problem(String model, Path spec) {
        return PropertyReader.read(spec)
                .problem(
                        OnnxReader.read(MODELS.resolve(model), Optional.empty()).network());
    }

    private Path spec(String text) throws IOException {
        return Files.writeString(folder.resolve("p.vnnlib"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "toy.onnx, toy-gain.vnnlib",
        "digits.onnx, digits-row-2-two.vnnlib",
        "digits-bn.onnx, digits-bn-row-3-half.vnnlib.gz"
    })
    void aPrintedPointOfTheModelsTypeFulfilsThePropertyEverywhere(String model, String name)
            throws OrtException, IOException {
        Path spec = SPECS.resolve(name);
        Run run = verify(model, spec);
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .matches(
                        "(?s)sat\n\\(\\(X_0 [-.0-9E]+\\)\n( \\([XY]_\\d+ [-.0-9E]+\\)\n)+ \\(Y_\\d+ [-.0-9E]+\\)\\)\n");
        Problem problem = problem(model, spec);
        List<Rational> x = run.values("X");
        assertThat(x).allMatch(value -> value.equals(Rational.of((float) value.doubleNearest())));
        assertThat(PropertyAttack.isStrictlyUnsafe(problem, x, problem.output(x)))
                .isTrue();
        assertThat(run.values("Y"))
                .isEqualTo(problem.output(x).stream()
                        .map(y -> Rational.parse(String.valueOf(y.doubleNearest())))
                        .toList());
        try (OrtModel deployed = new OrtModel(Files.readAllBytes(MODELS.resolve(model)))) {
            double[] y = deployed.evaluate(
                    x.stream().mapToDouble(Rational::doubleNearest).toArray());
            List<Rational> outputs = Arrays.stream(y).mapToObj(Rational::of).toList();
            assertThat(PropertyAttack.isStrictlyUnsafe(problem, x, outputs)).isTrue();
        }
    }

    @Test
    void aPointThatOnlyExactArithmeticKnowsComesWithAWarning() {
        Path spec = SPECS.resolve("toy-tie.vnnlib");
        Path proof = folder.resolve("tie.cert");
        Run run = verify("toy.onnx", spec, "--proof", proof.toString());
        assertThat(run.verdict()).isEqualTo("sat");
        assertThat(run.err().lines()).singleElement().asString().startsWith("warning: ");
        Problem problem = problem("toy.onnx", spec);
        List<Rational> x = run.values("X");
        assertThat(problem.isUnsafe(x)).isTrue();
        assertThat(PropertyAttack.isStrictlyUnsafe(problem, x, problem.output(x)))
                .isFalse();
        Run check = run("check", proof.toString(), "--model", "models/toy.onnx", "--spec", spec.toString());
        assertThat(check.out()).contains("valid", "sat: the witness fulfils the property");
    }

    /** A side that no float and no double holds is kept exactly. */
    @Test
    void anInputFrozenAtADecimalIsMetExactly() throws IOException {
        Path spec =
                spec(TWO_AND_TWO + "(assert (= X_0 0.1)) (assert (= X_1 0.3)) (assert (or (<= Y_0 Y_1) (<= Y_1 Y_0)))");
        Path proof = folder.resolve("frozen.cert");
        Run run = verify("toy.onnx", spec, "--proof", proof.toString());
        assertThat(run.verdict()).isEqualTo("sat");
        assertThat(run.values("X")).containsExactly(Rational.of(1, 10), Rational.of(3, 10));
        assertThat(run.err()).startsWith("warning: ");
        assertThat(run("check", proof.toString(), "--model", "models/toy.onnx", "--spec", spec.toString())
                        .status())
                .isZero();
        Path never = spec(TWO_AND_TWO + "(assert (= X_0 0.1)) (assert (= X_1 0.3)) (assert (>= Y_0 1000))");
        assertThat(verify("toy.onnx", never, "--proof", proof.toString()).verdict())
                .isEqualTo("unsat");
        assertThat(run("check", "--exact", proof.toString(), "--model", "models/toy.onnx", "--spec", never.toString())
                        .out())
                .contains("valid", "unsat: no input");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(assert (>= X_0 1)) (assert (<= X_0 0)) (assert (<= X_1 1)) (assert (<= Y_0 0))",
                "(assert (>= X_0 1)) (assert (< X_0 1)) (assert (>= X_1 0)) (assert (<= X_1 1)) (assert (<= Y_0 0))",
                "(assert (or))",
                "(assert (< 1 1))"
            })
    void whatNoInputFulfilsNeedsNoNetwork(String assertions) throws IOException {
        Path proof = folder.resolve("nothing.cert");
        Path spec = spec(TWO_AND_TWO + assertions);
        assertThat(verify("toy.onnx", spec, "--proof", proof.toString()).out()).isEqualTo("unsat\n");
        Run check = run("check", proof.toString(), "--model", "models/toy.onnx", "--spec", spec.toString());
        assertThat(check.out()).contains("valid", "unsat: no input");
    }

    /** A frozen point whose output is a decimal: it equals itself and is not below itself. */
    @Test
    void strictAndNotStrictDifferOnTheBoundaryAlone() throws IOException {
        String corner = TWO_AND_TWO + "(assert (= X_0 1)) (assert (= X_1 1))";
        Problem point = problem("toy.onnx", spec(corner + "(assert (<= Y_0 Y_1))"));
        List<Rational> y = point.output(List.of(Rational.ONE, Rational.ONE));
        BigDecimal value = new BigDecimal(y.getFirst().numerator())
                .divide(new BigDecimal(y.getFirst().denominator()));
        String exactly = "(assert (%s Y_0 " + value.toPlainString() + "))";
        assertThat(verify("toy.onnx", spec(corner + exactly.formatted("<="))).verdict())
                .isEqualTo("sat");
        assertThat(verify("toy.onnx", spec(corner + exactly.formatted("<"))).verdict())
                .isNotEqualTo("sat");
    }

    @Test
    void timeIsKeptAndNothingIsSavedWithoutAnAnswer() {
        Path proof = folder.resolve("none.cert");
        Run run = verify(
                "digits.onnx",
                SPECS.resolve("digits-row-2-half.vnnlib"),
                "--timeout",
                "0.000001",
                "--proof",
                proof.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("timeout\n");
        assertThat(run.err()).contains("--timeout");
        assertThat(run.err()).contains("none.cert: nothing was proved").doesNotContain("earlier");
        assertThat(proof).doesNotExist();
    }

    /** A certificate of an earlier run is not taken away, but does not pass for this one's either. */
    @Test
    void anEarlierProofIsNotTakenForThisRuns() throws IOException {
        Path proof = Files.writeString(folder.resolve("old.cert"), "of an earlier run\n");
        Run run = verify(
                "digits.onnx",
                SPECS.resolve("digits-row-2-half.vnnlib"),
                "--timeout",
                "0.000001",
                "--proof",
                proof.toString());
        assertThat(run.out()).isEqualTo("timeout\n");
        assertThat(run.err()).contains("old.cert: nothing was proved").contains("is an earlier one");
        assertThat(proof).hasContent("of an earlier run\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (assert (<= X_0 1)) (assert (<= X_1 1)) (assert (>= X_1 0)) | p.vnnlib: X_0 has no lower bound; assert one such as (>= X_0 0)
            (assert (or (and (>= X_0 0) (<= X_0 1)) (>= X_0 2))) (assert (= X_1 0)) | p.vnnlib: X_0 has no upper bound; assert one such as (<= X_0 0)
            (declare-const X_2 Real) | p.vnnlib: a property of 3 inputs and 2 outputs; the model has 2 and 2; check that the two files belong together
            """)
    void aPropertyThatCannotBeAskedIsRefusedInOneLine(String text, String complaint) throws IOException {
        Run run = verify("toy.onnx", spec(TWO_AND_TWO + text));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).isEqualTo("relucert: " + complaint);
    }
}
