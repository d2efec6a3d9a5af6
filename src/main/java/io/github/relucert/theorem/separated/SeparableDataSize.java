package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** EXP-9: separation alone does not bound the size, even for clean accuracy. */
public final class SeparableDataSize implements Theorem {
    private static final int INSTANCES = 20;
    private static final int LARGEST_GRID = 400;

    @Override
    public String id() {
        return "EXP-9";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "Separated data may need exponential size, even to be classified without perturbation";
    }

    @Override
    public String statement() {
        return "Networks that classify arbitrary 2 eps-separated subsets of [0,1]^d have n = Omega((2 eps)^(-d/2) "
                + "(d log(1/(2 eps)))^(-1/2)) parameters. Its finite core: with K = floor(1/(2 eps)) the grid {1/K, .., 1}^d has "
                + "least l_inf distance 1/K >= 2 eps, so all 2^(K^d) labellings of it are 2 eps-separated, and a family with fewer "
                + "sign patterns on it fails on one.";
    }

    @Override
    public String source() {
        return "Theorem 3.4; counting of sign patterns for depth two derived here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "The widths excluded are certificates about counting for depth-two networks; the VC dimension of deep "
                        + "networks is cited, not checked.");
    }

    /** What is wrong with the grid of {@code K} points an axis as a set whose points are all {@code 2 eps} apart. */
    static List<String> gridViolations(int pointsPerAxis, int dimension, Rational eps) {
        Rational twice = eps.add(eps);
        List<List<Rational>> points = new ArrayList<>();
        for (int index = 0; index < GridTask.size(pointsPerAxis, dimension); index++) {
            points.add(GridTask.gridPoint(pointsPerAxis, dimension, index));
        }
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < i; j++) {
                Rational distance =
                        Norm.LINF.distance(points.get(i), points.get(j)).value();
                if (distance.compareTo(twice) < 0) {
                    violations.add("K = " + pointsPerAxis + ", d = " + dimension + ", eps = " + eps + ": points " + j
                            + " and " + i + " are " + distance + " apart");
                }
            }
        }
        return violations;
    }

    /** {@code floor(1 / (2 eps))}. */
    static int pointsPerAxis(Rational eps) {
        BigInteger twice = eps.numerator().shiftLeft(1);
        return eps.denominator().divide(twice).intValueExact();
    }

    /** A separation parameter of at most 1/4, so that {@code K >= 2}. */
    static Rational drawEps(UniformRandomProvider random) {
        int denominator = random.nextInt(12, 400);
        return Rational.of(random.nextInt(denominator / 40 + 1, denominator / 4 + 1), denominator);
    }

    /** The largest dimension, at most four, in which the grid is small enough to compare all its points. */
    static int dimension(int pointsPerAxis) {
        int dimension = 1;
        while (dimension < 4 && GridTask.size(pointsPerAxis, dimension + 1) <= LARGEST_GRID) {
            dimension++;
        }
        return dimension;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("the grid is 2 eps-separated", SeparableDataSize::grids),
                new Check("all labellings of the 3 x 3 grid are 2 eps-separated", seed -> labellings()),
                new Check("counting excludes small widths", seed -> counting()));
    }

    private static Finding grids(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            Rational eps = drawEps(random);
            int k = pointsPerAxis(eps);
            violations.addAll(gridViolations(k, dimension(k), eps));
        }
        return Finding.unlessViolated(
                INSTANCES + " random eps in [1/40, 1/4], K = floor(1/(2 eps)), d <= 4",
                "least distance 1/K",
                "at least 2 eps",
                violations);
    }

    private static Finding labellings() {
        Rational eps = Rational.of(1, 6);
        List<String> violations = new ArrayList<>();
        for (int bits = 0; bits < 512; bits++) {
            List<Integer> labels = GridTask.labelling(9, bits);
            Rational separation = new GridTask(3, 2, eps, labels).separation();
            if (separation.compareTo(eps.add(eps)) < 0) {
                violations.add("labelling " + bits + " has separation " + separation);
            }
        }
        return Finding.unlessViolated("eps = 1/6, 512 labellings", "separation >= 1/3", "at least 2 eps", violations);
    }

    private static Finding counting() {
        List<List<Integer>> sizes =
                List.of(List.of(5, 3), List.of(5, 4), List.of(5, 5), List.of(10, 2), List.of(10, 3));
        List<Integer> expected = List.of(4, 11, 38, 4, 21);
        List<Integer> widths = sizes.stream()
                .map(size -> SignPatterns.leastWidthNotExcluded(
                        GridTask.size(size.getFirst(), size.getLast()), size.getLast(), 0))
                .toList();
        return Finding.unlessViolated(
                "depth two, (K, d) = " + sizes,
                "every smaller width is excluded: " + widths,
                expected.toString(),
                widths.equals(expected) ? List.of() : List.of(widths.toString()));
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check("one point an axis more", seed -> {
            Rational eps = drawEps(RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
            int k = pointsPerAxis(eps) + 1;
            return Finding.unlessViolated(
                    "eps = " + eps + ", K = " + k,
                    "least distance >= 2 eps",
                    "at least 2 eps",
                    gridViolations(k, 1, eps));
        }));
    }
}
