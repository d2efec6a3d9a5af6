package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Proved;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The engine against exact enumeration on tiny networks and unsafe sets of all kinds; every proof is checked in both arithmetics. */
class SearchEngineProperties {
    private static final String SEED = "20261121";
    private static final double CLOSED = 1e-9;

    private final SearchEngine engine = new SearchEngine();

    /** Networks of all kinds with classes, or dense ones with unsafe sets of all kinds. */
    private static Problem problem(long seed, Norm norm) {
        Problem problem = seed % 3 == 0
                ? TinyProblems.random(norm, new Random(seed))
                : RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm);
        Assume.that(problem.domain().isBounded() && !problem.isUnsafe(problem.centre()));
        return problem;
    }

    private static Limits limits(long seed) {
        return new Limits(Duration.ofSeconds(60), 1 + (int) (seed & 1), Optional.empty(), () -> false);
    }

    static String proof(Outcome outcome) {
        if (outcome.lowerBy() instanceof Proved(Optional<ProofBody> body) && body.isPresent()) {
            StringBuilder text = new StringBuilder();
            try {
                body.get().writeTo(text);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return text.toString();
        }
        return "";
    }

    static void checkProof(Problem problem, Outcome outcome) {
        if (outcome.lowerBy() instanceof Proved(Optional<ProofBody> body) && body.isPresent()) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                assertThat(NaiveProver.check(problem, body.get().assertion(), proof(outcome), arithmetic)
                                .rejections())
                        .isEmpty();
            }
        } else {
            assertThat(outcome.lower().value().signum()).isZero();
        }
    }

    @Property(tries = 500, seed = SEED)
    void bracketHoldsTheMaximumNormRadius(@ForAll long seed) {
        checkBracket(problem(seed, Norm.LINF), seed);
    }

    @Property(tries = 500, seed = SEED)
    void bracketHoldsTheEuclideanRadius(@ForAll long seed) {
        checkBracket(problem(seed, Norm.L2), seed);
    }

    @Property(tries = 500, seed = SEED)
    void bracketHoldsTheSumNormRadius(@ForAll long seed) {
        checkBracket(problem(seed, Norm.L1), seed);
    }

    /** Every other problem starts from an attack's witness, the others from nothing. */
    private void checkBracket(Problem problem, long seed) {
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Optional<Witness> incumbent =
                (seed & 2) == 0 ? AttackStage.run(problem, compiled, seed, Duration.ofSeconds(1)) : Optional.empty();
        Outcome outcome = engine.solve(problem, compiled, incumbent, limits(seed));
        checkBracket(problem, outcome, EnumerationOracle.solve(problem).radius());
        checkProof(problem, outcome);
    }

    static void checkBracket(Problem problem, Outcome outcome, Radius exact) {
        assertThat(outcome.stopped()).isEmpty();
        assertThat(outcome.lower()).isLessThanOrEqualTo(exact);
        assertThat(outcome.verdict() == Verdict.NONE).isEqualTo(!exact.isFinite());
        assertThat(outcome.witness().isPresent()).isEqualTo(exact.isFinite());
        outcome.witness().ifPresent(witness -> {
            assertThat(problem.isUnsafe(witness.point())).isTrue();
            assertThat(problem.distance(witness.point())).isEqualTo(witness.distance());
            assertThat(exact).isLessThanOrEqualTo(witness.distance());
            double upper = witness.distance().ceiling();
            assertThat(outcome.lower().floor()).isGreaterThanOrEqualTo(upper * (1 - CLOSED));
        });
    }

    /** Negative control: the check refuses a bracket whose lower end lies above the radius, and a wide one. */
    @Test
    void aWrongBracketIsSeen() {
        Problem problem = RandomNetworks.problem(3, RandomNetworks.Size.TINY, Norm.LINF);
        Radius exact = EnumerationOracle.solve(problem).radius();
        Outcome outcome = engine.solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), limits(0));
        checkBracket(problem, outcome, exact);
        for (double factor : new double[] {1 + 2e-9, 1 - 2e-9}) {
            Radius wrong = Radius.ofLength(Norm.LINF, Rational.of(exact.floor() * factor));
            Outcome other = new Outcome(
                    outcome.verdict(), wrong, outcome.lowerBy(), outcome.witness(), outcome.stopped(), outcome.nodes());
            assertThatThrownBy(() -> checkBracket(problem, other, exact)).isInstanceOf(AssertionError.class);
        }
    }

    @Property(tries = 200, seed = SEED)
    void upToAgreesWithTheRadius(@ForAll long seed, @ForAll Norm norm) {
        Problem problem = problem(seed, norm);
        Radius exact = EnumerationOracle.solve(problem).radius();
        Assume.that(exact.isFinite() && exact.value().signum() > 0);
        double radius = exact.ceiling();
        checkUpTo(problem, radius * (1 - 1e-8), Verdict.ABOVE);
        checkUpTo(problem, radius * (1 + 1e-8), Verdict.BELOW);
        checkUpTo(problem, radius / 3, Verdict.ABOVE);
        checkUpTo(problem, radius * 3, Verdict.BELOW);
    }

    private void checkUpTo(Problem problem, double limit, Verdict expected) {
        Radius asked = Radius.ofLength(problem.norm(), Rational.of(limit));
        Outcome outcome = engine.solve(
                problem,
                CompiledNetwork.of(problem.network()),
                Optional.empty(),
                limits(0).upTo(asked));
        assertThat(outcome.verdict()).isEqualTo(expected);
        switch (expected) {
            case ABOVE -> {
                assertThat(outcome.lower()).isEqualTo(asked);
                checkProof(problem, outcome);
            }
            case BELOW -> {
                Witness witness = outcome.witness().orElseThrow();
                assertThat(problem.isUnsafe(witness.point())).isTrue();
                assertThat(witness.distance()).isLessThanOrEqualTo(asked);
            }
            case BRACKET, NONE -> throw new AssertionError(expected);
        }
    }
}
