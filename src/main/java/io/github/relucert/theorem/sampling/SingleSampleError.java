package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** SCH-7: in the Bernoulli model one sample suffices for a small standard error. */
public final class SingleSampleError implements Theorem {
    private static final int INSTANCES = 20;

    /** {@code (d, 100 tau)} with {@code tau >= (log(100) / (2 d))^(1/4)} and {@code tau < 1/2}. */
    static final List<Size> SIZES =
            List.of(new Size(40, 490), new Size(64, 436), new Size(100, 390), new Size(400, 276));

    @Override
    public String id() {
        return "SCH-7";
    }

    @Override
    public Paper paper() {
        return Paper.SAMPLE_COMPLEXITY;
    }

    @Override
    public String title() {
        return "Bernoulli model: a single sample suffices for a small standard error";
    }

    @Override
    public String statement() {
        return "In the Bernoulli model let w = y x from one sample. Then P(error > exp(-2 tau^4 d)) <= exp(-tau^2 d / 2); in particular "
                + "for tau >= (log(1/beta) / (2d))^(1/4) the error is at most beta with that probability. Lemmas: with theta* in "
                + "{-1,1}^d and unit w = y x / sqrt(d), P(<w, theta*> <= tau sqrt(d)) <= exp(-tau^2 d / 2), and for unit w with "
                + "<w, theta*> >= 0, P(<w, z> <= 0) <= exp(-2 tau^2 <w, theta*>^2).";
    }

    @Override
    public String source() {
        return "Theorems 8 and 27, Corollary 28";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "A slide prints \"Then with probability\". Right: with high probability, at least 1 - exp(-tau^2 d / 2).");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("For beta = 1 % the condition leaves room below tau = 1/2 from d = 37 on only.");
    }

    /**
     * A dimension and a rational {@code tau}.
     *
     * @param perMille {@code 1000 tau}
     */
    record Size(int dimension, int perMille) {
        Rational tau() {
            return Rational.of(perMille, 1000);
        }

        /** {@code -tau^2 d / 2}. */
        Rational trainingExponent() {
            return tau().multiply(tau()).multiply(Rational.of(-dimension, 2));
        }

        /** {@code -factor tau^4 d}. */
        Rational errorExponent(int factor) {
            Rational square = tau().multiply(tau());
            return square.multiply(square).multiply(Rational.of(-(long) factor * dimension));
        }
    }

    /** A size that need not satisfy any condition. */
    static Size draw(UniformRandomProvider random) {
        return new Size(random.nextInt(2, 60), random.nextInt(50, 500));
    }

    /** The chance over one training sample of an error above {@code exp(-factor tau^4 d)}. */
    private static Rational chanceOfError(Size size, int factor) {
        return new AgreementError(size.dimension(), size.tau())
                .chanceOfError(error -> Exponential.isExceededBy(error, size.errorExponent(factor)));
    }

    /** Whether the chance of an error above {@code exp(-factor tau^4 d)} exceeds {@code exp(-tau^2 d / 2)}. */
    static List<String> errorViolations(Size size, int factor) {
        Rational chance = chanceOfError(size, factor);
        return Exponential.isExceededBy(chance, size.trainingExponent())
                ? List.of(size + ": chance " + chance.doubleNearest() + " > "
                        + Math.exp(size.trainingExponent().doubleNearest()))
                : List.of();
    }

    /** {@code P(<w, theta*> <= tau sqrt(d)) <= exp(-tau^2 d / 2)}, where {@code <w, theta*> = (2 kappa - d) / sqrt(d)}. */
    static List<String> alignmentViolations(Size size) {
        AgreementError model = new AgreementError(size.dimension(), size.tau());
        Rational limit = size.tau().multiply(Rational.of(size.dimension()));
        Rational chance = Rational.ZERO;
        for (int k = 0; k <= size.dimension(); k++) {
            if (Rational.of(2L * k - size.dimension()).compareTo(limit) <= 0) {
                chance = chance.add(model.chance(k));
            }
        }
        return Exponential.isExceededBy(chance, size.trainingExponent())
                ? List.of(size + ": chance " + chance.doubleNearest())
                : List.of();
    }

    /** {@code P(<w, z> <= 0) <= exp(-2 tau^2 <w, theta*>^2)} for a random integer vector, divided by its length. */
    static List<String> marginViolations(Size size, UniformRandomProvider random) {
        int[] weights = new int[Math.min(size.dimension(), 12)];
        Arrays.setAll(weights, i -> random.nextInt(-2, 5));
        weights[0] += Math.max(0, 1 - Arrays.stream(weights).sum());
        long sum = Arrays.stream(weights).sum();
        long square = Arrays.stream(weights).mapToLong(w -> (long) w * w).sum();
        Rational chance = new SignedSum(weights, size.tau()).atMost(Rational.ZERO);
        Rational exponent = size.tau().multiply(size.tau()).multiply(Rational.of(-2 * sum * sum, square));
        return Exponential.isExceededBy(chance, exponent)
                ? List.of(size + ", w = " + Arrays.toString(weights) + ": chance " + chance.doubleNearest())
                : List.of();
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the theorem where it promises one per cent", seed -> listed()),
                new Check("the theorem at random sizes", SingleSampleError::random),
                new Check("the lemmas", SingleSampleError::lemmas));
    }

    private static Finding listed() {
        List<String> violations = new ArrayList<>();
        List<String> chances = new ArrayList<>();
        List<Size> sizes = new ArrayList<>(SIZES);
        sizes.add(new Size(100, 300));
        for (Size size : sizes) {
            violations.addAll(errorViolations(size, 2));
            Rational chance = chanceOfError(size, 2);
            chances.add(String.format(
                    Locale.ROOT,
                    "%.1e <= %.1e",
                    chance.doubleNearest(),
                    Math.exp(size.trainingExponent().doubleNearest())));
        }
        return Finding.unlessViolated(
                "(d, tau) = (40, .49), (64, .436), (100, .39), (400, .276), (100, .3)",
                "P(error > exp(-2 tau^4 d)) exactly: " + String.join(", ", chances),
                "exp(-tau^2 d / 2)",
                violations);
    }

    private static Finding random(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(errorViolations(draw(random), 2));
        }
        return Finding.unlessViolated(
                INSTANCES + " random sizes, d < 60", "never exceeded", "exp(-tau^2 d / 2)", violations);
    }

    private static Finding lemmas(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            Size size = draw(random);
            violations.addAll(alignmentViolations(size));
            violations.addAll(marginViolations(size, random));
        }
        return Finding.unlessViolated(
                INSTANCES + " random sizes, d < 60", "never exceeded", "the two exponential bounds", violations);
    }

    @Override
    public List<Check> controls() {
        Size size = new Size(100, 300);
        return List.of(new Check(
                "threshold exp(-8 tau^4 d)",
                seed -> Finding.unlessViolated(
                        "d = 100, tau = 0.3", "not exceeded", "exp(-tau^2 d / 2)", errorViolations(size, 8))));
    }
}
