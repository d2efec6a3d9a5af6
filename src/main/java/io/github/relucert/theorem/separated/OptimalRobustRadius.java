package io.github.relucert.theorem.separated;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.RandomTwoLayerNet;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.generator.SeparatedSets.Pair;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The robust classifier withstands every move shorter than half the separation, and no classifier withstands more. */
public final class OptimalRobustRadius implements Theorem {
    private static final int MOVES = 20;

    @Override
    public String id() {
        return "EXP-3";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "f* is robust below D/2, and nothing is robust beyond";
    }

    @Override
    public String statement() {
        return "Let d(A,B) = D >= 2 eps. For x in A and ||delta|| <= c eps with c < 1, f*(x + delta) >= 1 - c > 0, and for x in B "
                + "f*(x + delta) <= c - 1 < 0. The least radius r_le over A and B is D/2, attained on the closest pairs. Of any classifier "
                + "at all, the smaller of the radii at the two points of a closest pair is at most D/2.";
    }

    @Override
    public String source() {
        return "Proposition 3.2; optimality by the midpoint of a closest pair";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-3: the paper's proposition states zero robust error at the closed radius eps; where D = 2 eps the bisector lies at "
                        + "distance eps and f* is zero there, so only radii below eps are right.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Radii are decided exactly in l_inf and l2 on finite sets; l1 is covered by exact values at random moves.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "f* is at least 1 - c within c eps",
                        60,
                        seed -> values(LipschitzRobustClassifier.sets(seed), seed)),
                Check.onInstances(
                        "the least exact radius is D/2, in l_inf and l2",
                        20,
                        seed -> leastRadiusIsHalf(smallSets(seed, normOf(seed)))),
                Check.onInstances(
                        "no random network has larger radii than D/2 on a closest pair",
                        20,
                        seed -> nothingBeatsIt(smallSets(seed, normOf(seed)), seed)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "moves of 1.01 D/2 towards the other set",
                        1,
                        seed -> towardsTheOther(seed, Rational.of(101, 100))),
                Check.onInstances("the closed radius eps = D/2 (E-3)", 1, seed -> towardsTheOther(seed, Rational.ONE)));
    }

    /** Random moves of length at most {@code c eps}, in l_inf and l1 with exact values, {@code 2 eps = D}. */
    public static Finding values(SeparatedSets drawn, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        SeparatedSets sets = drawn.norm() == Norm.L2 ? drawn.in(Norm.LINF) : drawn;
        RobustClassifier function = new RobustClassifier(sets);
        Rational c = Rational.of(random.nextInt(1, 8), 8);
        Rational reach = c.multiply(sets.separation().value()).multiply(Rational.of(1, 2));
        Rational margin = Rational.ONE.subtract(c);
        Rational least = Rational.ONE;
        for (int k = 0; k < MOVES; k++) {
            int label = k % 2 == 0 ? 1 : -1;
            List<List<Rational>> points = label == 1 ? sets.a() : sets.b();
            List<Rational> x = points.get(random.nextInt(points.size()));
            Rational value =
                    function.value(moved(x, reach, sets.norm(), random)).multiply(Rational.of(label));
            least = least.min(value);
        }
        return Finding.unless(
                least.compareTo(margin) < 0 ? Optional.of("y f* = " + least) : Optional.empty(),
                sets + ", c = " + c,
                "y f* down to " + least,
                "at least 1 - c = " + margin);
    }

    /** A corner of the ball in l_inf, one coordinate in l1. */
    private static List<Rational> moved(List<Rational> x, Rational reach, Norm norm, SplittableRandom random) {
        List<Rational> result = new ArrayList<>(x);
        int single = random.nextInt(x.size());
        for (int i = 0; i < x.size(); i++) {
            Rational step = random.nextBoolean() ? reach : reach.negate();
            boolean moves = norm == Norm.LINF || i == single;
            result.set(i, moves ? x.get(i).add(step) : x.get(i));
        }
        return result;
    }

    /** Sets of few points in few dimensions, in l_inf or l2. */
    static SeparatedSets smallSets(long seed, Norm norm) {
        SplittableRandom random = new SplittableRandom(seed);
        SeparatedSets.Size size =
                new SeparatedSets.Size(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4));
        return SeparatedSets.generate(random.nextLong(), size, norm, Rational.of(random.nextInt(2, 5), 16));
    }

    private static Norm normOf(long seed) {
        return seed % 2 == 0 ? Norm.L2 : Norm.LINF;
    }

    /** Exact radii of {@code f*} at every point of both sets, in l_inf or l2. */
    public static Finding leastRadiusIsHalf(SeparatedSets sets) {
        Radius least = leastRadius(sets);
        Radius half = halfSeparation(sets);
        return Finding.unless(
                least.equals(half) ? Optional.empty() : Optional.of("least radius " + least.value()),
                sets.toString(),
                "least radius " + text(least),
                "D/2 = " + text(half));
    }

    /** The least {@code r_le} of the nearest-neighbour rule over both sets. */
    static Radius leastRadius(SeparatedSets sets) {
        Radius first = leastRadiusOfFirst(sets);
        Radius second = leastRadiusOfFirst(sets.swapped());
        return first.compareTo(second) <= 0 ? first : second;
    }

    private static Radius leastRadiusOfFirst(SeparatedSets sets) {
        return sets.a().stream()
                .map(x -> radius(sets, x))
                .reduce((x, y) -> x.compareTo(y) <= 0 ? x : y)
                .orElseThrow();
    }

    /** {@code r_le} at a point of the first set, over all of space. */
    static Radius radius(SeparatedSets sets, List<Rational> x) {
        return DisjunctiveProjection.nearest(
                        sets.norm(), Box.unbounded(sets.dimension()), NearestNeighbourRegions.against(sets), x)
                .map(ExactNearest::distance)
                .orElseThrow();
    }

    /** {@code D/2}. */
    static Radius halfSeparation(SeparatedSets sets) {
        Radius separation = sets.separation();
        Rational factor = Rational.of(1, separation.norm() == Norm.L2 ? 4 : 2);
        return new Radius(separation.norm(), separation.value().multiply(factor));
    }

    /** A length for a report: the root of a square is left standing. */
    static String text(Radius radius) {
        return radius.norm() == Norm.L2
                ? "sqrt(" + radius.value() + ")"
                : radius.value().toString();
    }

    /** Exact radii of a random network at both points of a closest pair. */
    public static Finding nothingBeatsIt(SeparatedSets sets, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        Pair pair = sets.closestPair();
        Network network = RandomTwoLayerNet.separating(random.nextLong(), random.nextInt(1, 6), pair.a(), pair.b());
        Radius half = halfSeparation(sets);
        Radius atA = radiusOf(network, pair.a(), 1, sets.norm());
        Radius atB = radiusOf(network, pair.b(), -1, sets.norm());
        Radius smaller = atA.compareTo(atB) <= 0 ? atA : atB;
        return Finding.unless(
                smaller.compareTo(half) > 0 ? Optional.of("both radii above " + text(half)) : Optional.empty(),
                sets + ", random net with " + network.neuronCount() + " neurons",
                "smaller radius " + text(smaller),
                "at most D/2 = " + text(half));
    }

    private static Radius radiusOf(Network network, List<Rational> x, int label, Norm norm) {
        SignQuestion question = new SignQuestion(network, x, label, norm, Box.unbounded(x.size()));
        return ExactRadius.atMost(question.problem())
                .map(Nearest::radius)
                .orElse(new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** A move along a closest pair by a multiple of {@code D/2}; the statement would have the label stand. */
    private static Finding towardsTheOther(long seed, Rational factor) {
        SeparatedSets sets = LipschitzRobustClassifier.sets(seed);
        Pair pair = sets.closestPair();
        int sign = new RobustClassifier(sets).sign(pair.at(factor.multiply(Rational.of(1, 2))));
        return Finding.unless(
                sign <= 0 ? Optional.of("the sign of f* is " + sign) : Optional.empty(),
                sets.toString(),
                "the sign of f* is +1",
                "+1 at distance " + factor + " D/2");
    }
}
