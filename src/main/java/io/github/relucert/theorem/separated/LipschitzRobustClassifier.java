package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.generator.SeparatedSets.Pair;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The robust classifier of two separated sets is Lipschitz, with a constant that is known exactly. */
public final class LipschitzRobustClassifier implements Theorem {
    private static final double TOLERANCE = 1e-12;
    private static final int PAIRS = 20;

    @Override
    public String id() {
        return "EXP-2";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "f* has Lipschitz constant 2 / d(A,B)";
    }

    @Override
    public String statement() {
        return "Let A and B be sets at distance D = d(A,B) >= 2 eps > 0 in any norm, and f*(x) = (d(x,B) - d(x,A)) / (d(x,A) + d(x,B)). "
                + "Then |f*(x) - f*(x')| <= (2/D) ||x - x'|| <= (1/eps) ||x - x'|| for all x, x'. If D is attained the constant 2/D is the "
                + "least one, so 1/eps is tight exactly when D = 2 eps. Built with l_inf and measured in l2, 2/D_inf still holds; built with "
                + "l2 and measured in l_inf, only sqrt(d) 2/D_2 does.";
    }

    @Override
    public String source() {
        return "Proposition 3.2; the constant derived from |d(x,A) - d(x',A)| <= ||x - x'||";
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "no pair of points is steeper than 2/D, in l_inf, l2 and l1",
                        60,
                        seed -> slopes(sets(seed), seed, Claim.STATED)),
                Check.onInstances("the closest pair has slope 2/D exactly", 60, seed -> closestPair(sets(seed))),
                Check.onInstances("on the line the constant is 2/D exactly", 60, seed -> onTheLine(onALine(seed))),
                Check.onInstances("built and measured in different norms", 60, seed -> acrossNorms(sets(seed), seed)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("half the constant, 1/D", 1, seed -> slopes(sets(seed), seed, Claim.HALF)),
                Check.onInstances(
                        "1/eps in l_inf for f* built with l2, along the all-ones direction",
                        1,
                        LipschitzRobustClassifier::diagonal),
                Check.onInstances(
                        "1/eps for sets at distance eps only", 1, LipschitzRobustClassifier::closerThanAssumed));
    }

    /** Which constant is asserted. */
    public enum Claim {
        STATED,
        HALF
    }

    /** The sets of an instance: up to six dimensions, one to six points a set, any of the norms. */
    static SeparatedSets sets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Norm norm = List.of(Norm.values()).get(random.nextInt(3));
        SeparatedSets.Size size =
                new SeparatedSets.Size(random.nextInt(1, 7), random.nextInt(1, 7), random.nextInt(1, 7));
        return SeparatedSets.generate(random.nextLong(), size, norm, Rational.of(random.nextInt(1, 5), 16));
    }

    /** Random pairs of points, and the closest pair of the sets, against a multiple of the distance. */
    public static Finding slopes(SeparatedSets sets, long seed, Claim claim) {
        RobustClassifier function = new RobustClassifier(sets);
        Pair closest = sets.closestPair();
        double constant = (claim == Claim.HALF ? 1 : 2) / closest.distance().floor();
        SplittableRandom random = new SplittableRandom(~seed);
        double steepest = slope(
                function, SeparatedSets.toDoubles(closest.a()), SeparatedSets.toDoubles(closest.b()), sets.norm());
        for (int k = 0; k < PAIRS; k++) {
            double[] x = point(sets.dimension(), random);
            double[] y = k % 2 == 0 ? point(sets.dimension(), random) : near(x, random);
            steepest = Math.max(steepest, slope(function, x, y, sets.norm()));
        }
        Optional<String> steeper =
                steepest > constant * (1 + TOLERANCE) ? Optional.of("slope " + steepest) : Optional.empty();
        return Finding.unless(steeper, sets.toString(), "slopes up to " + steepest, "at most " + constant);
    }

    /** A slope with the rounding of the values taken off, so that near points cannot look steep. */
    private static double slope(RobustClassifier function, double[] x, double[] y, Norm norm) {
        double length = RobustClassifier.length(norm, x, y);
        double change = Math.abs(function.value(x) - function.value(y)) - TOLERANCE;
        return length == 0 ? 0 : change / length;
    }

    private static double[] point(int dimension, SplittableRandom random) {
        return random.doubles(dimension, -0.5, 1.5).toArray();
    }

    private static double[] near(double[] x, SplittableRandom random) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] += 0.01 * (random.nextDouble() - 0.5);
        }
        return y;
    }

    /** Along a closest pair the distances to the sets are {@code t D} and {@code (1 - t) D}, exactly. */
    public static Finding closestPair(SeparatedSets sets) {
        RobustClassifier function = new RobustClassifier(sets);
        for (Pair pair : sets.closestPairs()) {
            for (int k = 0; k <= 8; k++) {
                Rational t = Rational.of(k, 8);
                List<Rational> x = pair.at(t);
                boolean toA = function.distanceToA(x).value().equals(scaled(pair, t));
                boolean toB = function.distanceToB(x).value().equals(scaled(pair, Rational.ONE.subtract(t)));
                if (!toA || !toB) {
                    return Finding.unless(
                            Optional.of("another distance at t = " + t), sets.toString(), "", "t D and (1 - t) D");
                }
            }
        }
        return Finding.unless(
                Optional.empty(), sets.toString(), "f* = 1 - 2t on every closest pair", "slope 2/D, exactly");
    }

    private static Rational scaled(Pair pair, Rational t) {
        Rational factor = pair.distance().norm() == Norm.L2 ? t.multiply(t) : t;
        return factor.multiply(pair.distance().value());
    }

    private static SeparatedSets onALine(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeparatedSets.Size size = new SeparatedSets.Size(1, random.nextInt(1, 7), random.nextInt(1, 7));
        return SeparatedSets.generate(random.nextLong(), size, Norm.LINF, Rational.of(1, 8));
    }

    /** All one-sided slopes on the line, in rationals. */
    public static Finding onTheLine(SeparatedSets sets) {
        Rational steepest = LineSlopes.steepest(sets);
        Rational constant = Rational.of(2).divide(sets.separation().value());
        Optional<String> other =
                steepest.equals(constant) ? Optional.empty() : Optional.of("Lipschitz constant " + steepest);
        return Finding.unless(other, sets.toString(), "Lipschitz constant " + steepest, "2/D = " + constant);
    }

    /** l_inf-built and measured in l2: {@code 2/D_inf}; l2-built and measured in l_inf: {@code sqrt(d) 2/D_2}. */
    public static Finding acrossNorms(SeparatedSets sets, long seed) {
        SeparatedSets inMaximum = sets.in(Norm.LINF);
        SeparatedSets inEuclidean = inMaximum.in(Norm.L2);
        double first = 2 / inMaximum.separation().floor();
        double second =
                Math.sqrt(inMaximum.dimension()) * 2 / inEuclidean.separation().floor();
        SplittableRandom random = new SplittableRandom(~seed);
        RobustClassifier maximum = new RobustClassifier(inMaximum);
        RobustClassifier euclidean = new RobustClassifier(inEuclidean);
        double steepestFirst = 0;
        double steepestSecond = 0;
        for (int k = 0; k < PAIRS; k++) {
            double[] x = point(inMaximum.dimension(), random);
            double[] y = near(x, random);
            steepestFirst = Math.max(steepestFirst, slope(maximum, x, y, Norm.L2));
            steepestSecond = Math.max(steepestSecond, slope(euclidean, x, y, Norm.LINF));
        }
        boolean steep = steepestFirst > first * (1 + TOLERANCE) || steepestSecond > second * (1 + TOLERANCE);
        String measured = "slopes up to " + steepestFirst + " and " + steepestSecond;
        return Finding.unless(
                steep ? Optional.of(measured) : Optional.empty(),
                inMaximum.toString(),
                measured,
                "at most " + first + " (l_inf built, l2 measured) and " + second + " (the reverse)");
    }

    /** {@code A = {0}}, {@code B = {(eps, .., eps)}} in four dimensions: l2 distance {@code 2 eps}, l_inf distance {@code eps}. */
    private static Finding diagonal(long seed) {
        Rational eps = Rational.of(new SplittableRandom(seed).nextInt(1, 9), 16);
        SeparatedSets sets = new SeparatedSets(
                Norm.L2, List.of(Collections.nCopies(4, Rational.ZERO)), List.of(Collections.nCopies(4, eps)));
        Pair pair = sets.closestPair();
        RobustClassifier function = new RobustClassifier(sets);
        double slope = slope(function, SeparatedSets.toDoubles(pair.a()), SeparatedSets.toDoubles(pair.b()), Norm.LINF);
        double claimed = 1 / eps.doubleNearest();
        return Finding.unless(
                slope > claimed * (1 + TOLERANCE)
                        ? Optional.of("slope " + slope + " in l_inf units")
                        : Optional.empty(),
                sets.toString(),
                "slope " + slope,
                "at most 1/eps = " + claimed);
    }

    /** {@code D = eps} instead of {@code 2 eps}: the slope is {@code 2/eps}. */
    private static Finding closerThanAssumed(long seed) {
        Rational eps = Rational.of(new SplittableRandom(seed).nextInt(1, 9), 16);
        SeparatedSets sets = new SeparatedSets(Norm.LINF, List.of(List.of(Rational.ZERO)), List.of(List.of(eps)));
        Rational steepest = LineSlopes.steepest(sets);
        Rational claimed = Rational.ONE.divide(eps);
        return Finding.unless(
                steepest.compareTo(claimed) > 0 ? Optional.of("Lipschitz constant " + steepest) : Optional.empty(),
                sets.toString(),
                "Lipschitz constant " + steepest,
                "at most 1/eps = " + claimed);
    }
}
