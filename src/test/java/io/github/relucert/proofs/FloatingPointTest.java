package io.github.relucert.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Proved;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.search.SearchEngine;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks whose sign at the centre comes out wrong in floating point, summed in the order of the weights. One that is unsafe at its
 * centre is never certified, although it looks safe; its negative, which looks unsafe, is certified exactly.
 */
class FloatingPointTest {
    private static final double SMALLEST = Double.MIN_VALUE;

    /** {@code f(x) = sum w_i relu(x_i)}, truly negative at the centre. */
    record Trap(String name, FloatType type, double[] weights, double[] centre, int gapBits) {
        @Override
        public String toString() {
            return name;
        }

        Problem problem(int sign, Norm norm) {
            int size = weights.length;
            double[][] identity = new double[size][size];
            for (int i = 0; i < size; i++) {
                identity[i][i] = 1;
            }
            double[] signed = Arrays.stream(weights).map(w -> sign * w).toArray();
            Network network =
                    TinyNetworks.oneHidden(type, identity, new double[size], new double[][] {signed}, new double[] {0});
            List<Rational> point = Arrays.stream(centre).mapToObj(Rational::of).toList();
            Box domain = Box.uniform(size, Rational.of(-4), Rational.of(4));
            return new Problem(network, point, norm, domain, UnsafeSet.acrossThreshold(1, Rational.ZERO));
        }
    }

    static Stream<Trap> traps() {
        double large = 0x1p60;
        double[] ones = {1, 1, 1, 1};
        return Stream.of(
                new Trap("large weights cancel", FloatType.FLOAT64, new double[] {large, -1, -large, 0.5}, ones, 80),
                new Trap("1e30 beside 1e-30", FloatType.FLOAT64, new double[] {1e30, -1e-30, -1e30, 1e-31}, ones, 240),
                new Trap(
                        "subnormal numbers vanish",
                        FloatType.FLOAT64,
                        new double[] {-0.5, -0.5, -0.5, 1},
                        new double[] {SMALLEST, SMALLEST, SMALLEST, SMALLEST},
                        1080),
                new Trap(
                        "products underflow",
                        FloatType.FLOAT64,
                        new double[] {-0x1p-540, -0x1p-540, -0x1p-540, SMALLEST},
                        new double[] {0x1p-535, 0x1p-535, 0x1p-535, 1},
                        1100),
                new Trap("single precision", FloatType.FLOAT32, new double[] {0x1p25, -1, -0x1p25, 0.5}, ones, 40));
    }

    /** What a program finds that trusts its arithmetic. */
    private static double naive(Problem problem) {
        double[] values =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        boolean single = problem.network().inputType() == FloatType.FLOAT32;
        for (Layer layer : problem.network().layers()) {
            double[] before = values;
            values = new double[layer.outputSize()];
            for (int i = 0; i < values.length; i++) {
                int row = i;
                double[] sum = {0};
                switch (layer) {
                    case Relu relu -> sum[0] = Math.max(before[i], 0);
                    case Affine affine ->
                        affine.terms().getFirst().map().forEachInRow(row, (j, w) -> {
                            sum[0] += w * before[j];
                            sum[0] = single ? (float) sum[0] : sum[0];
                        });
                }
                values[i] = sum[0];
            }
        }
        return values[0];
    }

    private static List<String> proofs() {
        List<String> proofs = new ArrayList<>();
        for (String nu : List.of("n 0\n", "n 1\n", "n 1p60\n")) {
            for (String slopes : List.of("", "I 0 *\n", "I 0 *\n+ 0 *\n", "I 0 *\ns 0 * WWWW\n")) {
                for (String end : List.of("l\n", "l!\n", "H 0\nh 0:1\nl\n", "z 0 0\nl\nl\n", "z 0 1\nl!\nl!\n")) {
                    proofs.add(nu + slopes + end);
                }
            }
        }
        return proofs;
    }

