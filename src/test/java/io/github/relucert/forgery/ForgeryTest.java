package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.Report;
import io.github.relucert.exact.Rational;
import io.github.relucert.forgery.Forgeries.Forgery;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every forgery is found out, in both arithmetics and for the right reason; the proofs they were made from are valid. */
class ForgeryTest {
    static List<Forgery> forgeries() {
        return Forgeries.all();
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void isFoundOut(Forgery forgery) {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            Report report = NaiveProver.check(forgery.problem(), forgery.assertion(), forgery.proof(), arithmetic);
            assertThat(report.rejections()).as(arithmetic.toString()).isNotEmpty();
            assertThat(report.rejections())
                    .anyMatch(rejection -> rejection.reason().contains(forgery.complaint()));
        }
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(forgeries()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(forgeries()).extracting(Forgery::name).doesNotHaveDuplicates();
    }

    @Test
    void theirModelsAreValid() {
        requireValid(Forgeries.TENT, Forgeries.open(Norm.LINF, "1"), Forgeries.text(Forgeries.TENT_PROOF));
        requireValid(Forgeries.TENT, Forgeries.closed(Norm.LINF, "1/2"), Forgeries.text(Forgeries.HALF_PROOF));
        requireValid(Forgeries.TENT, Forgeries.closed(Norm.LINF, "9/10"), Forgeries.text(Forgeries.NINE_TENTHS_PROOF));
        for (Norm norm : Norm.values()) {
            Box domain = Forgeries.TENT.domain();
            String withBall = "n 1\n" + Forgeries.text(Forgeries.TENT_PROOF);
            requireValid(Forgeries.tent(norm, domain), Forgeries.open(norm, "1"), withBall);
            requireValid(Forgeries.threeScores(norm), Forgeries.open(norm, "1/4"), "n 1p4\nx 1\nl\n");
        }
    }

    /** The irrational radius that the forgeries overstate. */
    @Test
    void aRootThatIsNoFractionIsReachedExactly() {
        Assertion two = new Assertion.RadiusAtLeast(new Radius(Norm.L2, Rational.of(2)));
        requireValid(Forgeries.diagonal(), two, "n 1\nl!\n");
    }

    /** A side that the domain shares with the open ball is the ball's. */
    @Test
    void aSharedSideIsStrict() {
        Box domain = Box.uniform(1, Rational.of(-1), Rational.ONE);
        requireValid(
                Forgeries.tent(Norm.LINF, domain),
                Forgeries.open(Norm.LINF, "1"),
                Forgeries.text(Forgeries.TENT_PROOF));
    }

    private static void requireValid(Problem problem, Assertion assertion, String proof) {
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(NaiveProver.check(problem, assertion, proof, arithmetic).rejections())
                    .as(arithmetic.toString())
                    .isEmpty();
        }
    }
}
