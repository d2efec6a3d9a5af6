package io.github.relucert.milp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MilpEngineTest {
    private static final Limits LIMITS = Limits.of(Duration.ofSeconds(60));

    private final MilpEngine engine = new MilpEngine();

    private Outcome solve(Problem problem, Limits limits) {
        return engine.solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), limits);
    }

    /** A random dense network of the given sizes, its centre and a box of side 2 around it. */
    static Problem random(Norm norm, long seed, int... sizes) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][][] weights = new double[sizes.length - 1][][];
        double[][] biases = new double[sizes.length - 1][];
        for (int k = 0; k < weights.length; k++) {
            double scale = Math.sqrt(2.0 / sizes[k]);
            int columns = sizes[k];
            weights[k] = IntStream.range(0, sizes[k + 1])
                    .mapToObj(i -> IntStream.range(0, columns)
                            .mapToDouble(j -> scale * random.nextGaussian())
                            .toArray())
                    .toArray(double[][]::new);
            biases[k] = IntStream.range(0, sizes[k + 1])
                    .mapToDouble(i -> 0.1 * random.nextGaussian())
                    .toArray();
        }
        Network network = Examples.dense(weights, biases);
        double[] centre = random.doubles(sizes[0], -0.5, 0.5).toArray();
        double[] scores = CompiledNetwork.of(network).evaluate(centre);
        int label = IntStream.range(0, scores.length)
                .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                .orElseThrow();
        return new Problem(
                network,
                Examples.point(centre),
                norm,
                Box.uniform(sizes[0], Rational.of(-1), Rational.ONE),
                UnsafeSet.misclassified(label, scores.length));
    }

    /** |x| as two ReLUs; the second class wins where |x_1| + |x_2| >= 1, on the whole boundary of a diamond. */
    private static Problem diamond(Norm norm, double x, double y) {
        Network network = Examples.dense(
                new double[][][] {{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}, {{-1, -1, -1, -1}, {0, 0, 0, 0}}},
                new double[][] {{0, 0, 0, 0}, {1, 0}});
        return new Problem(network, Examples.point(x, y), norm, Box.unbounded(2), UnsafeSet.misclassified(0, 2));
    }

    /** A small ball is settled by bounds alone, a radius never: the claim names whose word it rests on. */
    @Test
    void claimsNameWhoSettledThem() {
        Problem problem = random(Norm.LINF, 4, 5, 20, 20, 3);
        Outcome small = solve(problem, LIMITS.upTo(new Radius(Norm.LINF, Rational.parse("1e-6"))));
        assertThat(small.verdict()).isEqualTo(Outcome.Verdict.ABOVE);
        assertThat(small.lowerBy().text()).isEqualTo("claim:CROWN");
        Outcome whole = solve(problem, LIMITS);
        assertThat(whole.lower().floor()).isPositive();
        assertThat(whole.lowerBy().text()).isIn("claim:GLOP", "claim:SCIP");
    }

    /** Four nearest points at once, each as good as the others. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void tiesBetweenWitnesses(Norm norm) {
        double expected = switch (norm) {
            case LINF -> 0.5;
            case L2 -> Math.sqrt(0.5);
            case L1 -> 1;
        };
        Outcome outcome = solve(diamond(norm, 0, 0), LIMITS);
        Radius upper = outcome.witness().map(Witness::distance).orElseThrow();
        assertThat(upper).isEqualTo(new Radius(norm, norm == Norm.L1 ? Rational.ONE : Rational.of(1, 2)));
        assertThat(outcome.lower().floor()).isBetween(expected * (1 - 1e-6), expected);
    }

    @Test
    void deadNeuronsAndInputsThatDoNotMatter() {
        Network network = Examples.dense(
                new double[][][] {{{1, 0, 0}, {0, 1, 0}, {-1, -1, 0}}, {{1, 1, 0}, {0, 0, 1}}}, new double[][] {
                    {0, 0, -50}, {0, 1}
                });
        Problem problem = new Problem(
                network,
                Examples.point(2, 2, 0),
                Norm.LINF,
                Box.uniform(3, Rational.of(-4), Rational.of(4)),
                UnsafeSet.misclassified(0, 2));
        Outcome outcome = solve(problem, LIMITS);
        assertThat(outcome.witness().orElseThrow().distance().value()).isEqualTo(Rational.of(3, 2));
    }

    /** A network that does not depend on its input. */
    @Test
    void constantNetwork() {
        Network network = Examples.dense(new double[][][] {{{0, 0}, {0, 0}}}, new double[][] {{2, 1}});
        Problem bounded = new Problem(
                network,
                Examples.point(0, 0),
                Norm.L2,
                Box.uniform(2, Rational.of(-1), Rational.ONE),
                UnsafeSet.misclassified(0, 2));
        assertThat(solve(bounded, LIMITS).verdict()).isEqualTo(Outcome.Verdict.NONE);
        Problem open =
                new Problem(network, Examples.point(0, 0), Norm.L2, Box.unbounded(2), UnsafeSet.misclassified(0, 2));
        Outcome outcome = solve(open, LIMITS);
        assertThat(outcome.verdict()).isEqualTo(Outcome.Verdict.BRACKET);
        assertThat(outcome.witness()).isEmpty();
        assertThat(outcome.lower().floor()).isGreaterThan(1000);
    }

    @Test
    void frozenDomain() {
        Problem problem = diamond(Norm.LINF, 0, 0);
        Problem frozen = new Problem(
                problem.network(),
                problem.centre(),
                Norm.LINF,
                new Box(Examples.point(0, -3), Examples.point(0, 3)),
                problem.unsafe());
        assertThat(solve(frozen, LIMITS).witness().orElseThrow().distance().value())
                .isEqualTo(Rational.ONE);
        Problem still = new Problem(
                problem.network(),
                problem.centre(),
                Norm.LINF,
                new Box(Examples.point(0, 0), Examples.point(0, 0)),
                problem.unsafe());
        assertThat(solve(still, LIMITS).verdict()).isEqualTo(Outcome.Verdict.NONE);
    }

    /** Regression: |f - f(x0)| >= T. */
    @Test
    void deviation() {
        Network network = Examples.dense(new double[][][] {{{1, 0}, {0, 1}}, {{1, -2}}}, new double[][] {{0, 0}, {0}});
        Problem problem = new Problem(
                network,
                Examples.point(1, 1),
                Norm.LINF,
                Box.unbounded(2),
                UnsafeSet.deviation(List.of(Rational.of(-1)), Rational.of(3, 4)));
        assertThat(solve(problem, LIMITS).witness().orElseThrow().distance().value())
                .isEqualTo(Rational.of(1, 4));
    }

    /** A conjunction: both outputs at most zero at once, and a condition on the input. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void conjunctions(Norm norm) {
        Network network =
                Examples.dense(new double[][][] {{{1, 1}, {1, -1}}, {{1, 0}, {0, 1}}}, new double[][] {{0, 0}, {-1, -1}
                });
        UnsafeSet unsafe = new UnsafeSet(List.of(List.of(
                Condition.onOutput(LinearForm.single(0, Rational.ONE, Rational.ZERO)),
                Condition.onOutput(LinearForm.single(1, Rational.ONE, Rational.ZERO)),
                new Condition(
                        LinearForm.single(0, Rational.ONE, Rational.of(1, 4)),
                        LinearForm.zero(),
                        Condition.Relation.AT_MOST_ZERO))));
        Problem problem = new Problem(
                network, Examples.point(3, 1), norm, Box.uniform(2, Rational.of(-8), Rational.of(8)), unsafe);
        Outcome outcome = solve(problem, LIMITS);
        Radius exact = EnumerationOracle.solve(problem).radius();
        assertThat(outcome.witness().orElseThrow().distance()).isEqualTo(exact);
        assertThat(outcome.lower().floor()).isBetween(exact.floor() * (1 - 1e-6), exact.floor());
    }

    @Test
    void noDisjunctsNoUnsafePoint() {
        Problem problem = diamond(Norm.LINF, 0, 0);
        Problem safe =
                new Problem(problem.network(), problem.centre(), Norm.LINF, problem.domain(), new UnsafeSet(List.of()));
        assertThat(solve(safe, LIMITS).verdict()).isEqualTo(Outcome.Verdict.NONE);
    }

    @Test
    void twoThreadsGiveTheSameRadius() {
        Problem problem = random(Norm.LINF, 7, 6, 14, 14, 5);
        Limits two = new Limits(Duration.ofSeconds(60), 2, Optional.empty(), () -> false);
        double one = solve(problem, LIMITS).witness().orElseThrow().distance().ceiling();
        double other = solve(problem, two).witness().orElseThrow().distance().ceiling();
        assertThat(Math.abs(one - other)).isLessThan(1e-6 * one);
    }

    /** A network that takes far longer than the limit: what is returned is in time and honest. */
    @Test
    void timeLimit() {
        Problem problem = random(Norm.LINF, 1, 60, 120, 120, 100, 10);
        long start = System.nanoTime();
        Outcome outcome = solve(problem, Limits.of(Duration.ofSeconds(3)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(outcome.stopped()).contains(Outcome.Stop.TIMEOUT);
        assertThat(outcome.lower().value().signum()).isPositive();
        outcome.witness().ifPresent(w -> assertThat(outcome.lower()).isLessThanOrEqualTo(w.distance()));
    }

    @Test
    void interrupt() throws InterruptedException {
        Problem problem = random(Norm.LINF, 1, 60, 120, 120, 100, 10);
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread canceller = Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(700);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            cancelled.set(true);
        });
        long start = System.nanoTime();
        Limits limits = new Limits(Duration.ofMinutes(10), 2, Optional.empty(), cancelled::get);
        Outcome outcome = solve(problem, limits);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(outcome.stopped()).contains(Outcome.Stop.INTERRUPTED);
        canceller.join();
    }

    @Test
    void alreadyCancelled() {
        Problem problem = random(Norm.L2, 1, 30, 60, 60, 40, 5);
        Outcome outcome = solve(problem, new Limits(Duration.ofMinutes(10), 1, Optional.empty(), () -> true));
        assertThat(outcome.stopped()).contains(Outcome.Stop.INTERRUPTED);
        assertThat(outcome.lower().value().signum()).isNotNegative();
    }
}
