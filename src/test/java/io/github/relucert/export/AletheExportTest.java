package io.github.relucert.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.proofs.ExactProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is exported as Alethe keeps to the fragment that is safe with its checker, and every step of it follows. */
class AletheExportTest {
    @ParameterizedTest
    @CsvSource({"toy, row-0-linf.cert", "toy, row-0-l1.cert", "digits, row-2-linf.cert"})
    void shippedCertificates(String model, String name) {
        Exports.Text text = Exports.shipped(model, name, Format.ALETHE);
        AletheLint.check(text.query(), text.proof());
        assertThat(text.query()).contains("2^-40 shorter").doesNotContain("(< ");
        assertThat(text.proof()).doesNotContain("(< ");
    }

    /** Negative control. */
    @Test
    void anotherArgumentIsFoundOut() {
        Exports.Text text = Exports.shipped("toy", "row-0-linf.cert", Format.ALETHE);
        String forged = text.proof().replaceFirst(":args \\((\\d+) ", ":args (2$1 ");
        assertThat(forged).isNotEqualTo(text.proof());
        assertThatThrownBy(() -> AletheLint.check(text.query(), forged)).isInstanceOf(AssertionError.class);
    }

    /** Negative control. */
    @Test
    void anotherBallIsFoundOut() {
        Exports.Text text = Exports.shipped("toy", "row-0-linf.cert", Format.ALETHE);
        String larger = text.query().replaceFirst("\\(assert \\(<= x0 \\(/ (\\d+)", "(assert (<= x0 (/ $10");
        assertThat(larger).isNotEqualTo(text.query());
        assertThatThrownBy(() -> AletheLint.check(larger, text.proof())).isInstanceOf(AssertionError.class);
    }

    /** Only where a condition is strict, and only in this format, is more refuted than the certificate says. */
    @Test
    void strictConditionsAreSaidToBeStatedWithEquality() {
        Problem problem = TinyProblems.random(Norm.LINF, new Random(13_000L));
        for (Condition.Relation relation : Condition.Relation.values()) {
            Problem related = new Problem(
                    problem.network(),
                    problem.centre(),
                    problem.norm(),
                    problem.domain(),
                    new UnsafeSet(problem.unsafe().disjuncts().stream()
                            .map(all -> all.stream()
                                    .map(c -> new Condition(c.input(), c.output(), relation))
                                    .toList())
                            .toList()));
            Assertion assertion = new Assertion.NoUnsafePoint();
            boolean said = new ProofExport(related, assertion, Format.ALETHE)
                    .remarks().stream().anyMatch(remark -> remark.startsWith("Strict conditions"));
            assertThat(said).isEqualTo(relation == Condition.Relation.BELOW_ZERO);
            assertThat(new ProofExport(related, assertion, Format.RESOLUTE).remarks())
                    .noneMatch(remark -> remark.startsWith("Strict conditions"));
        }
    }

    @Test
    void theRadiusIsLoweredAndExactLeavesSurvive() {
        int exported = 0;
        for (Norm norm : List.of(Norm.LINF, Norm.L1)) {
            for (int seed = 0; seed < 40; seed++) {
                Problem problem = TinyProblems.random(norm, new Random(13_000L + seed));
                Radius radius = EnumerationOracle.solve(problem).radius();
                if (radius.isFinite() && radius.value().compareTo(Rational.ZERO) > 0) {
                    Assertion assertion = new Assertion.RadiusAtLeast(radius);
                    Exports.Text text = Exports.of(problem, assertion, Format.ALETHE, ExactProver.prove(problem));
                    AletheLint.check(text.query(), text.proof());
                    exported++;
                }
            }
        }
        assertThat(exported).isGreaterThan(10);
    }
}
