package io.github.relucert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.EnginesAgreeTest.Shipped;
import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lower end that comes before attack and search, and stays when nothing better comes of them. */
class FirstLowerEndTest {
    private static final Limits MINUTE = Limits.of(Duration.ofMinutes(1));

    /** An engine that only glances: the search has no time. */
    private record OnlyGlancing(Engine engine) implements Engine {
        @Override
        public Outcome solve(Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits) {
            Radius zero = new Radius(problem.norm(), Rational.ZERO);
            return new Outcome(
                    Outcome.Verdict.BRACKET,
                    zero,
                    new Outcome.Proved(),
                    incumbent,
                    Optional.of(Outcome.Stop.TIMEOUT),
                    0);
        }

        @Override
        public Optional<Outcome> glance(Problem problem, CompiledNetwork compiled, Limits limits) {
            return engine.glance(problem, compiled, limits);
        }
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void boundsAloneProveSomethingOfEveryRow(Norm norm) {
        for (Shipped model : List.of(Shipped.DIGITS_BN, Shipped.DIGITS_CONV)) {
            RowQuestions questions = model.questions();
            CompiledNetwork compiled = CompiledNetwork.of(questions.network());
            for (int row = 0; row < 3; row++) {
                Problem problem = questions.at(row).problem(norm);
                Outcome first =
                        Engines.search().glance(problem, compiled, MINUTE).orElseThrow();
                Radius attacked = AttackStage.run(problem, compiled, 1, MINUTE.time())
                        .orElseThrow()
                        .distance();
                assertThat(first.lower().value().signum())
                        .as("%s row %d", model, row)
                        .isPositive();
                assertThat(first.lower()).isLessThanOrEqualTo(attacked);
                assertThat(first.lowerBy())
                        .isInstanceOfSatisfying(
                                Outcome.Proved.class,
                                proved -> assertThat(proved.body()).isPresent());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void itStaysWhereTheSearchHasNothingBetter(Norm norm) {
        RowQuestions questions = Shipped.DIGITS_BN.questions();
        Verifier verifier = new Verifier(questions.network(), new OnlyGlancing(Engines.search()), 1);
        Answer answer = verifier.certify(questions.at(1), norm, MINUTE);
        assertThat(answer.lower().value().signum()).isPositive();
        assertThat(answer.status()).isEqualTo(Answer.Status.BRACKET);
        assertThat(answer.stopped()).contains(Outcome.Stop.TIMEOUT);
        assertThat(answer.lower()).isLessThanOrEqualTo(answer.upper());
        // Without the first look nothing is proved.
        Engine blind = (problem, compiled, incumbent, limits) ->
                new OnlyGlancing(Engines.search()).solve(problem, compiled, incumbent, limits);
        Answer nothing = new Verifier(questions.network(), blind, 1).certify(questions.at(1), norm, MINUTE);
        assertThat(nothing.lower().value().signum()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aHigherEndOfTheSearchCounts(Norm norm) {
        Radius one = Radius.ofLength(norm, Rational.ONE);
        Radius two = Radius.ofLength(norm, Rational.of(2));
        assertThat(bracket(one).orHigher(bracket(two)).lower()).isEqualTo(two);
        assertThat(bracket(two).orHigher(bracket(one)).lower()).isEqualTo(two);
    }

    private static Outcome bracket(Radius lower) {
        return new Outcome(Outcome.Verdict.BRACKET, lower, new Outcome.Proved(), Optional.empty(), Optional.empty(), 1);
    }
}
