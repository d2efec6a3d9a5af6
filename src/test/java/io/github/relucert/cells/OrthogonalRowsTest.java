package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cells.UniversalPerturbation.Direction;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two-layer networks on orthogonal rows of signs, whose radii, universal perturbations and constants have closed forms. */
class OrthogonalRowsTest {
    /** Rows 1, 2, ... of a Hadamard matrix; the first {@code positive} labels are +1, the others -1. */
    private record Data(double[][] rows, int positive) {
        static Data of(int d, int positive, int negative) {
            double[][] rows = IntStream.rangeClosed(1, positive + negative)
                    .mapToObj(i -> IntStream.range(0, d)
                            .mapToDouble(k -> entry(d, i, k))
                            .toArray())
                    .toArray(double[][]::new);
            return new Data(rows, positive);
        }

        /** Sylvester's matrix where {@code d} is a power of two, else Paley's first one, {@code d - 1} being a prime of form 4k+3. */
        private static double entry(int d, int i, int k) {
            if (Integer.bitCount(d) == 1) {
                return Integer.bitCount(i & k) % 2 == 0 ? 1 : -1;
            }
            int prime = d - 1;
            if (i == k) {
                return 1;
            }
            if (i == 0 || k == 0) {
                return i == 0 ? 1 : -1;
            }
            int difference = Math.floorMod(i - k, prime);
            boolean square = IntStream.range(1, prime).anyMatch(a -> a * a % prime == difference);
            return square ? 1 : -1;
        }

        int size() {
            return rows.length;
        }

        int label(int row) {
            return row < positive ? 1 : -1;
        }

        double[] sum(int label) {
            double[] sum = new double[rows[0].length];
            for (int i = 0; i < rows.length; i++) {
                for (int k = 0; k < sum.length && label(i) == label; k++) {
                    sum[k] += rows[i][k];
                }
            }
            return sum;
        }

        List<Rational> point(int row) {
            return Arrays.stream(rows[row]).mapToObj(Rational::of).toList();
        }

        Problem problem(Network network, int row, Norm norm) {
            Box all = Box.unbounded(rows[row].length);
            return new Problem(network, point(row), norm, all, UnsafeSet.acrossThreshold(label(row), Rational.ZERO));
        }

