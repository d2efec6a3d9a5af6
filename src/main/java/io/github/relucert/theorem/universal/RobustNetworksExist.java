package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.GaussianPoints;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SignPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.MatchedFilters;
import io.github.relucert.theorem.twolayer.SecondWay;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** A wide two-layer network can be robust on nearly orthogonal data. */
public final class RobustNetworksExist implements Theorem {
    private static final List<Integer> DIMENSIONS = List.of(4, 8, 12, 16, 20);
    private static final int MOST_POINTS = 6;
    private static final double RELATIVE_TOLERANCE = 1e-9;
    private static final Rational HALF = Rational.of(1, 2);

    @Override
    public String id() {
        return "VAR-2";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "A robust network exists";
    }

    @Override
    public String statement() {
        return "Let ||x_i||^2 = d and <x_i, x_j> <= c d for i != j, 0 <= c < 1. The network of width n f(x) = sum_j y_j relu(2 <x_j, x> "
                + "/ (d (1 - c)) - (1 + c)/(1 - c)) has y_i f(x_i) = 1 with one active neuron, and the distance of every x_i to the "
                + "nearest error, ties included, is exactly (1 - c) sqrt(d) / 2 in l2. For x_i in {-1,+1}^d it is (1 - c)/2 in l_inf "
                + "and (1 - c) d / 2 in l1; for other points the l_inf radius lies between d (1 - c) / (2 max_j ||x_j||_1) and "
                + "d (1 - c) / (2 ||x_i||_1).";
    }

