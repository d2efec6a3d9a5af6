package io.github.relucert.theorem.stability;

import io.github.relucert.theorem.generator.InitialScale;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** ZHU-4: how the bounds move with width and depth, and how networks do before training. */
public final class WidthAndDepthTrends implements Theorem {
    private static final int NETWORKS = 200;
    private static final int INSTANCES = 200;
    private static final List<Double> TABLE = List.of(.036, .025, .018, .014, .046, .20, .44, .67, .81, .86, .82);

    @Override
    public String id() {
        return "ZHU-4";
    }

    @Override
    public Paper paper() {
        return Paper.WIDTH_DEPTH_INITIALIZATION;
    }

    @Override
    public String title() {
        return "Width helps in the end, depth hurts or helps by initialisation";
    }

    @Override
    public String statement() {
        return "The width term sqrt(L^3 m / d) exp(-m / L^3) increases for m < L^3/2 and decreases after. The bounds for He and NTK "
                + "increase in the depth L. The bound for LeCun, ((width term) + sqrt(1/d)) 2^(-(L-2)/2), decreases on the depths "
                + "{L : m >= L^3 max(8, 3 ln L + 3)}. Before training the stability of LeCun networks decreases in L.";
    }

    @Override
    public String source() {
        return "Table of bounds in the lazy regime; ranges derived here: where the width term is at most (sqrt(2) - 1) sqrt(1/d), the factor "
                + "2^(-1/2) of one more layer outweighs it";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "Printed as decreasing with depth for LeCun without condition. Right only for m much larger than L^3: at d = 784, "
                        + "m = 1024 the bound rises from L = 5 on. No fixed multiple is enough for all depths: with m >= 8 L^3 alone it rises "
                        + "from L = 7 to L = 8 at m = 4096.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Before training the stability of He and NTK networks is flat to slightly decreasing in L: that depth hurts is a "
                        + "property of the bound and of trained networks, and is not asserted here.");
    }

    /** Widths at which the width term does not move as it should around a place of its maximum. */
    static List<String> widthViolations(int depth, double maximum) {
        int cube = depth * depth * depth;
        List<String> violations = new ArrayList<>();
        for (int m = 1; m <= 2 * cube; m++) {
            double step = Math.log1p(1.0 / m) / 2 - 1.0 / cube;
            boolean wrong = (m + 0.5 <= maximum && step <= 0) || (m >= maximum && step >= 0);
            if (wrong) {
                violations.add(
                        "L = " + depth + ": from m = " + m + " to " + (m + 1) + " the logarithm changes by " + step);
            }
        }
        return violations;
    }

    /** Depths from 3 up at which a bound does not exceed the one for a layer less. */
    static List<String> notIncreasing(InitialScale scale, int dimension, int width, int deepest) {
        List<String> violations = new ArrayList<>();
        for (int depth = 3; depth <= deepest; depth++) {
            double change =
                    LazyBound.of(scale, dimension, width, depth) - LazyBound.of(scale, dimension, width, depth - 1);
            // Where the width term underflows the bound stays the same double.
            if (change < 0) {
                violations.add(scale + ", d = " + dimension + ", m = " + width + ", L = " + depth + ": " + change);
            }
        }
        return violations;
    }

    /** Depths from 3 up, as far as a width is enough for them, at which LeCun's bound is not below the one for a layer less. */
    static List<String> notDecreasing(int dimension, int width, IntUnaryOperator leastWidth) {
        List<String> violations = new ArrayList<>();
        for (int depth = 3; leastWidth.applyAsInt(depth) <= width; depth++) {
            double here = LazyBound.of(InitialScale.LECUN, dimension, width, depth);
            double before = LazyBound.of(InitialScale.LECUN, dimension, width, depth - 1);
            if (here >= before) {
                violations.add("d = " + dimension + ", m = " + width + ": from " + before + " at L = " + (depth - 1)
                        + " to " + here + " at L = " + depth);
            }
        }
        return violations;
    }

    /** {@code L^3 max(8, 3 ln L + 3)}, rounded up. */
    static int leastWidth(int depth) {
        return (int) Math.ceil(Math.pow(depth, 3) * Math.max(8, 3 * Math.log(depth) + 3));
    }

    /** {@code 8 L^3}, which is enough up to seven layers only. */
    static int eightCubes(int depth) {
        return 8 * depth * depth * depth;
    }

    /** Depths whose networks do not have clearly shorter gradients, by five standard errors, than those of the depth before. */
    static List<String> notStabler(InitialScale scale, List<Integer> depths, long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        for (int depth : depths) {
            samples.add(BallPerturbation.gradientLengths(scale, 10, 50, depth, NETWORKS, random));
        }
        for (int i = 1; i < samples.size(); i++) {
            Sample before = samples.get(i - 1);
            Sample here = samples.get(i);
            double score = (before.mean() - here.mean()) / Math.hypot(before.standardError(), here.standardError());
            if (score < Sample.LARGEST_SCORE) {
                violations.add(String.format(
                        Locale.ROOT,
                        "%s, L = %d: mean %.4f after %.4f",
                        scale,
                        depths.get(i),
                        here.mean(),
                        before.mean()));
            }
        }
        return violations;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the width term is largest at L^3/2", seed -> widths()),
                new Check("bounds for He and NTK increase with depth", WidthAndDepthTrends::increasing),
                new Check("the bound for LeCun decreases where the width allows", WidthAndDepthTrends::decreasing),
                new Check("the bound for LeCun at d = 784, m = 1024", seed -> table()),
                new Check("LeCun networks before training", WidthAndDepthTrends::networks));
    }

    private static Finding widths() {
        List<String> violations = new ArrayList<>();
        for (int depth = 2; depth <= 30; depth++) {
            violations.addAll(widthViolations(depth, depth * depth * depth / 2.0));
        }
        return Finding.unlessViolated(
                "L = 2 .. 30, all widths up to 2 L^3", "increases before, decreases after", "m = L^3/2", violations);
    }

    private static Finding increasing(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            for (InitialScale scale : List.of(InitialScale.HE, InitialScale.NTK)) {
                violations.addAll(notIncreasing(scale, random.nextInt(1, 1000), random.nextInt(1, 5000), 40));
            }
        }
        return Finding.unlessViolated(
                INSTANCES + " random (d, m), L = 2 .. 40", "never decreases", "non-decreasing", violations);
    }

    private static Finding decreasing(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            int d = random.nextInt(1, 1000);
            int width = 1 << random.nextInt(6, 26);
            violations.addAll(notDecreasing(d, width + random.nextInt(width), WidthAndDepthTrends::leastWidth));
        }
        for (int depth = 3; depth <= 7; depth++) {
            int deepest = depth;
            violations.addAll(
                    notDecreasing(784, eightCubes(depth), l -> l <= deepest ? eightCubes(l) : Integer.MAX_VALUE));
        }
        for (int depth = 3; depth <= 100; depth++) {
            violations.addAll(notDecreasing(784, leastWidth(depth), WidthAndDepthTrends::leastWidth));
        }
        return Finding.unlessViolated(
                INSTANCES + " random (d, m) with m < 2^26, and the least m for L = 3 .. 100; m = 8 L^3 for L <= 7",
                "decreases",
                "m >= L^3 max(8, 3 ln L + 3)",
                violations);
    }

    private static Finding table() {
        List<String> violations = new ArrayList<>();
        List<String> measured = new ArrayList<>();
        for (int i = 0; i < TABLE.size(); i++) {
            double value = LazyBound.of(InitialScale.LECUN, 784, 1024, i + 2);
            measured.add(String.format(Locale.ROOT, "%.3f", value));
            double unit = TABLE.get(i) < 0.1 ? 0.001 : 0.01;
            if (Math.abs(value - TABLE.get(i)) > unit * 0.51) {
                violations.add("L = " + (i + 2) + ": " + value);
            }
        }
        return Finding.unlessViolated("L = 2 .. 12", String.join(" ", measured), TABLE.toString(), violations);
    }

    private static Finding networks(long seed) {
        return Finding.unlessViolated(
                "LeCun, d = 10, m = 50, L = 2, 3, 5, 8, " + NETWORKS + " networks each, seed " + seed,
                "mean gradient length shorter by more than 5 standard errors each time",
                "decreasing",
                notStabler(InitialScale.LECUN, List.of(2, 3, 5, 8), seed));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check(
                        "the width term is largest at L^3",
                        seed -> Finding.unlessViolated(
                                "L = 4", "increases up to there", "m = L^3", widthViolations(4, 64))),
                new Check(
                        "LeCun decreases at every depth",
                        seed -> Finding.unlessViolated(
                                "d = 784, m = 1024, L <= 12",
                                "decreases",
                                "all L",
                                notDecreasing(784, 1024, depth -> depth <= 12 ? 0 : Integer.MAX_VALUE))),
                new Check(
                        "LeCun decreases wherever m >= 8 L^3",
                        seed -> Finding.unlessViolated(
                                "d = 784, m = 4096, L <= 8",
                                "decreases",
                                "m >= 8 L^3",
                                notDecreasing(784, 4096, WidthAndDepthTrends::eightCubes))),
                new Check(
                        "He networks before training are stabler the deeper they are",
                        seed -> Finding.unlessViolated(
                                "He, d = 10, m = 50, L = 2, 3, 5, 8",
                                "clearly shorter gradients each time",
                                "decreasing",
                                notStabler(InitialScale.HE, List.of(2, 3, 5, 8), seed))));
    }
}