        Problem universal(Network network, Norm norm) {
            List<UniversalPerturbation.Row> all = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                Direction direction = label(i) > 0 ? Direction.AGAINST : Direction.ALONG;
                all.add(new UniversalPerturbation.Row(
                        point(i), direction, UnsafeSet.acrossThreshold(label(i), Rational.ZERO)));
            }
            return UniversalPerturbation.problem(network, all, norm, Box.unbounded(rows[0].length));
        }
    }

    private static Network network(double[][] weights, double[] bias, double[] outer) {
        int d = weights[0].length;
        double[] flat = Arrays.stream(weights).flatMapToDouble(Arrays::stream).toArray();
        Affine.Term read = new Affine.Term(0, new Dense(bias.length, d, flat));
        Affine.Term sum = new Affine.Term(2, new Dense(1, bias.length, outer));
        return new Network(
                FloatType.FLOAT64,
                List.of(d),
                List.of(
                        new Affine("hidden", List.of(read), bias),
                        new Relu("relu", 1, bias.length),
                        new Affine("score", List.of(sum), new double[1])));
    }

    /** The only function that meets the conditions of Karush, Kuhn and Tucker on such rows, times a positive number. */
    private static Network margin(Data data) {
        int d = data.rows()[0].length;
        int positive = data.positive();
        int negative = data.size() - positive;
        double[] up = data.sum(1);
        double[] down = data.sum(-1);
        double[][] weights = new double[2][d];
        for (int k = 0; k < d; k++) {
            weights[0][k] = (d + negative) * up[k] - positive * down[k];
            weights[1][k] = (d + positive) * down[k] - negative * up[k];
        }
        return network(weights, new double[] {positive * d, negative * d}, new double[] {1, -1});
    }

    /** One neuron a row, far from all others: {@code sum of y_j relu(x_j . x - d / 2)}. */
    private static Network robust(Data data) {
        double[] bias = new double[data.size()];
        Arrays.fill(bias, -data.rows()[0].length / 2.0);
        double[] labels =
                IntStream.range(0, data.size()).mapToDouble(data::label).toArray();
        return network(data.rows(), bias, labels);
    }

    /** Radius, strict radius and universal perturbation agree: {@code d (d+n)^2 / (n_+ (d+2n_-)^2 + n_- (d+2n_+)^2)}. */
    @ParameterizedTest
    @CsvSource({"8,1,2", "12,2,2", "16,3,2", "20,4,3", "20,1,6"})
    void theLargestMarginHasOneRadiusForAllQuestions(int d, int positive, int negative) {
        Data data = Data.of(d, positive, negative);
        Network network = margin(data);
        long n = (long) positive + negative;
        long denominator = positive * (d + 2L * negative) * (d + 2L * negative)
                + negative * (d + 2L * positive) * (d + 2L * positive);
        Radius expected = new Radius(Norm.L2, Rational.of(d * (d + n) * (d + n), denominator));
        for (int row = 0; row < data.size(); row++) {
            Problem problem = data.problem(network, row, Norm.L2);
            assertThat(ExactRadius.atMost(problem).orElseThrow().radius()).isEqualTo(expected);
            assertThat(ExactRadius.below(problem).orElseThrow().radius()).isEqualTo(expected);
        }
        assertThat(ExactRadius.atMost(data.universal(network, Norm.L2))
                        .orElseThrow()
                        .radius())
                .isEqualTo(expected);
    }

    /** All neurons off is a plateau of zeros: reached at {@code sqrt(d) / 2}, and only farther out does the sign change. */
    @ParameterizedTest
    @CsvSource({"8,1,2", "12,2,2", "16,3,2", "20,4,3"})
    void theRobustNetworkHasAPlateau(int d, int positive, int negative) {
        Data data = Data.of(d, positive, negative);
        Network network = robust(data);
        for (int row = 0; row < data.size(); row++) {
            assertThat(radius(data.problem(network, row, Norm.L2))).isEqualTo(Rational.of(d, 4));
            assertThat(radius(data.problem(network, row, Norm.LINF))).isEqualTo(Rational.of(1, 2));
            // The control: a reading of "below" that lets the plateau count would find the closed radius again.
            assertThat(ExactRadius.below(data.problem(network, row, Norm.L2))
                            .orElseThrow()
                            .radius()
                            .value())
                    .isEqualTo(Rational.of(d, 2));
        }
    }

    private static Rational radius(Problem problem) {
        return ExactRadius.atMost(problem).orElseThrow().radius().value();
    }

    /** Processor time of the questions that the laboratory asks, printed. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"8,1,2", "12,2,2", "16,3,2", "20,4,3", "20,1,6"})
    void times(int d, int positive, int negative) {
        Data data = Data.of(d, positive, negative);
        for (Network network : List.of(margin(data), robust(data))) {
            for (Norm norm : Norm.values()) {
                double one = milliseconds(() -> radius(data.problem(network, 0, norm)));
                double constant = milliseconds(() -> LipschitzConstant.of(
                                network, LinearForm.single(0, Rational.ONE, Rational.ZERO), Box.unbounded(d), norm)
                        .value());
                Problem product = data.universal(network, norm);
                List<ExactRadius.Attempt> attempts = new ArrayList<>();
                double all = milliseconds(() -> {
                    long end = System.nanoTime() + 20_000_000_000L;
                    attempts.add(ExactRadius.atMost(product, () -> System.nanoTime() > end));
                    return attempts.getLast();
                });
                System.out.printf(
                        Locale.ROOT,
                        "d %d, rows %d + %d, %d neurons, %s: radius %.1f ms, constant %.1f ms, universal %.1f ms (%s,"
                                + " %d nodes)%n",
                        d,
                        positive,
                        negative,
                        network.neuronCount(),
                        norm.id(),
                        one,
                        constant,
                        all,
                        attempts.getLast().progress(),
                        attempts.getLast().nodes());
            }
        }
    }

    private static double milliseconds(Supplier<Object> work) {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < 3; run++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            assertThat(work.get()).isNotNull();
            long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            best = Math.min(best, (end - start) / 1e6);
        }
        return best;
    }
}
