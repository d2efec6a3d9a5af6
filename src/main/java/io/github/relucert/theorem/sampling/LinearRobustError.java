package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Proportion;
import io.github.relucert.theorem.statistics.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** SCH-2: robust errors of linear classifiers in closed form. */
public final class LinearRobustError implements Theorem {
    private static final int DIMENSION = 8;
    private static final int TRIALS = 1_000_000;
    private static final int INSTANCES = 200;
    private static final double EPS = 0.25;

    @Override
    public String id() {
        return "SCH-2";
    }

    @Override
    public Paper paper() {
        return Paper.SAMPLE_COMPLEXITY;
    }

    @Override
    public String title() {
        return "Robust errors of linear classifiers in closed form";
    }

    @Override
    public String statement() {
        return "Gaussian model: the robust error of f_w at radius eps is Phi((eps ||w||_* - <w, theta*>) / (sigma ||w||_2)) with the dual "
                + "norm (l_inf: ||w||_1); for unit w with <w, theta*> >= eps ||w||_* it is at most "
                + "exp(-(<w, theta*> - eps ||w||_*)^2 / (2 sigma^2)). Bernoulli model: for a sign vector w that agrees with theta* in "
                + "kappa coordinates it is P(X <= eps d) with X = 2 (Bin(kappa, 1/2 + tau) + Bin(d - kappa, 1/2 - tau)) - d, ties being "
                + "errors.";
    }

    @Override
    public String source() {
        return "Lemmas 17 and 20; closed forms derived here";
    }

    /** An instance of the Gaussian model: mean, weights near it, radius. */
    record Instance(GaussianModel model, double[] weights, double eps) {
        static Instance draw(int dimension, UniformRandomProvider random) {
            GaussianModel model = GaussianModel.draw(dimension, 1 + random.nextDouble(), random);
            double[] weights = GaussianDraws.vector(dimension, 0.5, random);
            Arrays.setAll(weights, i -> weights[i] + model.mean()[i]);
            return new Instance(model, weights, EPS);
        }

        /** The weights, turned to have a positive product with the mean. */
        double[] leaning() {
            double side = Math.signum(RealVectors.product(weights, model.mean()));
            return Arrays.stream(weights).map(w -> side * w).toArray();
        }

        /** By how many standard deviations the sampled errors miss the closed form with the norm of {@code dual}'s dual. */
        double score(Norm norm, Norm dual, int trials, UniformRandomProvider random) {
            double error = model.error(weights, eps * GaussianModel.dualNorm(weights, dual));
            Proportion sampled = model.sampleErrors(weights, norm, eps, trials, random);
            return (sampled.share() - error) / Math.sqrt(error * (1 - error) / trials);
        }
    }

    /** How far the sampled errors for a norm lie from the closed form when that is computed with a dual norm. */
    static Scores samplingScore(Norm norm, Norm dual, int trials, long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        double score = Instance.draw(DIMENSION, random).score(norm, dual, trials, random);
        return Scores.of("perturbations in " + norm.id(), score);
    }

    /** Whether the exponential bound is below the error, at a random radius for which the lemma's condition holds. */
    static List<String> boundViolations(UniformRandomProvider random) {
        Instance instance = Instance.draw(random.nextInt(1, 20), random);
        List<String> violations = new ArrayList<>();
        for (Norm norm : Norm.values()) {
            double length = RealVectors.length(instance.weights());
            double lean = Math.abs(RealVectors.product(
                            instance.weights(), instance.model().mean()))
                    / length;
            double cost = random.nextDouble() * lean;
            double sigma = instance.model().deviation();
            double error = instance.model().error(instance.leaning(), cost * length);
            double gap = lean - cost;
            if (error > Math.exp(-gap * gap / (2 * sigma * sigma)) * (1 + 1e-9)) {
                violations.add(norm.id() + ": error " + error + " with gap " + gap);
            }
        }
        return violations;
    }

    /** Compares the two convolutions with each other and with the enumeration of all signs, for a random classifier. */
    static List<String> bernoulliViolations(UniformRandomProvider random) {
        int d = random.nextInt(1, 7);
        int agreements = random.nextInt(0, d + 1);
        int[] signs = new int[d];
        Arrays.setAll(signs, i -> i < agreements ? 1 : -1);
        Rational tau = TrivialRobustness.drawTau(random);
        Rational eps = Rational.of(random.nextInt(0, 13), 12);
        Rational byAgreement = new AgreementError(d, tau).error(agreements, eps);
        Rational bySum = new SignedSum(signs, tau).atMost(eps.multiply(Rational.of(d)));
        Rational byEnumeration = new SignClassifier(signs, 0).robustErrorByEnumeration(tau, eps);
        return byAgreement.equals(bySum) && byAgreement.equals(byEnumeration)
                ? List.of()
                : List.of("d = " + d + ", kappa = " + agreements + ", tau = " + tau + ", eps = " + eps + ": "
                        + byAgreement + ", " + bySum + ", " + byEnumeration);
    }

