package io.github.relucert.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.proofs.ExactProver;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported as RESOLUTE convinces SMTInterpol's proof checker, and what is forged does not. */
class ResoluteExportTest {
    private static void requireValid(Exports.Text text) {
        assertThat(SmtInterpol.check(text.query(), text.proof()))
                .as("the checker's answers")
                .contains("valid", "holes=0")
                .doesNotContain("invalid", "holey");
    }

    private static void requireInvalid(String query, String proof) {
        assertThat(SmtInterpol.check(query, proof))
                .as("the checker's answers")
                .contains("invalid")
                .doesNotContain("valid", "holey");
    }

    @ParameterizedTest
    @CsvSource({"toy, row-0-linf.cert", "toy, row-0-l1.cert", "digits, row-2-linf.cert", "digits, row-2-l1.cert"})
    void shippedCertificatesOfSmallModels(String model, String name) {
        requireValid(Exports.shipped(model, name, Format.RESOLUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"toy-three-boxes", "toy-corner", "toy-slope"})
    void proofsOfProperties(String name) {
        requireValid(Exports.ofProperty(name, "toy", Format.RESOLUTE));
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "digits-adversarial, row-2-linf.cert",
        "digits-adversarial, row-2-l1.cert",
        "digits-bn, row-3-linf.cert",
        "digits-bn, row-3-l1.cert",
        "digits-conv, row-12-linf.cert"
    })
    void shippedCertificatesOfLargerModels(String model, String name) {
        requireValid(Exports.shipped(model, name, Format.RESOLUTE));
    }

    @Test
    void anotherMultiplierIsFoundOut() {
        Exports.Text text = Exports.shipped("toy", "row-0-linf.cert", Format.RESOLUTE);
        List<MatchResult> steps = Pattern.compile("\\(farkas [^()]*")
                .matcher(text.proof())
                .results()
                .toList();
        assertThat(steps).hasSizeGreaterThan(50);
        Random random = new Random(1);
        for (int forgery = 0; forgery < 30; forgery++) {
            MatchResult step = steps.get(random.nextInt(steps.size()));
            List<String> words = new ArrayList<>(List.of(step.group().split(" ")));
            int at = 1 + 2 * random.nextInt(words.size() / 2);
            words.set(at, words.get(at) + random.nextInt(10));
            String forged = text.proof().substring(0, step.start())
                    + String.join(" ", words)
                    + text.proof().substring(step.end());
            requireInvalid(text.query(), forged);
        }
    }

    @Test
    void aLargerBallIsNotProved() {
        Exports.Text text = Exports.shipped("toy", "row-0-linf.cert", Format.RESOLUTE);
        Exports.Text larger = new Exports.Text(raised(text.query(), "(assert (< x0 "), raised(text.proof(), "(< x0 "));
        requireInvalid(text.query(), larger.proof());
        requireInvalid(larger.query(), larger.proof());
        requireInvalid(larger.query(), text.proof());
    }

    /** Adds a digit to the numerator behind a text: about ten times what it was. */
    private static String raised(String text, String before) {
        Matcher matcher = Pattern.compile(Pattern.quote(before) + "[-(/ ]*\\d+").matcher(text);
        assertThat(matcher.find()).isTrue();
        return text.substring(0, matcher.end()) + "0" + text.substring(matcher.end());
    }

    @Test
    void anotherWeightOfTheNetworkIsFoundOut() {
        Exports.Text text = Exports.shipped("toy", "row-0-linf.cert", Format.RESOLUTE);
        requireInvalid(raised(text.query(), "(assert (= o0 (+ (* "), text.proof());
    }

    @Test
    void aProofThatLeavesASplitOpenIsFoundOut() {
        Exports.Text text = Exports.shipped("toy", "row-0-l1.cert", Format.RESOLUTE);
        Matcher last = Pattern.compile("\n@p(\\d+)\\)").matcher(text.proof());
        assertThat(last.find()).isTrue();
        String earlier = text.proof().substring(0, last.start(1))
                + (Integer.parseInt(last.group(1)) - 1)
                + text.proof().substring(last.end(1));
        requireInvalid(text.query(), earlier);
    }

    @Test
    void openClosedAndUnlimitedStatementsOnTinyProblems() {
        tiny(25);
    }

    @Tag("slow")
    @Test
    void openClosedAndUnlimitedStatementsOnManyTinyProblems() {
        tiny(400);
    }

    private static void tiny(int problems) {
        int exported = 0;
        int unlimited = 0;
        int refused = 0;
        for (Norm norm : List.of(Norm.LINF, Norm.L1)) {
            for (int seed = 0; seed < problems; seed++) {
                Random random = new Random(11_000L + seed);
                Problem problem = TinyProblems.random(norm, random);
                Radius radius = EnumerationOracle.solve(problem).radius();
                Assertion assertion = radius.isFinite()
                        ? random.nextBoolean()
                                ? new Assertion.RadiusAtLeast(radius)
                                : new Assertion.RobustAt(
                                        new Radius(norm, radius.value().multiply(Rational.of(9, 10))))
                        : new Assertion.NoUnsafePoint();
                if (radius.isFinite() && radius.value().signum() == 0) {
                    assertion = new Assertion.RadiusAtLeast(radius);
                }
                String body = random.nextBoolean()
                        ? NaiveProver.prove(problem, assertion, random, 6).orElseGet(() -> ExactProver.prove(problem))
                        : ExactProver.prove(problem);
                requireValid(Exports.of(problem, assertion, Format.RESOLUTE, body));
                exported++;
                unlimited += radius.isFinite() ? 0 : 1;
                if (radius.isFinite() && !isStrict(problem)) {
                    Assertion wrong = new Assertion.RobustAt(radius);
                    assertThatThrownBy(() -> Exports.of(problem, wrong, Format.RESOLUTE, body))
                            .isInstanceOf(InputException.class)
                            .hasMessageContaining("line ")
                            .hasMessageContaining("does not refute");
                    refused++;
                }
            }
        }
        assertThat(exported).isEqualTo(2 * problems);
        assertThat(unlimited).isGreaterThan(problems / 20);
        assertThat(refused).isGreaterThan(problems / 2);
    }

    private static boolean isStrict(Problem problem) {
        return problem.unsafe().disjuncts().stream()
                .flatMap(List::stream)
                .anyMatch(condition -> condition.relation() == Condition.Relation.BELOW_ZERO);
    }

    @ParameterizedTest
    @EnumSource
    void aBallOfL2IsRefusedInOneLine(Format format) {
        assertThatThrownBy(() -> Exports.shipped("toy", "row-0-l2.cert", format))
                .isInstanceOf(InputException.class)
                .hasMessage("a ball in l2 is no linear constraint, and " + format.id()
                        + " proofs are linear: export certificates in l_inf or l1, or of properties");
    }
}
