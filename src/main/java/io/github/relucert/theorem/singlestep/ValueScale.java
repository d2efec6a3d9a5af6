package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Sample;
import io.github.relucert.theorem.statistics.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-1: random networks have values of unit size. */
public final class ValueScale implements Theorem {
    private static final int TRIALS = 20_000;
    private static final int WIDE_TRIALS = 2_000;
    private static final double SMALLEST_P_VALUE = 1e-6;

    @Override
    public String id() {
        return "BUB-1";
    }

    @Override
    public Paper paper() {
        return Paper.SINGLE_STEP;
    }

    @Override
    public String title() {
        return "Scale of the values of a random two-layer network";
    }

    @Override
    public String statement() {
        return "For f(x) = k^(-1/2) sum_l a_l psi(w_l . x), w_l ~ N(0, I/d), a_l = +-1 uniform, and ||x|| = sqrt(d): E f(x)^2 = "
                + "E psi(Z)^2 with Z ~ N(0,1), exactly, for every k and d (ReLU: 1/2; tanh: 0.394); as k grows f(x) becomes "
                + "N(0, E psi(Z)^2).";
    }

    @Override
    public String source() {
        return "Section 2, equations (1)-(3); exact second moment derived here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Statistics: means within 5 standard errors, Kolmogorov-Smirnov at 1e-6, fixed seed; plain double.");
    }

    /** How far the mean of {@code f(x)^2}, times a factor, lies from {@code E psi(Z)^2}. */
    static Scores momentScore(Activation activation, int dimension, int width, double factor, long seed) {
        Sample sample = SphereNetworks.squaredValues(activation, dimension, width, TRIALS, seed);
        String instance = String.format(
                Locale.ROOT, "%s d = %d k = %d mean %.4f", activation, dimension, width, factor * sample.mean());
        return Scores.of(instance, sample.score(GaussianMoments.ofSquare(activation) / factor));
    }

    /** Whether the values of networks of width {@code k} are told from the normal law with a variance. */
    static List<String> normalityViolations(Activation activation, int width, double variance, long seed) {
        double[] values =
                SphereNetworks.measure(5, width, WIDE_TRIALS, seed, (network, x) -> network.value(activation, x));
        double p = new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new NormalDistribution(0, Math.sqrt(variance)), values);
        return p >= SMALLEST_P_VALUE
                ? List.of()
                : List.of(activation + ", k = " + width + ": p-value " + p + " for variance " + variance);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("mean of f(x)^2", ValueScale::moments),
                new Check("law of f(x) for k = 200", ValueScale::normality));
    }

    private static Finding moments(long seed) {
        Scores scores = Scores.joined(Stream.of(Activation.values())
                .flatMap(activation ->
                        Stream.of(momentScore(activation, 3, 5, 1, seed), momentScore(activation, 10, 20, 1, seed))));
        return Finding.unlessViolated(
                "ReLU and tanh, (d, k) = (3, 5), (10, 20), " + TRIALS + " networks each, seed " + seed,
                scores.toString(),
                String.format(
                        Locale.ROOT,
                        "within 5 of E psi(Z)^2 = %.4f, %.4f",
                        GaussianMoments.ofSquare(Activation.RELU),
                        GaussianMoments.ofSquare(Activation.TANH)),
                scores.violations());
    }

    private static Finding normality(long seed) {
        List<String> violations = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            violations.addAll(normalityViolations(activation, 200, GaussianMoments.ofSquare(activation), seed));
        }
        return Finding.unlessViolated(
                "ReLU and tanh, d = 5, k = 200, " + WIDE_TRIALS + " networks, seed " + seed,
                "not told from N(0, E psi(Z)^2)",
                "p-value >= 1e-6",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check(
                        "without the factor 1/sqrt(k)",
                        seed -> Finding.unlessViolated(
                                "ReLU, d = 3, k = 5, " + TRIALS + " networks",
                                "mean within 5 standard errors",
                                "E psi(Z)^2",
                                momentScore(Activation.RELU, 3, 5, 5, seed).violations())),
                new Check(
                        "a normal law of variance one",
                        seed -> Finding.unlessViolated(
                                "ReLU, d = 5, k = 200",
                                "not told apart",
                                "p-value >= 1e-6",
                                normalityViolations(Activation.RELU, 200, 1, seed))));
    }

    /** A ReLU network with {@code d = 10}, {@code k = 20} and ten points with the signs of its values as labels. */
    @Override
    public Optional<Construction> construction(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        GaussianTwoLayer network = GaussianTwoLayer.draw(10, 20, random);
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            double[] x = SphereNetworks.point(10, random);
            rows.add(x);
            labels.add(network.value(Activation.RELU, x) > 0 ? 1 : -1);
        }
        return Optional.of(new Construction(network.network(), rows, labels));
    }
}
