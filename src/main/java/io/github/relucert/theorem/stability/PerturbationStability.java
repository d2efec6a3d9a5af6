package io.github.relucert.theorem.stability;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.InitialScale;
import io.github.relucert.theorem.generator.RandomDeepNetwork;
import io.github.relucert.theorem.generator.RealVectors;
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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** ZHU-1: perturbation stability is the expected gradient length, up to a constant of the dimension. */
public final class PerturbationStability implements Theorem {
    private static final int PERTURBATIONS = 100_000;
    private static final int NETWORKS = 3_000;

    @Override
    public String id() {
        return "ZHU-1";
    }

    @Override
    public Paper paper() {
        return Paper.WIDTH_DEPTH_INITIALIZATION;
    }

    @Override
    public String title() {
        return "Perturbation stability reduces to the expected length of the gradient";
    }

    @Override
    public String statement() {
        return "P(f, eps) = E |grad f(x) . (x - x^)|, x^ uniform in the ball of radius eps around x, satisfies P(f, eps) / eps = "
                + "c_d E ||grad f(x)||_2 with c_d = d/(d+1) Gamma(d/2) / (sqrt(pi) Gamma((d+1)/2)), which is sqrt(2/(pi d)) up to a "
                + "relative error of 1/d.";
    }

    @Override
    public String source() {
        return "Definition of perturbation stability; reduction derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "Three slides average over (x, x^, W), over (x, x^, W(0)) and over (x, x^): three different objects. Pick one; here "
                        + "x, x^ and the initial W.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Statistics at 5 standard errors with a fixed seed, gradients in double.");
    }

    /** How far the mean of {@code |g . u|} for the gradient of one network lies from {@code constant ||g||}. */
    static Scores ballScore(InitialScale scale, int dimension, double constant, int draws, long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        double[] gradient = BallPerturbation.gradient(scale, dimension, 20, 3, random);
        Sample sample = Sample.of(DoubleStream.generate(
                        () -> Math.abs(RealVectors.product(gradient, GaussianDraws.inUnitBall(dimension, random))))
                .limit(draws));
        double expected = constant * RealVectors.length(gradient);
        String instance = String.format(Locale.ROOT, "d = %d mean %.5f for %.5f", dimension, sample.mean(), expected);
        return Scores.of(instance, sample.score(expected));
    }

    /** How far the mean of {@code |g . u| - c_d ||g||} lies from zero when networks and perturbations are drawn together. */
    static Scores jointScore(InitialScale scale, int dimension, UniformRandomProvider random) {
        double constant = BallPerturbation.constant(dimension);
        Sample differences = Sample.of(DoubleStream.generate(() -> {
                    double[] gradient = BallPerturbation.gradient(scale, dimension, 20, 3, random);
                    double[] u = GaussianDraws.inUnitBall(dimension, random);
                    return Math.abs(RealVectors.product(gradient, u)) - constant * RealVectors.length(gradient);
                })
                .limit(NETWORKS));
        return Scores.of(scale + " d = " + dimension, differences.score(0));
    }

    /** Whether {@code c_d} is further than {@code 1/d}, relatively, from {@code sqrt(2/(pi d))}. */
    static List<String> constantViolations(int dimension) {
        double ratio = BallPerturbation.constant(dimension) / Math.sqrt(2 / (Math.PI * dimension));
        return Math.abs(ratio - 1) <= 1.0 / dimension ? List.of() : List.of("d = " + dimension + ": ratio " + ratio);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the constant of the ball", PerturbationStability::ball),
                new Check("networks and perturbations together", PerturbationStability::joint),
                new Check("the constant for large d", seed -> constants()));
    }

    private static Finding ball(long seed) {
        Scores scores = Scores.joined(Stream.of(1, 2, 5, 10, 50)
                .map(d -> ballScore(InitialScale.HE, d, BallPerturbation.constant(d), PERTURBATIONS, seed)));
        return Finding.unlessViolated(
                "He initialisation, m = 20, L = 3, " + PERTURBATIONS + " perturbations, seed " + seed,
                scores.toString(),
                "within 5 standard errors of c_d ||grad f(x)||",
                scores.violations());
    }

    private static Finding joint(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        Scores scores = Scores.joined(Stream.of(InitialScale.values()).map(scale -> jointScore(scale, 10, random)));
        return Finding.unlessViolated(
                "LeCun, He, NTK, d = 10, m = 20, L = 3, " + NETWORKS + " networks each, seed " + seed,
                "P / eps - c_d E ||grad f||: " + scores,
                "within 5 standard errors of zero",
                scores.violations());
    }

    private static Finding constants() {
        List<String> violations = new ArrayList<>();
        for (int d = 1; d <= 10_000; d++) {
            violations.addAll(constantViolations(d));
        }
        return Finding.unlessViolated("d = 1 .. 10000", "relative error at most 1/d", "1/d", violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check(
                "c_(d+1) in place of c_d",
                seed -> Finding.unlessViolated(
                        "He initialisation, d = 5, " + PERTURBATIONS + " perturbations",
                        "mean within 5 standard errors",
                        "c_6 ||grad f(x)||",
                        ballScore(InitialScale.HE, 5, BallPerturbation.constant(6), PERTURBATIONS, seed)
                                .violations())));
    }

    /** A network with He's initialisation, {@code d = 10}, {@code m = 20}, {@code L = 3}, and ten points with its signs as labels. */
    @Override
    public Optional<Construction> construction(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        Network network = RandomDeepNetwork.draw(InitialScale.HE, 10, 20, 3, random);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            double[] x = GaussianDraws.vector(10, 1, random);
            rows.add(x);
            labels.add(compiled.evaluate(x)[0] > 0 ? 1 : -1);
        }
        return Optional.of(new Construction(network, rows, labels));
    }
}
