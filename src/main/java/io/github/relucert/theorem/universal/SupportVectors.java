package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SignPoints;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** On nearly orthogonal data every point of a stationary network is a support vector, with a weight near {@code 1/(d + 1)}. */
public final class SupportVectors implements Theorem {
    private static final Rational TWO = Rational.of(2);
    private static final int CLUSTER = 3;

    @Override
    public String id() {
        return "VAR-4";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "All points are support vectors; bounds of the dual weights";
    }

    @Override
    public String statement() {
        return "Let ||x_i||^2 = d, p = max |<x_i, x_j>|, q = (p + 1)(n - 1)/(d + 1) <= 1/3. At every Karush-Kuhn-Tucker point of the "
                + "margin problem the weights alpha_i = sum_j v_j^2 lambda_i sigma'_ij, and their parts on neurons of the point's own "
                + "sign, lie between (1 - 2q)/((1 - q)(d + 1)) and 1/((1 - q)(d + 1)); so all lambda_i > 0 and y_i f(x_i) = 1. Without "
                + "biases d + 1 and p + 1 become d and p.";
    }

    @Override
    public String source() {
        return "Lemma inside the main theorem of Vardi, Yehudai, Shamir; constants derived here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Checked on Karush-Kuhn-Tucker points that are known in closed form or by an exact quadratic program, every "
                        + "condition in rationals; not on fitted multipliers of trained networks.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the network with biases on orthogonal points",
                        4,
                        seed -> bounds(KktFamilies.biased(Samples.few(new SplittableRandom(seed))))),
                Check.onInstances("grouped networks without biases on orthogonal points", 4, SupportVectors::grouped),
                Check.onInstances(
                        "Gaussian points with products up to p, with biases",
                        3,
                        seed -> bounds(KktFamilies.leastNorm(
                                Samples.gaussian(new SplittableRandom(seed)), HiddenBias.PRESENT))),
                Check.onInstances(
                        "points with products -1 and +1, with biases",
                        4,
                        seed -> bounds(KktFamilies.leastNorm(
                                Samples.nearlyOrthogonal(new SplittableRandom(seed)), HiddenBias.PRESENT))));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances(
                "a cluster of four points, q > 1/2: a stationary point with a point off the margin",
                2,
                SupportVectors::crowded));
    }

    private static Finding grouped(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = Samples.few(random);
        return bounds(KktFamilies.grouped(data, Samples.groups(data, random)));
    }

    /**
     * A point, three others that differ from it in two places each, and an opposite point orthogonal to all of them. The three alone
     * determine the margin, and the point between them lies beyond it.
     */
    static Finding crowded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Rational>> pair = SignPoints.orthogonal(16, 2, random);
        List<Rational> middle = pair.getFirst();
        List<Rational> opposite = pair.getLast();
        List<Integer> alike = places(middle, opposite, 1);
        List<Integer> unlike = places(middle, opposite, -1);
        List<List<Rational>> points = new ArrayList<>(pair);
        List<Integer> labels = new ArrayList<>(List.of(1, -1));
        for (int k = 0; k < CLUSTER; k++) {
            // One place where the two agree and one where they differ: the inner product with the opposite point stays
            // 0.
            List<Rational> near = new ArrayList<>(middle);
            near.set(alike.get(k), middle.get(alike.get(k)).negate());
            near.set(unlike.get(k), middle.get(unlike.get(k)).negate());
            points.add(near);
            labels.add(1);
        }
        return support(KktFamilies.leastNorm(new LabelledPoints(points, labels), HiddenBias.ABSENT));
    }

    /** Whether all points of a stationary point lie on the margin with a positive multiplier; the bounds say nothing for q > 1/2. */
    private static Finding support(KktPoint point) {
        LabelledPoints data = stationary(point).data();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            if (!isSupport(point, i)) {
                others.add(i);
            }
        }
        return Finding.unless(
                others.isEmpty()
                        ? Optional.empty()
                        : Optional.of("no support vectors: points " + others + ", margin "
                                + shown(point.margin(others.getFirst()))),
                data + ", q=" + shown(point.bias().crowding(data)) + ", biases " + point.bias(),
                "all points on the margin",
                "all points on the margin");
    }

    private static boolean isSupport(KktPoint point, int i) {
        return point.margin(i).equals(Rational.ONE)
                && point.squaredMultipliers().get(i).signum() > 0;
    }

    /** The point, on condition that it is stationary. */
    private static KktPoint stationary(KktPoint point) {
        if (!point.violations().isEmpty()) {
            throw new IllegalStateException(point.data() + ": no stationary point, " + point.violations());
        }
        return point;
    }

    private static List<Integer> places(List<Rational> a, List<Rational> b, int sign) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).multiply(b.get(i)).signum() == sign) {
                places.add(i);
            }
        }
        return places;
    }

    /** Whether the point is stationary, all points lie on the margin, and their weights within the bounds. */
    static Finding bounds(KktPoint point) {
        LabelledPoints data = stationary(point).data();
        HiddenBias bias = point.bias();
        Rational q = bias.crowding(data);
        Rational rest = Rational.ONE.subtract(q).multiply(bias.squaredNorm(data));
        Rational lower = Rational.ONE.subtract(TWO.multiply(q)).divide(rest);
        Rational upper = Rational.ONE.divide(rest);
        Rational least = Rational.POSITIVE_INFINITY;
        Rational greatest = Rational.ZERO;
        boolean onMargin = true;
        for (int i = 0; i < data.size(); i++) {
            least = least.min(point.ownWeight(i));
            greatest = greatest.max(point.weight(i));
            onMargin &= isSupport(point, i);
        }
        boolean within = least.compareTo(lower) >= 0 && greatest.compareTo(upper) <= 0;
        return new Finding(
                data + ", q=" + shown(q) + ", biases " + bias,
                "weights from " + shown(least) + " to " + shown(greatest)
                        + (onMargin ? ", all points on the margin" : ", a point off the margin"),
                "weights from " + shown(lower) + " to " + shown(upper) + ", all points on the margin",
                within && onMargin ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** A short fraction as it is, a long one to nine decimals. */
    static String shown(Rational number) {
        String exact = number.toString();
        return exact.length() <= 20 ? exact : String.format(Locale.ROOT, "%.9f", number.doubleNearest());
    }
}
