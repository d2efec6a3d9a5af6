package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.cells.StrictNearest;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Where all conditions are strict, the nearest point is usually excluded and the radius an infimum that no point attains: the lower end is that very number,
 * the upper one the distance of a point hardly farther, and the work ends long before its time.
 */
class StrictConditionsTest {
    private static final double CLOSED = 1e-9;
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final Duration QUICK = Duration.ofMinutes(1);

    private static Problem strict(Problem problem) {
        UnsafeSet strict = new UnsafeSet(problem.unsafe().disjuncts().stream()
                .map(disjunct -> disjunct.stream()
                        .map(c -> new Condition(c.input(), c.output(), Condition.Relation.BELOW_ZERO))
                        .toList())
                .toList());
        Box domain = problem.domain().isBounded()
                ? problem.domain()
                : Box.uniform(problem.network().inputSize(), Rational.of(-4), Rational.of(4));
        return new Problem(problem.network(), problem.centre(), problem.norm(), domain, strict);
    }

    private static Outcome solve(Problem problem) {
        long start = System.nanoTime();
        Outcome outcome = new SearchEngine()
                .solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), Limits.of(TIME));
        assertThat(System.nanoTime() - start).isLessThan(QUICK.toNanos());
        return outcome;
    }

    /** How many of the problems have a radius that is not attained; all are solved. At least so many have a plateau at their closed distance. */
    private static int solveAll(LongFunction<Problem> problems, int count, int leastPlateaus) {
        int missed = 0;
        int plateaus = 0;
        for (long seed = 0; seed < count; seed++) {
            Problem problem = strict(problems.apply(seed));
            if (problem.unsafe().contains(problem.centre(), problem.output(problem.centre()))) {
                continue;
            }
            Optional<StrictNearest> expected = ExactRadius.below(problem);
            Optional<Radius> closed = ExactRadius.atMost(problem).map(Nearest::radius);
            plateaus += closed.equals(expected.map(StrictNearest::radius)) ? 0 : 1;
            Outcome outcome = solve(problem);
            String text = "seed " + seed + " " + problem.norm() + " "
                    + expected.map(e -> e.radius().value());
            assertThat(outcome.stopped()).as(text).isEmpty();
            if (expected.isEmpty()) {
                assertThat(outcome.verdict()).as(text).isEqualTo(Outcome.Verdict.NONE);
            } else {
                Radius radius = expected.get().radius();
                assertThat(outcome.lower()).as(text).isEqualTo(radius);
                var witness = outcome.witness().orElseThrow();
                assertThat(problem.isUnsafe(witness.point())).as(text).isTrue();
                assertThat(witness.distance().ceiling()).as(text).isLessThanOrEqualTo(radius.ceiling() * (1 + CLOSED));
                missed += outcome.isExact() ? 0 : 1;
            }
            if (radius(outcome).isPresent()) {
                refuteBeyond(problem, outcome);
            }
        }
        assertThat(plateaus).isGreaterThanOrEqualTo(leastPlateaus);
        return missed;
    }

    private static Optional<Radius> radius(Outcome outcome) {
        return Optional.of(outcome.lower())
                .filter(r -> r.isFinite() && r.value().signum() > 0);
    }

    /** The proof holds in both arithmetics, and not a hair farther. */
    private static void refuteBeyond(Problem problem, Outcome outcome) {
        String proof = SearchEngineProperties.proof(outcome);
        Radius beyond = new Radius(problem.norm(), outcome.lower().value().add(Rational.parse("1e-30")));
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(NaiveProver.check(problem, new Assertion.RadiusAtLeast(outcome.lower()), proof, arithmetic)
                            .isValid())
                    .isTrue();
            assertThat(NaiveProver.check(problem, new Assertion.RadiusAtLeast(beyond), proof, arithmetic)
                            .isValid())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInfimumThatNoPointAttainsIsProved(Norm norm) {
        assertThat(solveAll(seed -> RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm), 40, 1))
                .isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void alsoAtCornersAndTies(Norm norm) {
        assertThat(solveAll(seed -> KinksAndTies.corner(seed, norm), 30, 0)).isGreaterThan(5);
        assertThat(solveAll(seed -> KinksAndTies.mirrored(seed, norm), 30, 0)).isGreaterThan(5);
    }
}