    @ParameterizedTest
    @MethodSource("traps")
    void whatOnlyLooksSafeIsNeverCertified(Trap trap) {
        for (Norm norm : Norm.values()) {
            Problem problem = trap.problem(1, norm);
            assertThat(naive(problem)).as("the naive program is fooled").isPositive();
            assertThat(problem.isUnsafe(problem.centre())).isTrue();
            Radius tiny = new Radius(norm, power(-3000));
            List<Assertion> falsehoods = List.of(
                    new Assertion.RadiusAtLeast(tiny),
                    new Assertion.RobustAt(new Radius(norm, Rational.ZERO)),
                    new Assertion.RobustAt(tiny),
                    new Assertion.RobustAt(new Radius(norm, Rational.ONE)));
            for (Assertion falsehood : falsehoods) {
                for (String proof : proofs()) {
                    for (Arithmetic arithmetic : Arithmetic.values()) {
                        assertThat(NaiveProver.check(problem, falsehood, proof, arithmetic)
                                        .isValid())
                                .as("%s %s %s", falsehood, proof, arithmetic)
                                .isFalse();
                    }
                }
                assertThat(NaiveProver.prove(problem, falsehood, new Random(1), 3))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("traps")
    void whatOnlyLooksUnsafeIsCertifiedExactly(Trap trap) {
        for (Norm norm : Norm.values()) {
            Problem problem = trap.problem(-1, norm);
            assertThat(naive(problem)).as("the naive program is fooled").isNegative();
            assertThat(problem.isUnsafe(problem.centre())).isFalse();
            Rational length = power(-trap.gapBits());
            Radius radius = new Radius(norm, norm == Norm.L2 ? length.multiply(length) : length);
            String proof = "n 1\nI 0 *\n+ 0 *\nl!\n";
            Assertion truth = new Assertion.RobustAt(radius);
            assertThat(NaiveProver.check(problem, truth, proof, Arithmetic.EXACT)
                            .rejections())
                    .isEmpty();
            // Bounds that doubles prove are too coarse for inputs far below the smallest normal number.
            if (trap.gapBits() < 1000) {
                assertThat(NaiveProver.check(problem, truth, proof, Arithmetic.OUTWARD)
                                .rejections())
                        .isEmpty();
            }
        }
    }

    /** The search trusts its doubles, the check does not: brackets hold the exact radius, and every proof stands in both arithmetics. */
    @ParameterizedTest
    @MethodSource("traps")
    void theSearchAnswersRightOrWithAnHonestBracket(Trap trap) {
        for (Norm norm : Norm.values()) {
            for (int sign : new int[] {1, -1}) {
                Problem problem = trap.problem(sign, norm);
                Radius exact = EnumerationOracle.solve(problem).radius();
                Outcome outcome = new SearchEngine()
                        .solve(
                                problem,
                                CompiledNetwork.of(problem.network()),
                                Optional.empty(),
                                Limits.of(Duration.ofSeconds(20)));
                assertThat(outcome.lower()).isLessThanOrEqualTo(exact);
                outcome.witness().ifPresent(witness -> {
                    assertThat(problem.isUnsafe(witness.point())).isTrue();
                    assertThat(exact).isLessThanOrEqualTo(witness.distance());
                });
                if (outcome.lowerBy() instanceof Proved(Optional<ProofBody> body) && body.isPresent()) {
                    for (Arithmetic arithmetic : Arithmetic.values()) {
                        assertThat(NaiveProver.check(problem, body.get().assertion(), text(body.get()), arithmetic)
                                        .rejections())
                                .isEmpty();
                    }
                } else {
                    assertThat(outcome.lower().value().signum()).isZero();
                }
            }
        }
    }

    private static String text(ProofBody body) {
        StringBuilder text = new StringBuilder();
        try {
            body.writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Rational power(int exponent) {
        return Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(-exponent));
    }
}
