package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Stop;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SearchEngineTest {
    private final SearchEngine engine = new SearchEngine();

    private static Limits limits(int threads) {
        return new Limits(Duration.ofMinutes(2), threads, Optional.empty(), () -> false);
    }

    /** A random dense classifier around a random point of the unit box. */
    static Problem dense(long seed, Norm norm, int... widths) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>();
        for (int k = 1; k < widths.length; k++) {
            int inputs = widths[k - 1];
            double[] weights = DoubleStream.generate(() -> random.nextGaussian() * Math.sqrt(2.0 / inputs))
                    .limit((long) inputs * widths[k])
                    .toArray();
            double[] bias = DoubleStream.generate(() -> random.nextGaussian() / 10)
                    .limit(widths[k])
                    .toArray();
            Dense map = new Dense(widths[k], inputs, weights);
            layers.add(new Affine("a" + k, List.of(new Affine.Term(layers.size(), map)), bias));
            if (k + 1 < widths.length) {
                layers.add(new Relu("r" + k, layers.size(), widths[k]));
            }
        }
        Network network = new Network(FloatType.FLOAT64, List.of(widths[0]), layers);
        List<Rational> centre = random.doubles(widths[0]).mapToObj(Rational::of).toList();
        double[] scores = CompiledNetwork.of(network)
                .evaluate(centre.stream().mapToDouble(Rational::doubleNearest).toArray());
        List<Double> list = DoubleStream.of(scores).boxed().toList();
        UnsafeSet unsafe = UnsafeSet.misclassified(list.indexOf(Collections.max(list)), scores.length);
        return new Problem(network, centre, norm, Box.uniform(widths[0], Rational.ZERO, Rational.ONE), unsafe);
    }

    private Outcome solve(Problem problem, Limits limits) {
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Optional<Witness> attacked = AttackStage.run(problem, compiled, 1, Duration.ofSeconds(20));
        return engine.solve(problem, compiled, attacked, limits);
    }

    private static void assertClosed(Problem problem, Outcome outcome) {
        assertThat(outcome.stopped()).isEmpty();
        double upper = outcome.witness().orElseThrow().distance().ceiling();
        assertThat(outcome.lower().floor()).isBetween(upper * (1 - 1e-9), upper);
        SearchEngineProperties.checkProof(problem, outcome);
    }

    @ParameterizedTest
    @EnumSource
    void aTreeOfHundredsOfNodesIsClosedAndProved(Norm norm) {
        Problem problem = dense(7, norm, 10, 30, 30, 3);
        assertClosed(problem, solve(problem, limits(2)));
    }

    @ParameterizedTest
    @EnumSource
    void theAnswerIsTheSameOnAnyNumberOfThreads(Norm norm) {
        Problem problem = dense(2, norm, 8, 20, 20, 3);
        Outcome one = solve(problem, limits(1));
        assertClosed(problem, one);
        for (int threads : new int[] {2, 3}) {
            Outcome more = solve(problem, limits(threads));
            assertThat(more.nodes()).isEqualTo(one.nodes());
            assertThat(more.lower()).isEqualTo(one.lower());
            assertThat(more.witness()).isEqualTo(one.witness());
            assertThat(SearchEngineProperties.proof(more)).isEqualTo(SearchEngineProperties.proof(one));
        }
    }

    @ParameterizedTest
    @EnumSource
    void convolutionsAreClosedAndProved(Norm norm) {
        for (long seed = 0; seed < 12; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, norm);
            if (problem.domain().isBounded() && !problem.isUnsafe(problem.centre())) {
                Outcome outcome = solve(problem, limits(1));
                assertThat(outcome.stopped()).isEmpty();
                SearchEngineProperties.checkProof(problem, outcome);
            }
        }
    }

    @Test
    void aNetworkWithoutReluIsClosed() {
        Problem problem = dense(3, Norm.L2, 5, 4);
        assertClosed(problem, solve(problem, limits(1)));
    }

    @Test
    void anInterruptedSearchStillProvesALowerEnd() {
        AtomicInteger polls = new AtomicInteger();
        Problem problem = dense(11, Norm.LINF, 16, 32, 32, 32, 4);
        Outcome outcome = solve(
                problem, new Limits(Duration.ofMinutes(10), 1, Optional.empty(), () -> polls.incrementAndGet() > 4));
        assertThat(outcome.stopped()).contains(Stop.INTERRUPTED);
        assertThat(outcome.verdict()).isEqualTo(Verdict.BRACKET);
        SearchEngineProperties.checkProof(problem, outcome);
    }

    @Test
    void timeRunsOutWithAProvedBracket() {
        Problem problem = dense(7, Norm.LINF, 10, 30, 30, 3);
        Outcome outcome = solve(problem, new Limits(Duration.ofMillis(1), 2, Optional.empty(), () -> false));
        assertThat(outcome.stopped()).contains(Stop.TIMEOUT);
        double upper = outcome.witness().orElseThrow().distance().ceiling();
        assertThat(outcome.lower().floor()).isLessThan(upper);
        SearchEngineProperties.checkProof(problem, outcome);
    }
}
