package io.github.relucert.theorem.separated;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.LipschitzConstant;
import io.github.relucert.cells.Nearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.generator.SeparatedSets;
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

/** Separated data can be memorised robustly in the maximum norm by a network whose size is linear in the data. */
public final class MaximumNormMemorisation implements Theorem {
    private static final Duration SOLVER_TIME = Duration.ofSeconds(20);

    @Override
    public String id() {
        return "EXP-4";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "10 N d - 8 parameters memorise separated data robustly in l_inf";
    }

    @Override
    public String statement() {
        return "Let A and B be finite sets, N points of R^d in all, at l_inf distance D. The ReLU network "
                + "f(x) = min_b ||x - b||_inf - min_a ||x - a||_inf has zero robust training error at every radius below D/2: each training "
                + "point has r_le >= D/2, with equality on a closest pair. Its Lipschitz constant in l_inf is 2. With N/2 points a class, N/2 "
                + "and d powers of two, it has exactly 10 N d - 8 parameters (structural count), and at most 12 N d always.";
    }

    @Override
    public String source() {
        return "Theorem 2.2, p = inf, where delta < eps/2 and the size is O(N d log(d/delta) + N polylog(N/delta)); the network here is a "
                + "nearest-neighbour min-max net, derived, without logarithms and for all delta < D/2";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-2: the slides claim robustness at delta < eps with Theorem 2.2, which proves delta < eps/2; delta < D/2 holds by this "
                        + "construction.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Size counts written entries. With dense matrices the same network is larger, and the bounds in the literature with it.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the structural parameter count is 10 N d - 8, or at most 12 N d",
                        60,
                        seed -> parameters(ofAnySize(seed))),
                Check.onInstances(
                        "the least exact radius of the training points is D/2", 10, seed -> radii(small(seed))),
                Check.onInstances(
                        "enumeration of cells and of nearest faces give the same radii",
                        12,
                        seed -> twoOracles(tiny(seed))),
                Check.onInstances("the Lipschitz constant in l_inf is 2", 4, seed -> lipschitzConstant(tiny(seed))),
                Check.onInstances(
                        "certify brackets D/2 at a closest pair (mixed-integer program as the second way)",
                        2,
                        MaximumNormMemorisation::certified));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "one centre is left out, whose point lies nearer to the other class than to its own",
                        1,
                        MaximumNormMemorisation::withoutACentre),
                Check.onInstances("the sign of one bias is flipped", 1, MaximumNormMemorisation::withAFlippedBias),
                Check.onInstances("radius 1.01 D/2", 1, MaximumNormMemorisation::beyond));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        SeparatedSets sets = small(seed);
        return Optional.of(new Construction(MaximumNormNet.of(sets).network(), sets.rows(), sets.labels()));
    }

    /** Two to six points in up to three dimensions at distance 1/8 or more. */
    static SeparatedSets small(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SeparatedSets.Size size =
                new SeparatedSets.Size(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4));
        return SeparatedSets.generate(random.nextLong(), size, Norm.LINF, Rational.of(random.nextInt(2, 5), 16));
    }

    /** Few enough neurons for all cells of a plane. */
    static SeparatedSets tiny(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = random.nextInt(1, 3);
        int most = dimension == 1 ? 3 : 2;
        SeparatedSets.Size size =
                new SeparatedSets.Size(dimension, random.nextInt(1, most + 1), random.nextInt(1, most + 1));
        return SeparatedSets.generate(random.nextLong(), size, Norm.LINF, Rational.of(1, 8));
    }

    /** One to eight points a class in up to eight dimensions; half of the time as many of each as the formula is exact for. */
    private static SeparatedSets ofAnySize(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean powers = random.nextBoolean();
        int dimension = powers ? 1 << random.nextInt(4) : random.nextInt(1, 9);
        int first = powers ? 1 << random.nextInt(dimension == 1 ? 3 : 4) : random.nextInt(1, 9);
        int second = powers ? first : random.nextInt(1, 9);
        return SeparatedSets.generate(
                random.nextLong(), new SeparatedSets.Size(dimension, first, second), Norm.LINF, Rational.of(1, 16));
    }

    /** Counts what the construction writes. */
    public static Finding parameters(SeparatedSets sets) {
        int dimension = sets.dimension();
        LayeredCircuit.Built built = MaximumNormNet.of(sets);
        long points = sets.count();
        long structural = built.parameters().structural();
        boolean exact = MaximumNormNet.isBalanced(sets);
        long most = exact ? MaximumNormNet.formula(sets.count(), dimension) : 12 * points * dimension;
        boolean right = exact ? structural == most : structural <= most;
        boolean nonZero = built.parameters().nonZero() <= structural;
        String measured = structural + " structural, " + built.parameters().nonZero() + " non-zero, "
                + built.parameters().dense() + " dense";
        return Finding.unless(
                right && nonZero ? Optional.empty() : Optional.of(measured),
                sets.toString(),
                measured,
                exact ? "10 N d - 8 = " + most : "at most 12 N d = " + most);
    }

    /** The least exact radius over all training points, on the faces of the distances. */
    public static Finding radii(SeparatedSets sets) {
        Radius least = OptimalRobustRadius.leastRadius(sets);
        Radius half = OptimalRobustRadius.halfSeparation(sets);
        return Finding.unless(
                least.equals(half) ? Optional.empty() : Optional.of("least radius " + least.value()),
                sets.toString(),
                "least radius " + least.value(),
                "D/2 = " + half.value());
    }

    /** The radius at one training point by two enumerations that share nothing but rational arithmetic and projections. */
    public static Finding twoOracles(SeparatedSets sets) {
        Network network = MaximumNormNet.of(sets).network();
        List<Rational> x = sets.a().getFirst();
        Radius byFaces = OptimalRobustRadius.radius(sets, x);
        Radius byCells = radius(network, x, 1, sets);
        return Finding.unless(
                byFaces.equals(byCells) ? Optional.empty() : Optional.of(byFaces.value() + " and " + byCells.value()),
                sets + ", " + network.neuronCount() + " ReLUs",
                "radius " + byCells.value(),
                "the same by both");
    }

    private static Radius radius(Network network, List<Rational> x, int label, SeparatedSets sets) {
        SignQuestion question = new SignQuestion(network, x, label, sets.norm(), domain(sets));
        return ExactRadius.atMost(question.problem())
                .map(Nearest::radius)
                .orElse(new Radius(sets.norm(), Rational.POSITIVE_INFINITY));
    }

    /** A box that holds the data and every point at half the separation from them. */
    static Box domain(SeparatedSets sets) {
        return Box.uniform(sets.dimension(), Rational.of(-1), Rational.of(2));
    }

    /** The largest dual norm of a gradient over all cells of the plane. */
    public static Finding lipschitzConstant(SeparatedSets sets) {
        Network network = MaximumNormNet.of(sets).network();
        LinearForm output = LinearForm.single(0, Rational.ONE, Rational.ZERO);
        Rational constant =
                LipschitzConstant.of(network, output, domain(sets), Norm.LINF).value();
        return Finding.unless(
                constant.equals(Rational.of(2)) ? Optional.empty() : Optional.of("Lipschitz constant " + constant),
                sets + ", " + network.neuronCount() + " ReLUs",
                "Lipschitz constant " + constant,
                "2");
    }

    /** The bracket that {@code certify} prints at a point of a closest pair. */
    private static Finding certified(long seed) {
        SeparatedSets sets = tiny(seed);
        Network network = MaximumNormNet.of(sets).network();
        List<Rational> x = sets.closestPair().a();
        SignQuestion question = new SignQuestion(network, x, 1, sets.norm(), domain(sets));
        Radius half = OptimalRobustRadius.halfSeparation(sets);
        return Finding.unless(
                SignQuestion.contradiction(question.certify(seed, SOLVER_TIME), half),
                sets.toString(),
                "bracket around " + half.value(),
                "D/2 = " + half.value());
    }

    /**
     * The network without one centre: its point is then classified by the other class, an error at any radius. The point is at 1/4,
     * its nearest fellow at 1, the other class at 1/2.
     */
    private static Finding withoutACentre(long seed) {
        Rational offset = Rational.of(new SplittableRandom(seed).nextInt(1, 8), 64);
        SeparatedSets all = new SeparatedSets(
                Norm.LINF, List.of(List.of(offset), List.of(Rational.ONE)), List.of(List.of(Rational.of(1, 2))));
        SeparatedSets fewer = new SeparatedSets(Norm.LINF, all.a().subList(1, 2), all.b());
        Radius half = OptimalRobustRadius.halfSeparation(all);
        Radius radius = radius(MaximumNormNet.of(fewer).network(), all.a().getFirst(), 1, all);
        return Finding.unless(
                radius.compareTo(half) < 0 ? Optional.of("radius " + radius.value()) : Optional.empty(),
                all.toString(),
                "radius " + radius.value(),
                "at least D/2 = " + half.value());
    }

    /** The first neuron's bias {@code -a_1} becomes {@code a_1}: the nearest centre seems elsewhere. */
    private static Finding withAFlippedBias(long seed) {
        Rational position = Rational.of(new SplittableRandom(seed).nextInt(12, 17), 16);
        SeparatedSets sets = new SeparatedSets(
                Norm.LINF, List.of(List.of(position)), List.of(List.of(position.subtract(Rational.of(1, 4)))));
        Network network = MaximumNormNet.of(sets).network();
        List<Layer> layers = new ArrayList<>(network.layers());
        if (layers.getFirst() instanceof Affine first) {
            double[] bias = first.bias();
            bias[0] = -bias[0];
            layers.set(0, new Affine(first.name(), first.terms(), bias));
        }
        Network changed = new Network(network.inputType(), network.inputShape(), layers);
        Radius half = OptimalRobustRadius.halfSeparation(sets);
        Radius radius = radius(changed, sets.a().getFirst(), 1, sets);
        return Finding.unless(
                radius.compareTo(half) < 0 ? Optional.of("radius " + radius.value()) : Optional.empty(),
                sets.toString(),
                "radius " + radius.value(),
                "at least D/2 = " + half.value());
    }

    /** Radius at a closest pair against 1.01 D/2. */
    private static Finding beyond(long seed) {
        SeparatedSets sets = tiny(seed);
        Radius radius =
                radius(MaximumNormNet.of(sets).network(), sets.closestPair().a(), 1, sets);
        Rational asked = OptimalRobustRadius.halfSeparation(sets).value().multiply(Rational.of(101, 100));
        return Finding.unless(
                radius.value().compareTo(asked) < 0 ? Optional.of("radius " + radius.value()) : Optional.empty(),
                sets.toString(),
                "radius " + radius.value(),
                "at least 1.01 D/2 = " + asked);
    }
}
