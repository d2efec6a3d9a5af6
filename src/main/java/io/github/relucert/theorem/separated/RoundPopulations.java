package io.github.relucert.theorem.separated;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.circuit.ParameterCount;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.separated.ManifoldGeneralization.CoveringRadius;
import io.github.relucert.theorem.separated.VoronoiNet.Centre;
import io.github.relucert.theorem.statement.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Two populations on a curved manifold, ranges of angles with a gap between them, and a covering net of each. The nearest points of
 * the nets to the gap are placed to the disadvantage of the first population.
 *
 * <p>A probe is a point within rounding of the manifold. All points of a population lie within {@code spread} of some probe, so that
 * the population is robust at {@code c eps} when every probe is at {@code c eps + spread}. That is first tried with the bisector of each
 * pair of centres, in double with a slack, and then decided exactly.
 */
record RoundPopulations(
        RoundManifold manifold,
        int dimension,
        Rational eps,
        Rational c,
        SeparatedSets net,
        List<List<Rational>> probesOfA,
        List<List<Rational>> probesOfB,
        Rational spread) {
    private static final double WIDTH = 0.7;
    private static final double SLACK = 1e-11;
    private static final Rational ROUNDING = Rational.of(RoundManifold.ROUNDING);

    static RoundPopulations of(long seed, int[] dimensions, CoveringRadius covering) {
        SplittableRandom random = new SplittableRandom(seed);
        RoundManifold manifold = List.of(RoundManifold.values()).get(random.nextInt(RoundManifold.values().length));
        int drawn = dimensions[random.nextInt(dimensions.length)];
        int dimension = Math.max(drawn, manifold.leastDimension());
        double gap = 0.4 + 0.4 * random.nextDouble();
        int quarters = random.nextInt(1, manifold.angles() == 1 ? 4 : 3);
        // A chord of the unit circle is the least distance on all three; rounded down by more than the rounding of
        // points.
        Rational eps = Rational.of(StrictMath.sin(gap / 2) - 1e-9);
        double rest = (1 - quarters / 4.0) * eps.doubleNearest();
        double radius = switch (covering) {
            case SMALL_ENOUGH -> 1.75 * rest;
            case TOO_LARGE -> 3 * rest;
        };
        double perAngle = radius / Math.sqrt(manifold.angles());
        double step = rest / 10 / Math.sqrt(manifold.angles());
        SeparatedSets net = new SeparatedSets(
                Norm.L2,
                manifold.at(dimension, grid(manifold, downFrom(WIDTH, perAngle), perAngle)),
                manifold.at(dimension, grid(manifold, upFrom(WIDTH + gap, perAngle), perAngle)));
        List<List<Rational>> probesOfA = manifold.at(dimension, grid(manifold, downFrom(WIDTH, step), step));
        List<List<Rational>> probesOfB = manifold.at(dimension, grid(manifold, upFrom(WIDTH + gap, step), step));
        Rational spread = Rational.of(rest / 10).add(ROUNDING);
        return new RoundPopulations(
                manifold, dimension, eps, Rational.of(quarters, 4), net, probesOfA, probesOfB, spread);
    }

    /** {@code end - r, end - 3 r, ..}, down to the range's lower end 0. */
    private static List<Double> downFrom(double end, double r) {
        List<Double> angles = new ArrayList<>();
        for (double angle = end - r; angle > -r; angle -= 2 * r) {
            angles.add(Math.max(angle, 0));
        }
        return angles;
    }

    /** {@code start, start + 2 r, ..}, until the upper end lies within {@code r} of the last. */
    private static List<Double> upFrom(double start, double r) {
        List<Double> angles = new ArrayList<>();
        for (double angle = start; angle < start + WIDTH + r; angle += 2 * r) {
            angles.add(Math.min(angle, start + WIDTH));
        }
        return angles;
    }

    /** Each first angle, with every angle of a range of the same width where there is a second. */
    private static List<double[]> grid(RoundManifold manifold, List<Double> first, double r) {
        List<Double> second = manifold.angles() == 1 ? List.of(0.0) : downFrom(WIDTH, r);
        List<double[]> angles = new ArrayList<>();
        for (double one : first) {
            for (double other : second) {
                angles.add(manifold.angles() == 1 ? new double[] {one} : new double[] {one, other});
            }
        }
        return angles;
    }

    /** Whether both populations are robust at {@code c eps} against all moves, on and off the manifold, and the net is small. */
    Finding decide() {
        int reach = 2 + manifold.angles();
        ParameterCount parameters =
                VoronoiNet.of(net, reach, Centre.WITH_SQUARE).parameters();
        long most = (dimension + 6L) * net.count();
        Optional<String> size = parameters.structural() > most
                ? Optional.of(parameters.structural() + " parameters")
                : Optional.empty();
        return Finding.unless(
                wrong(net, probesOfA).or(() -> wrong(net.swapped(), probesOfB)).or(() -> size),
                manifold + " in R^" + dimension + ", eps = " + eps.doubleNearest() + ", c = " + c + ", " + net.count()
                        + " centres, " + (probesOfA.size() + probesOfB.size()) + " probes",
                "right around every probe; " + parameters.structural() + " parameters",
                "right within c eps of every point; at most (d + 6) N_cov = " + most);
    }

    private Optional<String> wrong(SeparatedSets centres, List<List<Rational>> probes) {
        double needed = Math.nextUp(c.multiply(eps).add(spread).doubleCeiling() + SLACK);
        List<double[]> own = centres.a().stream().map(SeparatedSets::toDoubles).toList();
        List<double[]> other =
                centres.b().stream().map(SeparatedSets::toDoubles).toList();
        for (List<Rational> probe : probes) {
            double[] x = SeparatedSets.toDoubles(probe);
            double[] nearest = own.stream()
                    .min(Comparator.comparingDouble(a -> RobustClassifier.length(Norm.L2, a, x)))
                    .orElseThrow();
            if (other.stream().anyMatch(b -> toBisector(x, nearest, b) < needed)) {
                Optional<String> found = described(probe, centres);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Distance from {@code x} to the bisector of two centres, behind which the whole cell of the other one lies. All lengths are of
     * order 1, so the rounding errors of sums of some twenty squares stay far below the slack.
     */
    private static double toBisector(double[] x, double[] own, double[] other) {
        double toOwn = RobustClassifier.length(Norm.L2, x, own);
        double toOther = RobustClassifier.length(Norm.L2, x, other);
        return (toOther * toOther - toOwn * toOwn) / (2 * RobustClassifier.length(Norm.L2, own, other));
    }

    /** The exact radius at a probe whose quick test failed; nothing when it is large enough after all. */
    private Optional<String> described(List<Rational> probe, SeparatedSets centres) {
        Radius radius = DisjunctiveProjection.nearest(
                        Norm.L2, Box.unbounded(dimension), NearestNeighbourRegions.against(centres), probe)
                .map(ExactNearest::distance)
                .orElseThrow();
        if (radius.compareTo(Radius.ofLength(Norm.L2, c.multiply(eps).add(spread))) > 0) {
            return Optional.empty();
        }
        Rational reach = c.multiply(eps).subtract(ROUNDING);
        boolean counterexample = radius.compareTo(Radius.ofLength(Norm.L2, reach)) < 0;
        return Optional.of((counterexample ? "an error at distance " : "undecided at a probe of radius ")
                + radius.floor() + ", c eps = " + reach.doubleNearest());
    }
}
