package io.github.relucert.theorem.sampling;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** SCH-9: in the Bernoulli model a threshold before the linear classifier makes it robust. */
public final class ThresholdedClassifier implements Theorem {
    private static final int INSTANCES = 10;
    private static final Rational ONE_PER_CENT = Rational.of(1, 100);

    @Override
    public String id() {
        return "SCH-9";
    }

    @Override
    public Paper paper() {
        return Paper.SAMPLE_COMPLEXITY;
    }

    @Override
    public String title() {
        return "Bernoulli model: thresholding makes one sample suffice for a small robust error";
    }

    @Override
    public String statement() {
        return "Let T be the sign of every coordinate, T(0) = +1, and eps < 1. Then f_w(T(x')) = f_w(x) for every x in"
                + " {-1,1}^d and x' within eps in l_inf, so the robust error of f_w o T equals its standard error; for w ="
                + " y x from one sample and tau >= (log(100)/2)^(1/4) d^(-1/4) = 1.2318 d^(-1/4) it is at most 1 % with"
                + " probability at least 1 - exp(-tau^2 d / 2).";
    }

    @Override
    public String source() {
        return "Theorem 10, constant from Corollary 28";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "T is no ReLU network; the network built has ramps of width 1/4 in its place and is constant within"
                        + " 7/8 of the data.");
    }

    /** Whether the robust error at a radius differs from the standard error, by enumeration of all data points. */
    static List<String> errorViolations(SignClassifier classifier, Rational tau, Rational eps) {
        Rational standard = classifier.robustError(tau, Rational.ZERO);
        Rational robust = classifier.thresholdedRobustError(tau, eps);
        return robust.equals(standard)
                ? List.of()
                : List.of("w = " + Arrays.toString(classifier.weights()) + ", eps = " + eps + ": robust error "
                        + robust.doubleNearest() + ", standard error " + standard.doubleNearest());
    }

    /** Whether the network with ramps leaves its value on a data point when that is moved by less than 7/8, exactly. */
    static List<String> networkViolations(int[] weights, double radius, UniformRandomProvider random) {
        Network network = ThresholdNetwork.of(weights);
        double[] x = new double[weights.length];
        double[] moved = new double[weights.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextBoolean() ? 1 : -1;
            moved[i] = x[i] - radius * x[i] * (random.nextBoolean() ? 1 : random.nextInt(0, 9) / 8.0);
        }
        long vote = 0;
        for (int i = 0; i < x.length; i++) {
            vote += Math.round(x[i]) * weights[i];
        }
        Rational there = value(network, moved);
        return there.equals(Rational.of(vote))
                ? List.of()
                : List.of("at " + Arrays.toString(moved) + ": " + there + " instead of " + vote);
    }

    private static Rational value(Network network, double[] x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(0);
    }

    /**
     * Whether the exact l_inf radius of the network with ramps, around a random data point that it classifies rightly, differs from
     * {@code 1 - B / (8 A)}: {@code A} and {@code B} are the weights that vote for and against the label, and the worst perturbation
     * moves the first along their ramps.
     */
    static List<String> radiusViolations(int dimension, UniformRandomProvider random) {
        int[] weights = new int[dimension];
        Arrays.setAll(weights, i -> random.nextInt(1, 4));
        // An odd sum, so that no vote is tied.
        weights[0] += 1 - Arrays.stream(weights).sum() % 2;
        List<Rational> x = new ArrayList<>();
        int vote = 0;
        for (int weight : weights) {
            int sign = random.nextBoolean() ? 1 : -1;
            x.add(Rational.of(sign));
            vote += sign * weight;
        }
        int all = Arrays.stream(weights).sum();
        int label = Integer.signum(vote);
        Rational against = Rational.of(all - Math.abs(vote), 2);
        Rational support = Rational.of(all + Math.abs(vote), 2);
        Rational expected = Rational.ONE.subtract(against.divide(support.multiply(Rational.of(8))));
        Problem problem = new Problem(
                ThresholdNetwork.of(weights),
                x,
                Norm.LINF,
                Box.unbounded(dimension),
                UnsafeSet.acrossThreshold(label, Rational.ZERO));
        Rational radius = ExactRadius.atMost(problem).orElseThrow().radius().value();
        return radius.equals(expected)
                ? List.of()
                : List.of("w = " + Arrays.toString(weights) + ", x = " + x + ": radius " + radius + " instead of "
                        + expected);
    }

    /** Whether the chance of a standard error above one per cent exceeds {@code exp(-tau^2 d / 2)}. */
    static List<String> sampleViolations(SingleSampleError.Size size) {
        Rational chance = new AgreementError(size.dimension(), size.tau())
                .chanceOfError(error -> error.compareTo(ONE_PER_CENT) > 0);
        return Exponential.isExceededBy(chance, size.trainingExponent())
                ? List.of(size + ": chance " + chance.doubleNearest())
                : List.of();
    }

    /** Weights in -3..3 without bias. */
    static SignClassifier draw(int dimension, UniformRandomProvider random) {
        return new SignClassifier(TrivialRobustness.draw(dimension, random).weights(), 0);
    }

    /** A radius below one, a multiple of 1/100. */
    static Rational drawEps(UniformRandomProvider random) {
        return Rational.of(random.nextInt(0, 100), 100);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("robust error equals standard error below radius 1", ThresholdedClassifier::errors),
                new Check("one sample gives at most one per cent", seed -> samples()),
                new Check("the linear classifier alone is not robust where the thresholded one is", seed -> contrast()),
                new Check("the network with ramps is constant within 7/8 of the data", ThresholdedClassifier::networks),
                new Check("its exact radius", ThresholdedClassifier::radii));
    }

    private static Finding errors(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            SignClassifier classifier = draw(random.nextInt(1, 9), random);
            violations.addAll(errorViolations(classifier, TrivialRobustness.drawTau(random), drawEps(random)));
        }
        return Finding.unlessViolated(
                INSTANCES + " random classifiers, d = 1..8, eps < 1", "equal", "exact equality", violations);
    }

    private static Finding samples() {
        List<String> violations = new ArrayList<>();
        SingleSampleError.SIZES.forEach(size -> violations.addAll(sampleViolations(size)));
        return Finding.unlessViolated(
                "(d, tau) = (40, .49), (64, .436), (100, .39), (400, .276)",
                "P(error > 1 %) exactly, never above",
                "exp(-tau^2 d / 2)",
                violations);
    }

    /** The typical vector of one sample at {@code d = 400}, {@code tau = 0.276}, {@code eps = 0.6}, bare and behind the threshold. */
    static Finding contrast() {
        AgreementError model = new AgreementError(400, Rational.of(276, 1000));
        int typical = 310;
        Rational bare = model.error(typical, Rational.of(6, 10));
        Rational thresholded = model.error(typical, Rational.ZERO);
        boolean holds =
                bare.compareTo(Rational.of(99, 100)) > 0 && thresholded.compareTo(Rational.of(1, 1_000_000)) < 0;
        String measured = "robust error " + bare.doubleNearest() + " bare, " + thresholded.doubleNearest()
                + " behind the threshold";
        return Finding.unlessViolated(
                "d = 400, tau = 0.276, eps = 0.6, w agrees with theta* in 310 coordinates",
                measured,
                "above 0.99 and below 1e-6",
                holds ? List.of() : List.of(measured));
    }

    private static Finding networks(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < 10 * INSTANCES; i++) {
            int[] weights = draw(random.nextInt(1, 9), random).weights();
            violations.addAll(networkViolations(weights, ThresholdNetwork.FLAT_RADIUS, random));
        }
        return Finding.unlessViolated(
                10 * INSTANCES + " random points within 7/8 of data, exact evaluation",
                "same value",
                "<w, x>",
                violations);
    }

    private static Finding radii(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(radiusViolations(random.nextInt(1, 4), random));
        }
        return Finding.unlessViolated(
                INSTANCES + " random votes and data points, d = 1..3, exact enumeration of cells",
                "1 - B / (8 A), at least 7/8",
                "B and A the weights against and for the label",
                violations);
    }

    @Override
    public List<Check> controls() {
        SignClassifier majority = new SignClassifier(new int[] {1, 1, 1}, 0);
        return List.of(
                atRadius("radius 1, where ties arise", majority, Rational.ONE),
                atRadius("radius above 1", majority, Rational.of(11, 10)));
    }

    private static Check atRadius(String name, SignClassifier classifier, Rational eps) {
        return new Check(
                name,
                seed -> Finding.unlessViolated(
                        "majority of three, tau = 0.3, eps = " + eps,
                        "equal",
                        "robust error = standard error",
                        errorViolations(classifier, Rational.of(3, 10), eps)));
    }

    /** The network with ramps for the weights of one sample, {@code d = 12}, and eight data points that it classifies rightly. */
    @Override
    public Optional<Construction> construction(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        int[] weights = new int[12];
        Arrays.setAll(weights, i -> random.nextInt(4) == 0 ? -1 : 1);
        weights[0] = 3;
        List<double[]> rows = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            int label = row % 2 == 0 ? 1 : -1;
            double[] x = new double[weights.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = label * (i == row + 1 ? -weights[i] : Math.signum(weights[i]));
            }
            rows.add(x);
            labels.add(label);
        }
        return Optional.of(new Construction(ThresholdNetwork.of(weights), rows, labels));
    }
}
