package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttackStageTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private static Optional<Witness> run(Problem problem) {
        return AttackStage.run(problem, CompiledNetwork.of(problem.network()), 1, AMPLE);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void neverBelowTheEnumeratedRadiusAndMostlyEqualToIt(Norm norm) {
        int equal = 0;
        int finite = 0;
        for (long seed = 300; seed < 340; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm);
            Optional<Witness> witness = run(problem);
            Radius truth = EnumerationOracle.solve(problem).radius();
            finite += truth.isFinite() ? 1 : 0;
            if (witness.isPresent()) {
                assertThat(problem.isUnsafe(witness.get().point())).isTrue();
                assertThat(witness.get().distance())
                        .isEqualTo(problem.distance(witness.get().point()));
                assertThat(witness.get().distance()).as("seed %d", seed).isGreaterThanOrEqualTo(truth);
                equal += witness.get().distance().equals(truth) ? 1 : 0;
            }
        }
        assertThat(finite).isGreaterThan(10);
        assertThat(equal).isGreaterThanOrEqualTo(finite * 9 / 10);
    }

    @Test
    void theSameSeedGivesTheSameWitness() {
        for (long seed = 0; seed < 6; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, Norm.L2);
            assertThat(run(problem)).isEqualTo(run(problem));
        }
    }

    /** {@code f(x) = |3 x - 1|} in one input. */
    private static Network tent() {
        Affine split = new Affine(
                "split", List.of(new Affine.Term(0, new Dense(2, 1, new double[] {3, -3}))), new double[] {-1, 1});
        Relu relu = new Relu("relu", 1, 2);
        Affine sum =
                new Affine("sum", List.of(new Affine.Term(2, new Dense(1, 2, new double[] {1, 1}))), new double[1]);
        return new Network(FloatType.FLOAT64, List.of(1), List.of(split, relu, sum));
    }

    private static Problem tent(Norm norm, Box domain, Rational threshold) {
        return new Problem(tent(), List.of(Rational.ZERO), norm, domain, UnsafeSet.acrossThreshold(1, threshold));
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void findsAnUnsafeSetThatIsASinglePointNoDoubleEquals(Norm norm) {
        Witness witness = run(tent(norm, Box.unbounded(1), Rational.ZERO)).orElseThrow();
        assertThat(witness.point()).containsExactly(Rational.of(1, 3));
        // One step below the kink nothing is unsafe, so the search must come back empty-handed.
        assertThat(run(tent(norm, Box.unbounded(1), Rational.of(-1, 1000)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void findsAWitnessOnTheDomainsBorder(Norm norm) {
        Box domain = new Box(List.of(Rational.of(-1)), List.of(Rational.of(1, 5)));
        Witness witness = run(tent(norm, domain, Rational.of(2, 5))).orElseThrow();
        assertThat(witness.point()).containsExactly(Rational.of(1, 5));
        Box smaller = new Box(List.of(Rational.of(-1)), List.of(Rational.of(199, 1000)));
        assertThat(run(tent(norm, smaller, Rational.of(2, 5)))).isEmpty();
    }

    @Test
    void goesFarOutWhereTheDomainIsUnbounded() {
        Affine layer = new Affine(
                "scores", List.of(new Affine.Term(0, new Dense(1, 1, new double[] {0x1p-20}))), new double[] {-1});
        Network network = new Network(FloatType.FLOAT64, List.of(1), List.of(layer));
        Problem problem = new Problem(
                network,
                List.of(Rational.ZERO),
                Norm.LINF,
                Box.unbounded(1),
                UnsafeSet.acrossThreshold(-1, Rational.ZERO));
        assertThat(run(problem).orElseThrow().distance().value()).isEqualTo(Rational.of(1 << 20));
    }

    @Test
    void conjunctionsMixConditionsOnInputAndOutput() {
        // Unsafe: |3 x - 1| <= 1/2 and x >= 2/5.
        Condition low = Condition.onOutput(LinearForm.single(0, Rational.ONE, Rational.of(-1, 2)));
        Condition right = new Condition(
                LinearForm.single(0, Rational.of(-1), Rational.of(2, 5)),
                LinearForm.zero(),
                Condition.Relation.AT_MOST_ZERO);
        UnsafeSet unsafe = new UnsafeSet(List.of(List.of(low, right)));
        Problem problem = new Problem(tent(), List.of(Rational.ZERO), Norm.L2, Box.unbounded(1), unsafe);
        assertThat(run(problem).orElseThrow().point()).containsExactly(Rational.of(2, 5));
    }

    @Test
    void aStrictConditionIsMetFromOutside() {
        // Unsafe: |3 x - 1| < 1/2; the nearest unsafe point does not exist, its infimum is 1/6.
        LinearForm below = LinearForm.single(0, Rational.ONE, Rational.of(-1, 2));
        Condition strict = new Condition(LinearForm.zero(), below, Condition.Relation.BELOW_ZERO);
        UnsafeSet unsafe = new UnsafeSet(List.of(List.of(strict)));
        Problem problem = new Problem(tent(), List.of(Rational.ZERO), Norm.L2, Box.unbounded(1), unsafe);
        Witness witness = run(problem).orElseThrow();
        assertThat(problem.isUnsafe(witness.point())).isTrue();
        assertThat(witness.distance().ceiling()).isBetween(1.0 / 6, 1.0 / 6 * (1 + 1e-9));
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void findsAnUnsafeSetThatIsOnlyAFace(Norm norm) {
        // |3 x - 1| over (x, y): unsafe is the line x = 1/3, cut by the domain's border y <= 0 at the centre.
        Affine split = new Affine(
                "split", List.of(new Affine.Term(0, new Dense(2, 2, new double[] {3, 0, -3, 0}))), new double[] {-1, 1
                });
        Relu relu = new Relu("relu", 1, 2);
        Affine sum =
                new Affine("sum", List.of(new Affine.Term(2, new Dense(1, 2, new double[] {1, 1}))), new double[1]);
        Network network = new Network(FloatType.FLOAT64, List.of(2), List.of(split, relu, sum));
        Box domain = new Box(List.of(Rational.of(-1), Rational.of(-1)), List.of(Rational.of(1), Rational.ZERO));
        Problem problem = new Problem(
                network,
                List.of(Rational.ZERO, Rational.ZERO),
                norm,
                domain,
                UnsafeSet.acrossThreshold(1, Rational.ZERO));
        Witness witness = run(problem).orElseThrow();
        assertThat(witness.point().getFirst()).isEqualTo(Rational.of(1, 3));
        assertThat(witness.distance()).isEqualTo(Radius.ofLength(norm, Rational.of(1, 3)));
    }

    @Test
    void regressionLooksInBothDirections() {
        UnsafeSet unsafe = UnsafeSet.deviation(List.of(Rational.ONE), Rational.of(1, 2));
        Problem problem = new Problem(tent(), List.of(Rational.ZERO), Norm.L1, Box.unbounded(1), unsafe);
        assertThat(run(problem).orElseThrow().distance().value()).isEqualTo(Rational.of(1, 6));
    }

    @Test
    void stopsWhenTimeIsUp() {
        Problem problem = RandomNetworks.problem(9, RandomNetworks.Size.SMALL, Norm.L1);
        long start = System.nanoTime();
        Optional<Witness> witness =
                AttackStage.run(problem, CompiledNetwork.of(problem.network()), 1, Duration.ofNanos(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        witness.ifPresent(w -> assertThat(problem.isUnsafe(w.point())).isTrue());
    }

    /** Cancelled from the start it does what it does without time, and not what it does with ample time. */
    @Test
    void stopsWhenCancelled() {
        Problem problem = RandomNetworks.problem(9, RandomNetworks.Size.SMALL, Norm.L1);
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Optional<Witness> cancelled = AttackStage.run(problem, compiled, 1, AMPLE, () -> true);
        assertThat(cancelled).isEqualTo(AttackStage.run(problem, compiled, 1, Duration.ofNanos(1)));
        assertThat(cancelled).isNotEqualTo(run(problem));
    }
}
