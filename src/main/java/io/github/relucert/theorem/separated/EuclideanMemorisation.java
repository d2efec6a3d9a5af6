package io.github.relucert.theorem.separated;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.separated.VoronoiNet.Centre;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Separated data can be memorised robustly in the Euclidean norm by the network of their Voronoi cells. */
public final class EuclideanMemorisation implements Theorem {
    private static final Duration SOLVER_TIME = Duration.ofSeconds(20);

    @Override
    public String id() {
        return "EXP-5";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "N (d + 5.5) - 8 parameters memorise separated data robustly in l2";
    }

    @Override
    public String statement() {
        return "Let A and B be finite sets, N points of R^d in all, at l2 distance D. The ReLU network "
                + "f(x) = max_a (2 a.x - |a|^2) - max_b (2 b.x - |b|^2), both maxima raised by a constant M >= max_i (|x_i|^2 + 2 R |x_i|) that "
                + "keeps its neurons non-negative on |x| <= R, has the sign of the nearest-neighbour rule there, so each training point has "
                + "r_le >= D/2 in l2, with equality on the closest pairs. With N/2 >= 2 points a class, a power of two, it has exactly "
                + "N (d + 5.5) - 8 parameters (structural count), at most N (d + 1) + 5 N always.";
    }

    @Override
    public String source() {
        return "Theorem 2.2, p = 2; the network is the Voronoi net, derived";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-2: the slides claim robustness at delta < eps with Theorem 2.2, which proves delta < eps/2.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "This beats the logarithms of Theorem 2.2 because size counts written entries. With dense counting the known bounds are "
                        + "larger (Kim, Moon, Yun, arXiv 2510.24643: up to O~(N d^2) as delta/eps -> 1; known from its summary only).");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the structural parameter count is N (d + 5.5) - 8, or at most N (d + 1) + 5 N",
                        60,
                        seed -> parameters(ofAnySize(seed))),
                Check.onInstances("every radius is at least D/2, the least is D/2", 20, seed -> radii(sets(seed))),
                Check.onInstances(
                        "projections onto Voronoi cells and enumeration of activation cells give the same radii",
                        10,
                        seed -> twoOracles(small(seed))),
                Check.onInstances(
                        "on points of equal length the terms -|a|^2 may be left out: why a control on such data would pass",
                        5,
                        seed -> withoutSquares(equalLengths(seed, 3))),
                Check.onInstances(
                        "certify brackets the exact l_inf radius of the Voronoi net (mixed-integer program as the second way)",
                        2,
                        EuclideanMemorisation::certified));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "the terms -|a|^2 are left out, on data of different lengths",
                        20,
                        seed -> withoutSquares(sets(seed))),
                Check.onInstances("radius 1.01 D/2", 1, EuclideanMemorisation::beyond));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        SeparatedSets sets = sets(seed);
        return Optional.of(new Construction(
                VoronoiNet.of(sets, reach(sets), Centre.WITH_SQUARE).network(), sets.rows(), sets.labels()));
    }

    /** Two to eight points in up to eight dimensions. */
    static SeparatedSets sets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeparatedSets.Size size =
                new SeparatedSets.Size(random.nextInt(1, 9), random.nextInt(1, 5), random.nextInt(1, 5));
        return SeparatedSets.generate(random.nextLong(), size, Norm.L2, Rational.of(random.nextInt(2, 5), 16));
    }

    /** Two to six points in up to three dimensions. */
    static SeparatedSets small(long seed) {
        return OptimalRobustRadius.smallSets(seed, Norm.L2);
    }

    private static Box domain(SeparatedSets sets) {
        return Box.uniform(sets.dimension(), Rational.of(-1), Rational.of(2));
    }

    /** A whole number not below the length of any point of the domain. */
    static int reach(SeparatedSets sets) {
        return (int) Math.ceil(2 * Math.sqrt(sets.dimension())) + 1;
    }

    private static SeparatedSets ofAnySize(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean powers = random.nextBoolean();
        int dimension = random.nextInt(1, 9);
        int first = powers ? 1 << random.nextInt(dimension == 1 ? 3 : 4) : random.nextInt(1, 9);
        int second = powers ? first : random.nextInt(1, 9);
        return SeparatedSets.generate(
                random.nextLong(), new SeparatedSets.Size(dimension, first, second), Norm.L2, Rational.of(1, 16));
    }

    /** Counts what the construction writes. */
    public static Finding parameters(SeparatedSets sets) {
        int dimension = sets.dimension();
        LayeredCircuit.Built built = VoronoiNet.of(sets, reach(sets), Centre.WITH_SQUARE);
        long structural = built.parameters().structural();
        boolean exact = VoronoiNet.isBalanced(sets);
        long most = exact
                ? VoronoiNet.formula(sets.count(), dimension)
                : sets.count() * (dimension + 1L) + 5L * sets.count();
        boolean right = exact ? structural == most : structural <= most;
        String measured = structural + " structural, " + built.parameters().nonZero() + " non-zero, "
                + built.parameters().dense() + " dense";
        return Finding.unless(
                right && built.parameters().nonZero() <= structural ? Optional.empty() : Optional.of(measured),
                sets.toString(),
                measured,
                exact ? "N (d + 5.5) - 8 = " + most : "at most N (d + 1) + 5 N = " + most);
    }

    /** Exact radii of all training points by projections onto the cells of the other class. */
    public static Finding radii(SeparatedSets sets) {
        Radius least = OptimalRobustRadius.leastRadius(sets);
        Radius half = OptimalRobustRadius.halfSeparation(sets);
        boolean onPairs = sets.closestPairs().stream()
                .allMatch(pair -> OptimalRobustRadius.radius(sets, pair.a()).equals(half)
                        && OptimalRobustRadius.radius(sets.swapped(), pair.b()).equals(half));
        return Finding.unless(
                least.equals(half) && onPairs
                        ? Optional.empty()
                        : Optional.of("least radius " + OptimalRobustRadius.text(least)),
                sets.toString(),
                "least radius " + OptimalRobustRadius.text(least) + ", also on every closest pair",
                "D/2 = " + OptimalRobustRadius.text(half));
    }

    /** The l2 radius at one training point by Voronoi cells and by the network's activation cells. */
    public static Finding twoOracles(SeparatedSets sets) {
        Network network = VoronoiNet.of(sets, reach(sets), Centre.WITH_SQUARE).network();
        List<Rational> x = sets.a().getLast();
        Optional<Radius> byVoronoi = DisjunctiveProjection.nearest(
                        Norm.L2, domain(sets), NearestNeighbourRegions.against(sets), x)
                .map(ExactNearest::distance);
        Optional<Radius> byCells = ExactRadius.atMost(new SignQuestion(network, x, 1, Norm.L2, domain(sets)).problem())
                .map(Nearest::radius);
        return Finding.unless(
                byVoronoi.equals(byCells) ? Optional.empty() : Optional.of(byVoronoi + " and " + byCells),
                sets + ", " + network.neuronCount() + " ReLUs",
                "radius " + byCells.map(OptimalRobustRadius::text).orElse("none"),
                "the same by both");
    }

    /** The l_inf radius of the Voronoi net by projections, inside the bracket that {@code certify} prints. */
    private static Finding certified(long seed) {
        SeparatedSets sets = small(seed);
        Network network = VoronoiNet.of(sets, reach(sets), Centre.WITH_SQUARE).network();
        List<Rational> x = sets.closestPair().a();
        Radius exact = DisjunctiveProjection.nearest(Norm.LINF, domain(sets), NearestNeighbourRegions.against(sets), x)
                .map(ExactNearest::distance)
                .orElseThrow();
        SignQuestion question = new SignQuestion(network, x, 1, Norm.LINF, domain(sets));
        return Finding.unless(
                SignQuestion.contradiction(question.certify(seed, SOLVER_TIME), exact),
                sets.toString(),
                "bracket around " + exact.value(),
                "the exact l_inf radius " + exact.value());
    }

    /** Whether the net without the terms {@code -|a|^2} still withstands every move shorter than {@code D/2}. */
    public static Finding withoutSquares(SeparatedSets sets) {
        Network network =
                VoronoiNet.of(sets, reach(sets), Centre.WITHOUT_SQUARE).network();
        Radius half = OptimalRobustRadius.halfSeparation(sets);
        Optional<String> broken = Optional.empty();
        for (int i = 0; i < sets.count() && broken.isEmpty(); i++) {
            boolean first = i < sets.a().size();
            List<Rational> x =
                    first ? sets.a().get(i) : sets.b().get(i - sets.a().size());
            SignQuestion question = new SignQuestion(network, x, first ? 1 : -1, Norm.L2, domain(sets));
            broken = ExactRadius.atMost(question.problem())
                    .map(Nearest::radius)
                    .filter(radius -> radius.compareTo(half) < 0)
                    .map(radius -> "radius " + OptimalRobustRadius.text(radius));
        }
        return Finding.unless(
                broken, sets.toString(), "every radius at least D/2", "D/2 = " + OptimalRobustRadius.text(half));
    }

    /** Four corners of a cube around the origin: all of one length, so that leaving the squares out changes nothing. */
    public static SeparatedSets equalLengths(long seed, int dimension) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> codes = new ArrayList<>();
        for (int code = 0; code < 1 << dimension; code++) {
            codes.add(code);
        }
        List<List<Rational>> corners = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            int bits = codes.remove(/* index */ random.nextInt(codes.size()));
            corners.add(IntStream.range(0, dimension)
                    .mapToObj(i -> Rational.of((bits >> i & 1) == 0 ? 1 : -1, 2))
                    .toList());
        }
        return new SeparatedSets(Norm.L2, corners.subList(0, 2), corners.subList(2, 4));
    }

    /** Radius at a closest pair against 1.01 D/2. */
    private static Finding beyond(long seed) {
        SeparatedSets sets = sets(seed);
        Radius radius = OptimalRobustRadius.radius(sets, sets.closestPair().a());
        Rational factor = Rational.of(101 * 101, 100 * 100);
        Rational asked = OptimalRobustRadius.halfSeparation(sets).value().multiply(factor);
        return Finding.unless(
                radius.value().compareTo(asked) < 0
                        ? Optional.of("radius " + OptimalRobustRadius.text(radius))
                        : Optional.empty(),
                sets.toString(),
                "radius " + OptimalRobustRadius.text(radius),
                "at least 1.01 D/2 = sqrt(" + asked + ")");
    }
}
