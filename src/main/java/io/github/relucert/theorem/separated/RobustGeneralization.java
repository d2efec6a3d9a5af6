package io.github.relucert.theorem.separated;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.circuit.ParameterCount;
import io.github.relucert.theorem.generator.SeparatedRegions;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Whole populations, not only training points, are classified robustly by networks of exponential size. */
public final class RobustGeneralization implements Theorem {
    /** Larger approximations are checked as interpolants only. */
    private static final int LARGEST_NETWORK = 400;

    @Override
    public String id() {
        return "EXP-8";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "Robust generalization with exp(O(d)) parameters";
    }

    @Override
    public String statement() {
        return "Let A, B in [0,1]^d be at l_inf distance D = 2 eps and c in (0,1). (a) The grid network of EXP-7 with"
                + " M = floor(3/(4 (1-c) eps)) + 1 cells a side has the right sign at every point within c eps of every"
                + " point of A and B. (b) So has the nearest-neighbour network of EXP-4 on an r-net of A and one of B, r <"
                + " 2 (1-c) eps; it has at most 12 d N_cov parameters, N_cov <= 2 ceil(1/r)^d.";
    }

    @Override
    public String source() {
        return "Theorem 3.3 and its corollary; (b) derived: c eps + r < 2 eps - c eps";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of("E-9: O(exp(d)) on the slides has to be read exp(O(d)), with a base of about 1/eps.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "A and B are unions of boxes and axis-parallel segments, d <= 3; over them the answer is exact, for"
                        + " every point.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the grid network is right at every point within c eps", 12, RobustGeneralization::onGrid),
                Check.onInstances(
                        "the nearest-neighbour network of an r-net is right at every point within c eps, and small"
                                + " enough",
                        8,
                        RobustGeneralization::onNet),
                Check.onInstances(
                        "no activation cell of the network of (b) holds a wrong point within c eps",
                        6,
                        RobustGeneralization::byCells));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "half as many cells a side, a point of A amid a cell", 1, RobustGeneralization::halfTheCells),
                Check.onInstances(
                        "a net of 1.5 times the radius, the border point of B opposite to a point far from the net of"
                                + " A",
                        1,
                        RobustGeneralization::tooWideANet));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        SeparatedRegions regions = SeparatedRegions.generate(seed, 2, Rational.of(1, 4));
        SeparatedSets net = CoveringNet.of(regions, radius(Rational.of(1, 8), Rational.of(1, 2)));
        return Optional.of(new Construction(MaximumNormNet.of(net).network(), net.rows(), net.labels()));
    }

    private static Rational oneLess(Rational c) {
        return Rational.ONE.subtract(c);
    }

    /** A dyadic below {@code 2 (1-c) eps}, by an eighth. */
    private static Rational radius(Rational eps, Rational c) {
        return eps.multiply(oneLess(c)).multiply(Rational.of(7, 4));
    }

    /** The cells a side that the statement asks for: {@code floor(3 / (4 (1-c) eps)) + 1}. */
    static int cells(Rational eps, Rational c) {
        Rational bound = Rational.of(3, 4).divide(oneLess(c).multiply(eps));
        return bound.numerator().divide(bound.denominator()).intValueExact() + 1;
    }

    /** The interpolant of {@code f*} of two populations. */
    static KuhnInterpolant interpolant(SeparatedRegions regions, int cells) {
        return KuhnInterpolant.of(regions.dimension(), cells, x -> {
            Rational toA = SeparatedRegions.distance(x, regions.a());
            Rational toB = SeparatedRegions.distance(x, regions.b());
            return toB.subtract(toA).divide(toA.add(toB)).doubleNearest();
        });
    }

    /** The least value on both populations and their surroundings, on every simplex. */
    public static Finding onGrid(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = random.nextInt(1, 4);
        Rational separation = Rational.of(dimension == 3 ? 4 : random.nextInt(2, 5), 16);
        Rational c = Rational.of(dimension == 3 ? 1 : random.nextInt(1, 4), 4);
        return onGrid(
                SeparatedRegions.generate(random.nextLong(), dimension, separation),
                c,
                cells(separation.multiply(Rational.of(1, 2)), c));
    }

    private static Finding onGrid(SeparatedRegions regions, Rational c, int cells) {
        Rational eps = regions.separation().multiply(Rational.of(1, 2));
        Rational reach = c.multiply(eps);
        KuhnInterpolant first = interpolant(regions, cells);
        KuhnInterpolant second = interpolant(regions.swapped(), cells);
        Rational atA = least(first, regions.a(), reach);
        Rational atB = least(second, regions.b(), reach);
        Rational least = atA.min(atB);
        return Finding.unless(
                least.signum() <= 0 ? Optional.of("y f = " + least.doubleNearest()) : Optional.empty(),
                regions + ", c = " + c + ", M = " + cells,
                "y f at least " + least.doubleNearest() + ", over all points and moves",
                "positive");
    }

    /** The exact least value over the cube's points within reach of some box. */
    static Rational least(KuhnInterpolant interpolant, List<Box> boxes, Rational reach) {
        return boxes.stream()
                .map(box -> leastOver(interpolant, clipped(SeparatedRegions.enlarged(box, reach))))
                .reduce(Rational::min)
                .orElseThrow();
    }

    /** The exact minimum; where the network is small it has to have this value at the minimum, too. */
    private static Rational leastOver(KuhnInterpolant interpolant, Box box) {
        KuhnInterpolant.Minimum minimum = interpolant.minimumOver(box);
        if (Math.pow(interpolant.cells() + 1, interpolant.dimension()) > LARGEST_NETWORK) {
            return minimum.value();
        }
        Network network = interpolant.clippedNetwork().network();
        return new ExactEvaluation(network, RationalVector.of(minimum.point()))
                .output()
                .get(0)
                .min(minimum.value());
    }

    /** What clipping makes of a box. */
    private static Box clipped(Box box) {
        return new Box(
                box.lower().stream()
                        .map(side -> side.max(Rational.ZERO).min(Rational.ONE))
                        .toList(),
                box.upper().stream()
                        .map(side -> side.max(Rational.ZERO).min(Rational.ONE))
                        .toList());
    }

    /** Nearest neighbours in a net, over every box and its surroundings. */
    public static Finding onNet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = random.nextInt(1, 4);
        Rational separation = Rational.of(dimension == 1 ? random.nextInt(2, 5) : 4, 16);
        Rational c = Rational.of(random.nextInt(1, dimension == 1 ? 4 : dimension == 2 ? 3 : 2), 4);
        SeparatedRegions regions = SeparatedRegions.generate(random.nextLong(), dimension, separation);
        Rational r = radius(separation.multiply(Rational.of(1, 2)), c);
        SeparatedSets net = CoveringNet.of(regions, r);
        return onNet(regions, net, c, r);
    }

    private static Finding onNet(SeparatedRegions regions, SeparatedSets net, Rational c, Rational r) {
        Rational reach = regions.separation().multiply(c).multiply(Rational.of(1, 2));
        ParameterCount parameters = MaximumNormNet.of(net).parameters();
        int dimension = regions.dimension();
        double covering = 2 * Math.pow(Math.ceil(1 / r.doubleFloor()), dimension);
        Optional<String> size = parameters.structural() > 12L * dimension * net.count() || net.count() > covering
                ? Optional.of(parameters.structural() + " parameters, " + net.count() + " centres")
                : Optional.empty();
        Optional<String> wrong = error(net, regions.a(), reach)
                .or(() -> error(net.swapped(), regions.b(), reach))
                .or(() -> size);
        return Finding.unless(
                wrong,
                regions + ", c = " + c + ", r = " + r + ", " + net.count() + " centres",
                "no wrong point; " + parameters.structural() + " parameters",
                "right within c eps of every point; at most 12 d N_cov = " + 12L * dimension * net.count());
    }

    /** A point within reach of a box of the first class that the rule does not give to it. */
    private static Optional<String> error(SeparatedSets net, List<Box> boxes, Rational reach) {
        for (Box box : boxes) {
            Optional<ExactNearest> found = DisjunctiveProjection.nearest(
                    Norm.LINF,
                    SeparatedRegions.enlarged(box, reach),
                    NearestNeighbourRegions.against(net),
                    box.lower());
            if (found.isPresent()) {
                return Optional.of("wrong at " + found.get().point());
            }
        }
        return Optional.empty();
    }

    /** The network of (b) itself, over every box and its surroundings as the domain: the data point is a variable, too. */
    public static Finding byCells(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = random.nextInt(1, 3);
        Rational c = Rational.of(1, 4);
        SeparatedRegions regions = SeparatedRegions.generate(random.nextLong(), dimension, Rational.of(1, 4));
        Rational reach = regions.separation().multiply(c).multiply(Rational.of(1, 2));
        SeparatedSets net = CoveringNet.of(regions, radius(Rational.of(1, 8), c));
        Network network = MaximumNormNet.of(net).network();
        Optional<String> wrong =
                errorInCells(network, regions.a(), 1, reach).or(() -> errorInCells(network, regions.b(), -1, reach));
        return Finding.unless(
                wrong,
                regions + ", c = " + c + ", " + network.neuronCount() + " ReLUs",
                "no wrong point in any cell",
                "right within c eps of every point");
    }

    private static Optional<String> errorInCells(Network network, List<Box> boxes, int label, Rational reach) {
        for (Box box : boxes) {
            SignQuestion question =
                    new SignQuestion(network, box.lower(), label, Norm.LINF, SeparatedRegions.enlarged(box, reach));
            Optional<Nearest> found = ExactRadius.atMost(question.problem());
            if (found.isPresent()) {
                return Optional.of("wrong at " + found.get().point());
            }
        }
        return Optional.empty();
    }

    /**
     * A point of A amid a cell of width {@code 2 eps} whose ends lie at the bisectors: the interpolant is zero on the whole cell. With
     * c = 1/4 and eps = 1/8 nine cells are needed.
     */
    private static Finding halfTheCells(long seed) {
        Rational c = Rational.of(1, 4);
        Rational eps = Rational.of(1, 8);
        int half = cells(eps, c) / 2;
        int cell = new SplittableRandom(seed).nextInt(1, half - 1);
        Rational middle = Rational.of(2L * cell + 1, 2L * half);
        Rational step = Rational.of(1, half);
        return onGrid(
                new SeparatedRegions(
                        List.of(point(middle)), List.of(point(middle.subtract(step)), point(middle.add(step)))),
                c,
                half);
    }

    private static Box point(Rational... x) {
        return new Box(List.of(x), List.of(x));
    }

    /** A is a segment with its left end as its net, B the point at distance {@code 2 eps} from the right end. */
    private static Finding tooWideANet(long seed) {
        Rational c = Rational.of(new SplittableRandom(seed).nextInt(1, 4), 4);
        Rational eps = Rational.of(1, 8);
        Rational r = eps.multiply(oneLess(c)).multiply(Rational.of(3));
        Rational other = r.add(eps).add(eps);
        SeparatedRegions regions =
                new SeparatedRegions(List.of(new Box(List.of(Rational.ZERO), List.of(r))), List.of(point(other)));
        SeparatedSets net = new SeparatedSets(Norm.LINF, List.of(List.of(Rational.ZERO)), List.of(List.of(other)));
        return onNet(regions, net, c, r);
    }
}
