package io.github.relucert.theorem.singlestep;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Proportion;
import io.github.relucert.theorem.statistics.Sample;
import io.github.relucert.theorem.statistics.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-2: random networks have gradients of unit size, so a step of unit size can reach the boundary. */
public final class GradientScale implements Theorem {
    private static final int TRIALS = 20_000;
    private static final int LARGE_TRIALS = 2_000;
    private static final double CONFIDENCE = 1e-3;

    @Override
    public String id() {
        return "BUB-2";
    }

    @Override
    public Paper paper() {
        return Paper.SINGLE_STEP;
    }

    @Override
    public String title() {
        return "Scale of the gradients of a random two-layer network";
    }

    @Override
    public String statement() {
        return "For the network of BUB-1 and ||x|| = sqrt(d): E ||grad f(x)||^2 = ((d-1)/d) E psi'(Z)^2 + (1/d) E psi'(Z)^2 Z^2, exactly "
                + "(ReLU: 1/2), and ||grad f(x)|| >= ||P grad f(x)|| for P = I - x x^T / d, symmetric, idempotent, P x = 0; at d >= 100, "
                + "k >= 200, P(||grad f(x)|| >= 1/2) >= 0.99.";
    }

    @Override
    public String source() {
        return "Equation (3); exact second moment derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "A slide prints \"bounded gradient\" for a lower bound Omega(1), and concentration of xi^2 where chi^2 is meant.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Statistics: means within 5 standard errors, Clopper-Pearson at 1e-3, fixed seed; plain double.");
    }

    /** {@code E ||grad f(x)||^2}. */
    static double expectation(Activation activation, int dimension) {
        return withoutRadialPart(activation, dimension)
                + GaussianMoments.ofSquaredSlopeAndPlace(activation) / dimension;
    }

    /** The part of the gradient across {@code x}. */
    static double withoutRadialPart(Activation activation, int dimension) {
        return (dimension - 1.0) / dimension * GaussianMoments.ofSquaredSlope(activation);
    }

    /** How far the mean of {@code ||grad f(x)||^2} lies from an expectation. */
    static Scores momentScore(Activation activation, int dimension, int width, double expectation, long seed) {
        Sample sample = SphereNetworks.squaredGradients(activation, dimension, width, TRIALS, seed);
        String instance = String.format(
                Locale.ROOT,
                "%s d = %d k = %d mean %.4f for %.4f",
                activation,
                dimension,
                width,
                sample.mean(),
                expectation);
        return Scores.of(instance, sample.score(expectation));
    }

    /** How many gradients at {@code d = 100}, {@code k = 200} are at least 1/2 long. */
    static Proportion longGradients(Activation activation, long seed) {
        double[] lengths = SphereNetworks.measure(
                100, 200, LARGE_TRIALS, seed, (network, x) -> RealVectors.length(network.gradient(activation, x)));
        return new Proportion(
                (int) Arrays.stream(lengths).filter(length -> length >= 0.5).count(), LARGE_TRIALS);
    }

    /**
     * What is wrong with {@code P = I - x x^T / d} as the projection across a sign vector {@code x}, in exact arithmetic, and with
     * {@code ||g||^2 - ||P g||^2 = (x . g)^2 / d} for the gradient {@code g} of a random network.
     */
    static List<String> projectionViolations(int dimension, UniformRandomProvider random) {
        long[] x = new long[dimension];
        Arrays.setAll(x, i -> random.nextBoolean() ? 1 : -1);
        double[] point = Arrays.stream(x).asDoubleStream().toArray();
        List<String> violations = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            Rational[] gradient = Arrays.stream(
                            GaussianTwoLayer.draw(dimension, 5, random).gradient(activation, point))
                    .mapToObj(Rational::of)
                    .toArray(Rational[]::new);
            Rational[] projected = project(x, gradient);
            Rational along = Rational.ZERO;
            for (int i = 0; i < dimension; i++) {
                along = along.add(gradient[i].multiply(Rational.of(x[i])));
            }
            Rational lost = square(gradient).subtract(square(projected));
            boolean right = lost.equals(along.multiply(along).divide(Rational.of(dimension)))
                    && lost.signum() >= 0
                    && Arrays.equals(project(x, projected), projected);
            if (!right) {
                violations.add(activation + ", x = " + Arrays.toString(x));
            }
        }
        Rational[] self = Arrays.stream(x).mapToObj(Rational::of).toArray(Rational[]::new);
        if (Arrays.stream(project(x, self)).anyMatch(value -> value.signum() != 0)) {
            violations.add("P x is not zero for x = " + Arrays.toString(x));
        }
        return violations;
    }

    private static Rational[] project(long[] x, Rational[] vector) {
        Rational along = Rational.ZERO;
        for (int i = 0; i < x.length; i++) {
            along = along.add(vector[i].multiply(Rational.of(x[i])));
        }
        Rational share = along.divide(Rational.of(x.length));
        Rational[] result = new Rational[x.length];
        Arrays.setAll(result, i -> vector[i].subtract(share.multiply(Rational.of(x[i]))));
        return result;
    }

    private static Rational square(Rational[] vector) {
        return Arrays.stream(vector).map(v -> v.multiply(v)).reduce(Rational.ZERO, Rational::add);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("mean of ||grad f(x)||^2", GradientScale::moments),
                new Check("gradients of length 1/2 at d = 100, k = 200", GradientScale::lengths),
                new Check("projection across x", GradientScale::projections));
    }

    private static Finding moments(long seed) {
        Scores scores = Scores.joined(Stream.of(Activation.values())
                .flatMap(activation -> Stream.of(2, 10)
                        .map(d -> momentScore(activation, d, 2 * d, expectation(activation, d), seed))));
        return Finding.unlessViolated(
                "ReLU and tanh, (d, k) = (2, 4), (10, 20), " + TRIALS + " networks each, seed " + seed,
                scores.toString(),
                "within 5 standard errors",
                scores.violations());
    }

    private static Finding lengths(long seed) {
        List<String> violations = new ArrayList<>();
        List<String> measured = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            Proportion longOnes = longGradients(activation, seed);
            measured.add(activation + " " + longOnes);
            if (longOnes.lowerLimit(CONFIDENCE) < 0.99) {
                violations.add(activation + ": " + longOnes + ", lower limit " + longOnes.lowerLimit(CONFIDENCE));
            }
        }
        return Finding.unlessViolated(
                "d = 100, k = 200, " + LARGE_TRIALS + " networks, seed " + seed,
                String.join(", ", measured),
                "probability >= 0.99, lower limit at 1e-3",
                violations);
    }

    private static Finding projections(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int d = 1; d <= 8; d++) {
            violations.addAll(projectionViolations(d, random));
        }
        return Finding.unlessViolated(
                "sign vectors x, d = 1..8, gradients of random networks, exact",
                "P P g = P g, P x = 0, ||g||^2 - ||P g||^2 = (x . g)^2 / d",
                "exact equality",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check(
                "without the term 1/d",
                seed -> Finding.unlessViolated(
                        "ReLU, d = 2, k = 4, " + TRIALS + " networks",
                        "mean within 5 standard errors",
                        "((d-1)/d) E psi'(Z)^2",
                        momentScore(Activation.RELU, 2, 4, withoutRadialPart(Activation.RELU, 2), seed)
                                .violations())));
    }
}
