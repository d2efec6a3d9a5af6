package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.github.relucert.bounds.BoundMethod;
import io.github.relucert.bounds.CrownPropagation;
import io.github.relucert.bounds.IntervalPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.contract.Samples;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.milp.MilpEngine;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.search.SearchEngine;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.train.OrtModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operator through all that answers rest on, in a tiny model: reader and exact evaluation against ONNX Runtime; bounds, the
 * mixed-integer engine, the search and its proofs against exact enumeration. Each has a control that means something else.
 */
class OperatorsAgainstOracleTest {
    private static final int MOST_RELUS = 10;
    private static final double CLAIMED = 1e-6;
    private static final double CLOSED = 1e-9;
    private static final Rational SIDE = Rational.of(2);
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), 1, Optional.empty(), () -> false);

    private static final Map<String, Long> SEEDS = new ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    static Stream<OperatorCase> cases() {
        return OperatorCase.all();
    }

    private Network read(ModelBuilder model) {
        return OnnxReader.read(model.save(folder)).network();
    }

    private static Problem problem(Network network, Norm norm, long seed) {
        Random random = new Random(~seed);
        List<Rational> centre = random.ints(network.inputSize(), -8, 9)
                .mapToObj(number -> Rational.of(number, 8))
                .toList();
        List<Rational> scores =
                new ExactEvaluation(network, RationalVector.of(centre)).output().toList();
        int label = scores.get(0).compareTo(scores.get(1)) >= 0 ? 0 : 1;
        Box domain = Box.uniform(network.inputSize(), SIDE.negate(), SIDE);
        return new Problem(network, centre, norm, domain, UnsafeSet.misclassified(label, 2));
    }

    /** The first seed whose problem has an answer between nothing and infinity, and the control another one. */
    private long seed(OperatorCase operator) {
        return SEEDS.computeIfAbsent(operator.toString(), name -> firstSeed(operator));
    }

    private long firstSeed(OperatorCase operator) {
        return LongStream.range(0, 100)
                .filter(seed -> {
                    Radius radius = radius(read(operator.model(seed)), Norm.LINF, seed);
                    return radius.isFinite()
                            && radius.value().signum() > 0
                            && !radius.equals(radius(read(operator.otherModel(seed)), Norm.LINF, seed));
                })
                .findFirst()
                .orElseThrow();
    }

    private static Radius radius(Network network, Norm norm, long seed) {
        return EnumerationOracle.solve(problem(network, norm, seed)).radius();
    }

    private static void compare(Network network, OrtModel oracle) throws OrtException {
        Random random = new Random(5);
        for (int n = 0; n < 20; n++) {
            double[] x = random.ints(network.inputSize(), -32, 33)
                    .mapToDouble(number -> number / 16.0)
                    .toArray();
            OperatorProperties.assertClose(
                    new ExactEvaluation(network, RationalVector.of(x)).output(), oracle.evaluate(x));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readerAndExactEvaluationAgreeWithOnnxRuntime(OperatorCase operator) throws OrtException {
        ModelBuilder model = operator.model(seed(operator));
        Network network = read(model);
        assertThat(network.neuronCount()).isBetween(1, MOST_RELUS);
        try (OrtModel oracle = new OrtModel(model.bytes())) {
            compare(network, oracle);
        }
        try (OrtModel other = new OrtModel(operator.otherModel(seed(operator)).bytes())) {
            assertThatThrownBy(() -> compare(network, other)).isInstanceOf(AssertionError.class);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void boundsHoldEveryPreActivation(OperatorCase operator) {
        long seed = seed(operator);
        Problem problem = problem(read(operator.model(seed)), Norm.L2, seed);
        Region region = Region.of(problem, 0.75);
        for (BoundMethod method : List.of(new IntervalPropagation(), new CrownPropagation())) {
            NeuronBounds bounds = method.bound(CompiledNetwork.of(problem.network()), region);
            SplittableRandom random = new SplittableRandom(seed);
            for (int n = 0; n < 50; n++) {
                double[] x = Samples.draw(region, random, n % 2 == 0);
                assertThat(outside(bounds, new ExactEvaluation(problem.network(), RationalVector.of(x))))
                        .isZero();
            }
            // Control: far from the ball some neuron leaves its bounds.
            double[] corner = new double[region.size()];
            Arrays.setAll(corner, k -> region.centre(k) > 0 ? -50 : 50);
            assertThat(outside(bounds, new ExactEvaluation(problem.network(), RationalVector.of(corner))))
                    .isPositive();
        }
    }

    private static int outside(NeuronBounds bounds, ExactEvaluation values) {
        int count = 0;
        for (int relu = 0; relu < bounds.layers(); relu++) {
            for (int i = 0; i < bounds.size(relu); i++) {
                Rational z = values.preActivation(relu).get(i);
                boolean inside = z.compareTo(Rational.of(bounds.lower(relu, i))) >= 0
                        && z.compareTo(Rational.of(bounds.upper(relu, i))) <= 0;
                count += inside ? 0 : 1;
            }
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bothEnginesFindTheOraclesRadius(OperatorCase operator) throws IOException {
        long seed = seed(operator);
        Network network = read(operator.model(seed));
        Radius other = radius(read(operator.otherModel(seed)), Norm.LINF, seed);
        for (Norm norm : Norm.values()) {
            Problem problem = problem(network, norm, seed);
            Radius exact = EnumerationOracle.solve(problem).radius();
            Outcome searched = solve(new SearchEngine(), problem);
            checkBracket(problem, searched, exact, CLOSED);
            checkProof(problem, searched);
            checkBracket(problem, solve(new MilpEngine(), problem), exact, CLAIMED);
            if (norm == Norm.LINF) {
                assertThatThrownBy(() -> checkBracket(problem, searched, other, CLOSED))
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    private static Outcome solve(Engine engine, Problem problem) {
        return engine.solve(problem, CompiledNetwork.of(problem.network()), Optional.empty(), LIMITS);
    }

    private static void checkBracket(Problem problem, Outcome outcome, Radius exact, double width) {
        assertThat(outcome.stopped()).isEmpty();
        Radius upper = outcome.witness().orElseThrow().distance();
        assertThat(problem.isUnsafe(outcome.witness().orElseThrow().point())).isTrue();
        assertThat(outcome.lower()).isLessThanOrEqualTo(exact);
        assertThat(exact).isLessThanOrEqualTo(upper);
        assertThat(outcome.lower().floor()).isGreaterThanOrEqualTo(upper.ceiling() * (1 - width));
    }

    private static void checkProof(Problem problem, Outcome outcome) throws IOException {
        ProofBody body = ((Outcome.Proved) outcome.lowerBy()).body().orElseThrow();
        StringBuilder proof = new StringBuilder();
        body.writeTo(proof);
        for (Arithmetic arithmetic : Arithmetic.values()) {
            assertThat(NaiveProver.check(problem, body.assertion(), proof.toString(), arithmetic)
                            .rejections())
                    .isEmpty();
        }
    }
}
