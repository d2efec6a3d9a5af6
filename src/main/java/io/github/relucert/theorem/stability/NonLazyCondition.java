package io.github.relucert.theorem.stability;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** ZHU-7: when the initialisation is small enough to leave the lazy regime. */
public final class NonLazyCondition implements Theorem {
    private static final int INSTANCES = 200;
    private static final int SMALL = -40;
    private static final Rational THRESHOLD = Rational.of(3, 2);

    @Override
    public String id() {
        return "ZHU-7";
    }

    @Override
    public Paper paper() {
        return Paper.WIDTH_DEPTH_INITIALIZATION;
    }

    @Override
    public String title() {
        return "A sufficient condition for leaving the lazy regime";
    }

    @Override
    public String statement() {
        return "For f = (1/alpha) net, training is not lazy if alpha >> (m^(3/2) sum_i beta_i)^L as m grows. With alpha = 1 and L weight "
                + "layers of deviation beta_i = m^-c the ratio is (L m^(3/2 - c))^L: it tends to zero if and only if c > 3/2.";
    }

    @Override
    public String source() {
        return "Condition of the non-lazy regime; example worked out here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Arithmetic on the condition; no network is trained.");
    }

    /** {@code log2} of {@code (L m^(3/2 - c))^L} at {@code L = 2^a}, {@code m = 2^j}: {@code L (a + j (3/2 - c))}, exactly. */
    static Rational logRatio(int logDepth, Rational exponent, int logWidth) {
        Rational perLayer =
                THRESHOLD.subtract(exponent).multiply(Rational.of(logWidth)).add(Rational.of(logDepth));
        return perLayer.multiply(Rational.of(1L << logDepth));
    }

    /**
     * Whether the ratio tends to zero: it changes by the same factor with every doubling of the width, so it does if it falls with one;
     * then the width at which it is below {@code 2^-40} is looked for as a witness.
     */
    static boolean vanishes(int logDepth, Rational exponent) {
        Rational step = logRatio(logDepth, exponent, 1).subtract(logRatio(logDepth, exponent, 0));
        if (step.signum() >= 0) {
            return false;
        }
        int width = 0;
        while (logRatio(logDepth, exponent, width).compareTo(Rational.of(SMALL)) > 0) {
            width++;
        }
        return true;
    }

    /** Where vanishing and {@code c > threshold} disagree. */
    static List<String> violations(int logDepth, Rational exponent, Rational threshold) {
        boolean claimed = exponent.compareTo(threshold) > 0;
        return vanishes(logDepth, exponent) == claimed
                ? List.of()
                : List.of("L = " + (1 << logDepth) + ", c = " + exponent + ": the ratio "
                        + (claimed ? "does not vanish" : "vanishes") + ", at m = 2^100 its logarithm is "
                        + logRatio(logDepth, exponent, 100));
    }

    /** Whether the logarithm agrees with the condition computed from the deviations in double. */
    static List<String> formulaViolations(int logDepth, Rational exponent, int logWidth) {
        int depth = 1 << logDepth;
        double width = Math.pow(2, logWidth);
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            sum += Math.pow(width, -exponent.doubleNearest());
        }
        double direct = depth * Math.log(Math.pow(width, 1.5) * sum) / Math.log(2);
        double exact = logRatio(logDepth, exponent, logWidth).doubleNearest();
        return Math.abs(direct - exact) <= 1e-9 * (1 + Math.abs(exact))
                ? List.of()
                : List.of(
                        "L = " + depth + ", m = 2^" + logWidth + ", c = " + exponent + ": " + direct + " and " + exact);
    }

    /** A multiple of 1/60 in (0, 4]. */
    static Rational drawExponent(UniformRandomProvider random) {
        return Rational.of(random.nextInt(1, 241), 60);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the ratio vanishes if and only if c > 3/2", NonLazyCondition::threshold),
                new Check("the exponents agree with the formula", NonLazyCondition::formula));
    }

    private static Finding threshold(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(violations(random.nextInt(1, 4), drawExponent(random), THRESHOLD));
        }
        for (int logDepth = 1; logDepth <= 3; logDepth++) {
            violations.addAll(violations(logDepth, THRESHOLD, THRESHOLD));
            violations.addAll(violations(logDepth, Rational.of(1501, 1000), THRESHOLD));
        }
        return Finding.unlessViolated(
                INSTANCES + " random rational c in (0, 4], L = 2, 4, 8; c = 1.5 and 1.501",
                "as stated",
                "c > 3/2",
                violations);
    }

    private static Finding formula(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(formulaViolations(random.nextInt(1, 4), drawExponent(random), random.nextInt(1, 20)));
        }
        return Finding.unlessViolated(
                INSTANCES + " random (L, m, c)", "equal to 1e-9", "(m^(3/2) sum_i beta_i)^L", violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check(
                        "the boundary c = 3/2 counts as enough",
                        seed -> Finding.unlessViolated(
                                "L = 2, c = 3/2",
                                "vanishes",
                                "c > 149/100",
                                violations(1, THRESHOLD, Rational.of(149, 100)))),
                new Check(
                        "c > 5/4 is enough",
                        seed -> Finding.unlessViolated(
                                "L = 2, c = 4/3",
                                "vanishes",
                                "c > 5/4",
                                violations(1, Rational.of(4, 3), Rational.of(5, 4)))));
    }
}