    @Override
    public String source() {
        return "Vardi, Yehudai, Shamir, theorem 3.1; constants derived here (only the upper side of the inner products is needed)";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-17: \"robust networks exist\" must say that they also classify the data (y_i f(x_i) >= 1), or a constant "
                        + "network is a trivial witness; only <x_i, x_j> <= c d is needed.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Points of {-1,+1}^d are decided in rationals on f times d (1 - c)/2, which has the same zero set and stored "
                        + "weights; Gaussian points to 1e-9, as their norms are sqrt(d) only up to rounding.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances("orthogonal points, l2, l_inf and l1", 6, RobustNetworksExist::onOrthogonalPoints),
                Check.onInstances(
                        "points with products -1 and +1, c = 1/d, l2",
                        3,
                        RobustNetworksExist::onNearlyOrthogonalPoints),
                Check.onInstances(
                        "Gaussian points with products up to p, c = p/d, l2", 3, RobustNetworksExist::onGaussianPoints),
                Check.onInstances(
                        "Gaussian points, l_inf between its bounds", 2, RobustNetworksExist::linfBetweenBounds),
                Check.onInstances("the mixed-integer program, l_inf", 1, RobustNetworksExist::secondWay),
                Check.onInstances(
                        "an understated c breaks the radius only above 1 - (1 - c)^2/2",
                        4,
                        RobustNetworksExist::understated));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("the bias left out", 2, RobustNetworksExist::withoutBias),
                Check.onInstances("a radius of 0.51 (1 - c) sqrt(d)", 2, RobustNetworksExist::largerRadius),
                Check.onInstances("c = 0 on an opposite pair with product 3/4 d", 2, seed -> pair(seed, 3, 4)));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        RobustMemorisation instance = orthogonal(new SplittableRandom(seed), Rational.ZERO);
        return Optional.of(instance.network().construction(instance.data()));
    }

    private static RobustMemorisation orthogonal(SplittableRandom random, Rational c) {
        int dimension = DIMENSIONS.get(random.nextInt(DIMENSIONS.size()));
        int count = 2 + random.nextInt(Math.min(dimension, MOST_POINTS) - 1);
        return new RobustMemorisation(
                LabelledPoints.withRandomLabels(
                        SignPoints.orthogonal(dimension, count, random), 1 + random.nextInt(count - 1), random),
                c);
    }

    /** Random orthogonal points and c in {0, 1/4, 1/2, 3/4}, all norms. */
    private static Finding onOrthogonalPoints(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return exactly(orthogonal(random, Rational.of(random.nextInt(4), 4)), List.of(Norm.values()));
    }

    /** Inner products -1 and +1, so that c = 1/d; the norm in which the formula is exact for them. */
    private static Finding onNearlyOrthogonalPoints(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = 1 + DIMENSIONS.get(random.nextInt(DIMENSIONS.size()));
        int count = 2 + random.nextInt(Math.min(dimension - 1, MOST_POINTS) - 1);
        LabelledPoints data = LabelledPoints.withRandomLabels(
                SignPoints.nearlyOrthogonal(dimension, count, random), 1 + random.nextInt(count - 1), random);
        return exactly(new RobustMemorisation(data, Rational.of(1, dimension)), List.of(Norm.L2));
    }

    /** Margin 1, one active neuron a point, and every exact radius equals the formula. */
    static Finding exactly(RobustMemorisation instance, List<Norm> norms) {
        boolean holds = memorises(instance);
        List<String> measured = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        for (Norm norm : norms) {
            Radius claimed = instance.radius(norm);
            List<Radius> radii = instance.network().radii(instance.data(), norm);
            holds &= radii.stream().allMatch(claimed::equals);
            measured.add(text(Collections.min(radii)));
            bounds.add(text(claimed));
        }
        return new Finding(
                instance.data() + ", c=" + instance.c(),
                String.join(", ", measured) + " at the weakest point",
                "every point has " + String.join(", ", bounds),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** A radius as it is compared: a square in l2. */
    static String text(Radius radius) {
        return radius.norm().id() + (radius.norm() == Norm.L2 ? " squared " : " ") + radius.value();
    }

    private static boolean memorises(RobustMemorisation instance) {
        LabelledPoints data = instance.data();
        TwoLayer f = instance.network();
        for (int i = 0; i < data.size(); i++) {
            List<Rational> x = data.point(i);
            long active = f.neurons().stream()
                    .filter(neuron -> neuron.preActivation(x).signum() > 0)
                    .count();
            if (active != 1 || !f.at(x).equals(instance.factor().multiply(Rational.of(data.label(i))))) {
                return false;
            }
        }
        return true;
    }

    /** The first point's l_inf radius: exact enumeration and mixed-integer program agree. */
    static Finding secondWay(long seed) {
        RobustMemorisation instance = orthogonal(new SplittableRandom(seed), Rational.of(1, 4));
        LabelledPoints data = instance.data();
        return SecondWay.brackets(
                data + ", c=1/4",
                instance.network().problem(data.point(0), data.label(0), Norm.LINF),
                instance.radius(Norm.LINF));
    }

    /** Points whose Gram matrix is {@code d I} plus random entries up to {@code p = c d}, in double; c is 1/8 or 1/4. */
    private static RobustMemorisation gaussian(SplittableRandom random) {
        int count = 2 + random.nextInt(3);
        int dimension = 6 + random.nextInt(7);
        int eighths = 1 + random.nextInt(2);
        double p = dimension * eighths / 8.0;
        List<List<Rational>> points = GaussianPoints.withProductsUpTo(p, dimension, count, random).stream()
                .map(Vectors::exactly)
                .toList();
        LabelledPoints data = LabelledPoints.withRandomLabels(points, 1 + random.nextInt(count - 1), random);
        return new RobustMemorisation(data, Rational.of(eighths, 8));
    }

    /** Random points with bounded inner products: the exact l2 radius of the stored network, within 1e-9 of the formula. */
    static Finding onGaussianPoints(long seed) {
        RobustMemorisation instance = gaussian(new SplittableRandom(seed));
        double claimed = Math.sqrt(instance.radius(Norm.L2).value().doubleNearest());
        double worst = 0;
        for (Radius radius : instance.network().radii(instance.data(), Norm.L2)) {
            worst = Math.max(worst, Math.abs(radius.floor() / claimed - 1));
        }
        return new Finding(
                instance.data() + ", c=" + instance.c(),
                String.format(Locale.ROOT, "l2 radii within %.1e of %.9f, relative", worst, claimed),
                "at most 1e-9",
                worst <= RELATIVE_TOLERANCE ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The exact l_inf radius lies between the two quotients of {@code d (1 - c)/2} by l1 norms. */
    static Finding linfBetweenBounds(long seed) {
        RobustMemorisation instance = gaussian(new SplittableRandom(seed));
        LabelledPoints data = instance.data();
        double factor = instance.factor().doubleNearest();
        double longest = data.points().stream()
                .mapToDouble(x -> Vectors.sumOfAbsolutes(x).doubleNearest())
                .max()
                .orElseThrow();
        List<Radius> radii = instance.network().radii(data, Norm.LINF);
        boolean holds = true;
        List<String> measured = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            double radius = radii.get(i).floor();
            double upper = factor / Vectors.sumOfAbsolutes(data.point(i)).doubleNearest();
            holds &=
                    radius >= factor / longest * (1 - RELATIVE_TOLERANCE) && radius <= upper * (1 + RELATIVE_TOLERANCE);
            measured.add(String.format(Locale.ROOT, "%.6f <= %.6f", radius, upper));
        }
        return new Finding(
                data + ", c=" + instance.c(),
                String.join(", ", measured),
                String.format(Locale.ROOT, "radii from %.6f up to their own bound", factor / longest),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * An opposite pair with {@code <x_1, x_2> = c' d} under the network made for c = 0: where c' > 1/2 the radius falls below
     * {@code sqrt(d)/2}, to {@code sqrt(d (1 - c')/2)}; where c' <= 1/2 the second neuron is on or at its kink and the radius stands.
     */
    static Finding understated(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int eighths = 2 * (1 + random.nextInt(3));
        LabelledPoints pair = oppositePair(8 + 8 * random.nextInt(2), eighths, 8, random);
        Radius radius = Collections.min(MatchedFilters.network(pair, HALF).radii(pair, Norm.L2));
        Rational d = Rational.of(pair.dimension());
        Rational understated = d.multiply(Rational.of(8 - eighths, 16));
        Rational designed = d.divide(Rational.of(4));
        Rational expected = eighths > 4 ? understated : designed;
        return new Finding(
                "opposite pair, d=" + d + ", product " + Rational.of(eighths, 8) + " d, c=0",
                text(radius),
                (eighths > 4 ? "d (1 - c')/2 = " : "at least d/4 = ") + expected,
                (eighths > 4 ? radius.value().equals(expected) : radius.value().compareTo(expected) >= 0)
                        ? Verdict.HOLDS
                        : Verdict.FAILS);
    }

    /** Claims the radius for c = 0 of an opposite pair with {@code <x_1, x_2> = numerator/denominator d}. */
    static Finding pair(long seed, int numerator, int denominator) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints pair = oppositePair(8, numerator, denominator, random);
        RobustMemorisation instance = new RobustMemorisation(pair, Rational.ZERO);
        return atLeast(instance, instance.network(), instance.radius(Norm.L2).value());
    }

    private static LabelledPoints oppositePair(int dimension, int numerator, int denominator, SplittableRandom random) {
        List<Rational> first = SignPoints.orthogonal(dimension, 1, random).getFirst();
        // Each flipped coordinate takes 2 off the inner product d.
        int flips = dimension * (denominator - numerator) / (2 * denominator);
        List<Rational> second = new ArrayList<>(first);
        for (int i = 0; i < flips; i++) {
            second.set(i, first.get(i).negate());
        }
        return LabelledPoints.withRandomLabels(List.of(first, second), 1, random);
    }

    /** Five points of one class against one of the other, biases zero: the radius falls to {@code sqrt(d/6)}. */
    static Finding withoutBias(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = LabelledPoints.withRandomLabels(SignPoints.orthogonal(12, 6, random), 5, random);
        RobustMemorisation instance = new RobustMemorisation(data, Rational.ZERO);
        return atLeast(
                instance,
                MatchedFilters.network(data, Rational.ZERO),
                instance.radius(Norm.L2).value());
    }

    /** Claims {@code 0.51 (1 - c) sqrt(d)}. */
    static Finding largerRadius(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RobustMemorisation instance = orthogonal(random, Rational.of(random.nextInt(4), 4));
        Rational stretch = Rational.of(51 * 51, 50 * 50);
        return atLeast(
                instance, instance.network(), instance.radius(Norm.L2).value().multiply(stretch));
    }

    private static Finding atLeast(RobustMemorisation instance, TwoLayer f, Rational claimed) {
        Radius least = Collections.min(f.radii(instance.data(), Norm.L2));
        return new Finding(
                instance.data() + ", c=" + instance.c(),
                text(least) + " at the weakest point",
                "at least " + claimed,
                least.value().compareTo(claimed) >= 0 ? Verdict.HOLDS : Verdict.FAILS);
    }
}
