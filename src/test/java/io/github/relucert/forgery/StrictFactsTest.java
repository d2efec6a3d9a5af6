package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.Report;
import io.github.relucert.exact.Rational;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Leaves that reach zero and no more hold by a strict fact alone. Each proof here is accepted with it and rejected without it, at
 * the very leaves that reach zero: a checker that did not ask for one would accept both.
 */
class StrictFactsTest {
    private static final Problem TENT = Forgeries.TENT;
    private static final String PROOF = Forgeries.text(Forgeries.TENT_PROOF);

    private static Problem tent(Condition.Relation relation) {
        LinearForm score = LinearForm.single(0, Rational.ONE, Rational.ZERO);
        Condition condition = new Condition(LinearForm.zero(), score, relation);
        return new Problem(
                TENT.network(), TENT.centre(), TENT.norm(), TENT.domain(), new UnsafeSet(List.of(List.of(condition))));
    }

    private static List<Long> rejected(Problem problem, Assertion assertion, String proof, Arithmetic arithmetic) {
        return NaiveProver.check(problem, assertion, proof, arithmetic).rejections().stream()
                .map(Report.Rejection::line)
                .toList();
    }

    @Test
    void theOpenBallIsAStrictFact() {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(rejected(TENT, Forgeries.open(Norm.LINF, "1"), PROOF, arithmetic))
                    .isEmpty();
            assertThat(rejected(TENT, Forgeries.closed(Norm.LINF, "1"), PROOF, arithmetic))
                    .containsExactly(4L, 6L);
        }
    }

    @Test
    void aStrictConditionOfPositiveWeightIsAStrictFact() {
        Assertion closed = Forgeries.closed(Norm.LINF, "1");
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(rejected(tent(Condition.Relation.BELOW_ZERO), closed, PROOF, arithmetic))
                    .isEmpty();
            assertThat(rejected(tent(Condition.Relation.AT_MOST_ZERO), closed, PROOF, arithmetic))
                    .containsExactly(4L, 6L);
        }
    }

    /** Without weight the form is zero, which is at most zero everywhere: strict or not, it refutes nothing. */
    @Test
    void aStrictConditionWithoutWeightIsNone() {
        Assertion closed = Forgeries.closed(Norm.LINF, "1");
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(rejected(tent(Condition.Relation.BELOW_ZERO), closed, "w 0 0\nl!\n", arithmetic))
                    .containsExactly(2L);
        }
    }

    /** A side of the domain within the ball is not the ball's. */
    @Test
    void aSideWithinTheOpenBallIsNone() {
        Problem narrow = Forgeries.tent(Norm.LINF, Box.uniform(1, Rational.of(-1), Rational.ONE));
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(rejected(narrow, Forgeries.open(Norm.LINF, "1"), PROOF, arithmetic))
                    .isEmpty();
            assertThat(rejected(narrow, Forgeries.open(Norm.LINF, "1001/1000"), PROOF, arithmetic))
                    .containsExactly(4L, 6L);
        }
    }
}
