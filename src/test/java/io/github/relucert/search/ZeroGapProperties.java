package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.search.TreeSearch.Goal;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The radius as an exact number, equal to the oracle's, proved without a gap in both arithmetics; also on kinks and where witnesses tie. */
class ZeroGapProperties {
    private static final Pattern SPLIT_WEIGHT = Pattern.compile("(?m)^b (?:\\d+:0 )*\\d+:([1-9]\\d*)\\b");

    private static Outcome solve(Problem problem, int threads) {
        Limits limits = new Limits(Duration.ofMinutes(2), threads, Optional.empty(), () -> false);
        return new SearchEngine().solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), limits);
    }

    /** Both ends are the oracle's number, and the proof of the lower one holds. */
    private static void requireExact(Problem problem, Outcome outcome, Radius radius) {
        assertThat(outcome.lower()).isEqualTo(radius);
        assertThat(outcome.stopped()).isEmpty();
        if (radius.isFinite()) {
            assertThat(outcome.isExact()).isTrue();
            assertThat(problem.isUnsafe(outcome.witness().orElseThrow().point()))
                    .isTrue();
        }
        SearchEngineProperties.checkProof(problem, outcome);
    }

    /** Solves so many problems whose radius is finite and positive, exactly; counts those with a trait of their witness. */
    private static int solveAll(LongFunction<Problem> problems, int count) {
        int kinks = 0;
        int solved = 0;
        for (long seed = 0; solved < count; seed++) {
            Problem problem = problems.apply(seed);
            if (problem.isUnsafe(problem.centre())) {
                continue;
            }
            Radius radius = EnumerationOracle.solve(problem).radius();
            if (radius.isFinite()) {
                Outcome outcome = solve(problem, 1 + (int) (seed & 1));
                requireExact(problem, outcome, radius);
                solved++;
                kinks += KinksAndTies.isOnKink(
                                problem.network(),
                                outcome.witness().orElseThrow().point())
                        ? 1
                        : 0;
            }
        }
        return kinks;
    }

    @ParameterizedTest
    @EnumSource
    void randomNetworksHaveTheOraclesRadius(Norm norm) {
        solveAll(seed -> RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm), 240);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void manyRandomNetworksHaveTheOraclesRadius(Norm norm) {
        solveAll(seed -> RandomNetworks.problem(1_000_000 + seed, RandomNetworks.Size.TINY, norm), 2_000);
    }

    @ParameterizedTest
    @EnumSource
    void witnessesOnKinksAreExact(Norm norm) {
        assertThat(solveAll(seed -> KinksAndTies.corner(seed, norm), 200))
                .as("witnesses on a kink")
                .isGreaterThanOrEqualTo(100);
    }

    /** With a nearest point its mirror image is one too: at least two leaves are critical. */
    @ParameterizedTest
    @EnumSource
    void tiesAreExact(Norm norm) {
        solveAll(seed -> KinksAndTies.mirrored(seed, norm), 60);
    }

    @ParameterizedTest
    @EnumSource
    void theProofIsTheSameOnAnyNumberOfThreads(Norm norm) {
        for (long seed = 0; seed < 10; seed++) {
            Problem problem = KinksAndTies.corner(seed, norm);
            assertThat(SearchEngineProperties.proof(solve(problem, 3)))
                    .isEqualTo(SearchEngineProperties.proof(solve(problem, 1)));
        }
    }

    /** Negative controls: another number is seen, and the proof of the radius proves not a unit of its numerator more. */
    @ParameterizedTest
    @EnumSource
    void aUnitMoreIsRejected(Norm norm) {
        for (long seed = 0; seed < 20; seed++) {
            Problem problem = KinksAndTies.corner(seed, norm);
            Radius radius = EnumerationOracle.solve(problem).radius();
            if (!radius.isFinite()) {
                continue;
            }
            Outcome outcome = solve(problem, 1);
            Rational unit =
                    Rational.of(BigInteger.ONE, radius.value().denominator().shiftLeft(100));
            Radius more = new Radius(norm, radius.value().add(unit));
            assertThatThrownBy(() -> requireExact(problem, outcome, more)).isInstanceOf(AssertionError.class);
            for (Arithmetic arithmetic : Arithmetic.values()) {
                assertThat(accepts(problem, radius, SearchEngineProperties.proof(outcome), arithmetic))
                        .isTrue();
                assertThat(accepts(problem, more, SearchEngineProperties.proof(outcome), arithmetic))
                        .isFalse();
            }
        }
    }

    private static boolean accepts(Problem problem, Radius radius, String proof, Arithmetic arithmetic) {
        return NaiveProver.check(problem, new Assertion.RadiusAtLeast(radius), proof, arithmetic)
                .isValid();
    }

    /** Negative control: a critical leaf's weight that is off by one no longer refutes at the radius. */
    @ParameterizedTest
    @EnumSource
    void aWeightOffByOneIsRejected(Norm norm) {
        int changed = 0;
        for (long seed = 0; seed < 40; seed++) {
            Problem problem = KinksAndTies.corner(seed, norm);
            Radius radius = EnumerationOracle.solve(problem).radius();
            if (!radius.isFinite()) {
                continue;
            }
            String proof = SearchEngineProperties.proof(solve(problem, 1));
            Matcher matcher = SPLIT_WEIGHT.matcher(proof);
            if (matcher.find()) {
                BigInteger weight = new BigInteger(matcher.group(1)).add(BigInteger.ONE);
                String wrong = proof.substring(0, matcher.start(1)) + weight + proof.substring(matcher.end(1));
                changed += accepts(problem, radius, wrong, Arithmetic.EXACT) ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan(5);
    }

    /** When there is no time for it, the tree is what it was and proves its bracket. */
    @Test
    void withoutTimeTheTreeStaysAsGood() {
        Problem problem = KinksAndTies.corner(1, Norm.L2);
        StopSignal never =
                new StopSignal(System.nanoTime() + Duration.ofHours(1).toNanos(), () -> false);
        StopSignal over = new StopSignal(System.nanoTime() - 1, () -> false);
        Outcome solved = solve(problem, 1);
        Question question = Question.of(problem, CompiledNetwork.of(problem.network()), false);
        double ball = solved.witness().orElseThrow().distance().ceiling();
        try (TreeSearch search = new TreeSearch(
                question, Goal.LEAST, solved.witness(), ball, 1, NodeWorker::new, new Stopwatch(System::nanoTime))) {
            assertThat(search.run(never)).isEmpty();
            assertThat(new ZeroGap(search, 1, over).prove()).isEmpty();
            Radius below = Radius.ofLength(Norm.L2, Rational.of(search.leastValue() * (1 - 1e-9)));
            assertThat(search.certification(Double.POSITIVE_INFINITY, 1, new CheckingTime(never))
                            .certify(new Assertion.RadiusAtLeast(below)))
                    .isInstanceOf(Certification.Accepted.class);
            assertThat(new ZeroGap(search, 1, never).prove()).isPresent();
        }
    }

    /** A witness that is not the nearest point is replaced by the nearest one, whose coordinates are no doubles. */
    @Test
    void anIncumbentThatIsRoundedGivesWay() {
        Problem problem = KinksAndTies.corner(1, Norm.LINF);
        Radius radius = EnumerationOracle.solve(problem).radius();
        assertThat(List.of(radius.isFinite(), solve(problem, 1).lower().equals(radius)))
                .containsOnly(true);
    }
}