    /** The same on sixteen coordinates with integer weights, where only the enumeration of signs is used. */
    static List<String> wideViolations(UniformRandomProvider random) {
        int d = 16;
        int[] weights = new int[d];
        Arrays.setAll(weights, i -> random.nextInt(-3, 4));
        Rational tau = TrivialRobustness.drawTau(random);
        Rational limit = Rational.of(random.nextInt(-5, 6));
        Rational convolved = new SignedSum(weights, tau).atMost(limit);
        Rational enumerated = enumerated(weights, tau, limit);
        return convolved.equals(enumerated)
                ? List.of()
                : List.of("w = " + Arrays.toString(weights) + ": " + convolved + " and " + enumerated);
    }

    private static Rational enumerated(int[] weights, Rational tau, Rational limit) {
        int d = weights.length;
        long[] cases = new long[d + 1];
        for (int signs = 0; signs < 1 << d; signs++) {
            long sum = 0;
            for (int i = 0; i < d; i++) {
                sum += (signs >> i & 1) == 1 ? weights[i] : -weights[i];
            }
            cases[Integer.bitCount(signs)] += Rational.of(sum).compareTo(limit) <= 0 ? 1 : 0;
        }
        Rational agree = Rational.of(1, 2).add(tau);
        Rational differ = Rational.ONE.subtract(agree);
        Rational total = Rational.ZERO;
        for (int plus = 0; plus <= d; plus++) {
            Rational chance = Rational.of(cases[plus]);
            for (int i = 0; i < d; i++) {
                chance = chance.multiply(i < plus ? agree : differ);
            }
            total = total.add(chance);
        }
        return total;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("Gaussian model, closed form against sampling", LinearRobustError::sampled),
                new Check(
                        "Gaussian model, exponential bound",
                        seed -> repeated(
                                seed,
                                INSTANCES,
                                "random unit vectors, d = 1..19, three norms",
                                "never below the error",
                                LinearRobustError::boundViolations)),
                new Check(
                        "Bernoulli model, convolution against enumeration of points and corners",
                        seed -> repeated(
                                seed,
                                20,
                                "random sign vectors, d = 1..6",
                                "three ways equal",
                                LinearRobustError::bernoulliViolations)),
                new Check(
                        "Bernoulli model, integer weights, enumeration of all signs",
                        seed -> repeated(
                                seed,
                                3,
                                "random weights in -3..3, d = 16",
                                "equal",
                                LinearRobustError::wideViolations)));
    }

    private static Finding sampled(long seed) {
        Scores scores = Scores.joined(Stream.of(Norm.values()).map(norm -> samplingScore(norm, norm, TRIALS, seed)));
        return Finding.unlessViolated(
                "d = 8, eps = 0.25, " + TRIALS + " draws a norm, seed " + seed,
                scores.toString(),
                "within 5 standard deviations of the closed form",
                scores.violations());
    }

    private static Finding repeated(
            long seed,
            int instances,
            String kind,
            String measured,
            Function<UniformRandomProvider, List<String>> violationsOf) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            violations.addAll(violationsOf.apply(random));
        }
        return Finding.unlessViolated(instances + " " + kind, measured, measured, violations);
    }

    /** A tie counted as correct, on four coordinates, where ties have a chance. */
    static Finding tiesCounted() {
        Rational tau = Rational.of(1, 10);
        Rational withoutTies = new SignedSum(new int[] {1, 1, 1, 1}, tau).atMost(Rational.of(-1));
        Rational defined = new SignClassifier(new int[] {1, 1, 1, 1}, 0).robustErrorByEnumeration(tau, Rational.ZERO);
        return Finding.unlessViolated(
                "w = (1, 1, 1, 1), tau = 1/10",
                withoutTies.toString(),
                "P(X < 0)",
                withoutTies.equals(defined) ? List.of() : List.of("the error is " + defined + ", not " + withoutTies));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                wrongNorm("||w||_2 in place of ||w||_1", Norm.L2),
                wrongNorm("||w||_inf in place of ||w||_1", Norm.L1),
                new Check("a tie counted as correct", seed -> tiesCounted()));
    }

    private static Check wrongNorm(String name, Norm dual) {
        return new Check(
                name,
                seed -> Finding.unlessViolated(
                        "d = 8, l_inf perturbations of 0.25, " + TRIALS + " draws",
                        "within 5 standard deviations",
                        "|z| <= 5",
                        samplingScore(Norm.LINF, dual, TRIALS, seed).violations()));
    }
}
