package io.github.relucert.theorem.separated;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** EXP-10: linearly separable data that no small network classifies robustly. */
public final class LinearlySeparableSize implements Theorem {
    private static final int INSTANCES = 20;

    @Override
    public String id() {
        return "EXP-10";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "Linearly separable, yet robustly hard";
    }

    @Override
    public String statement() {
        return "There are N_d = Omega((2 eps)^(-(d-1)/6)) and C_1 > 0 such that for every c in (0,1) some linearly"
                + " separable, 2 eps-separated A, B in [0,1]^d have robust error at radius c eps at least C_1 mu_0 for"
                + " every network with at most N_d parameters and every mu_0-balanced distribution on them. Its finite"
                + " core: with K = floor(1/(2 eps)) and any labelling phi of the grid {1..K}^(d-1), the set S_phi = {(i/K,"
                + " 1/2 + eps_0 phi(i))}, 0 < eps_0 <= c eps, is 2 eps-separated in l_inf and linearly separable by x_d ="
                + " 1/2, and whoever is robust on it at radius c eps has sign f(i/K, 1/2) = phi(i): it solves the"
                + " arbitrary labelling phi on the grid.";
    }

    @Override
    public String source() {
        return "Theorem 4.3; the exact counts and the bound m >= K - 2 for d = 2 are derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "Printed as Omega(exp(d)). Right: exp(Omega(d)) with a base that depends on eps, exponent (d-1)/6.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Exhaustive over labellings for small grids and linear classifiers, and rigorous for depth-two"
                        + " networks in the plane; for larger networks only the counting of EXP-11 speaks. The counts 2K,"
                        + " 14, 58, 104 need c eps = eps_0, and 104 needs eps_0 < eps/4: at eps_0 = eps/4 the 48"
                        + " dichotomies x_1 and (x_2 or x_3) of the 2 x 2 x 2 grid have l_inf margin exactly eps_0, and 56"
                        + " are left.");
    }

    /** What is wrong with {@code S_phi} as a 2 eps-separated set that a hyperplane separates and whose foot points are near. */
    static List<String> setViolations(GridTask task, Rational eps, Rational share) {
        List<String> violations = new ArrayList<>();
        Rational step = Rational.of(1, task.pointsPerAxis());
        if (task.separation().compareTo(step) < 0 || step.compareTo(eps.add(eps)) < 0) {
            violations.add("separation " + task.separation() + " with eps = " + eps);
        }
        violations.addAll(hyperplaneViolations(task));
        violations.addAll(footViolations(task, share.multiply(eps)));
        return violations;
    }

    /** The classifier {@code x_d - 1/2}: right with distance exactly {@code eps_0}, so wrong in the ball of that radius. */
    private static List<String> hyperplaneViolations(GridTask task) {
        List<String> violations = new ArrayList<>();
        for (int index = 0; index < task.labels().size(); index++) {
            Rational margin = task.point(index)
                    .getLast()
                    .subtract(Rational.of(1, 2))
                    .multiply(Rational.of(task.labels().get(index)));
            if (!margin.equals(task.height()) || margin.signum() <= 0) {
                violations.add("point " + index + " has margin " + margin);
            }
        }
        return violations;
    }

    /** The points whose foot point lies outside the ball of a radius around them, so that robustness says nothing there. */
    static List<String> footViolations(GridTask task, Rational radius) {
        List<String> violations = new ArrayList<>();
        for (int index = 0; index < task.labels().size(); index++) {
            Rational distance =
                    Norm.LINF.distance(task.footPoint(index), task.point(index)).value();
            if (distance.compareTo(radius) > 0) {
                violations.add("x_d - 1/2 is robust at radius " + radius + " < " + distance + " around point " + index
                        + " and has sign 0 at its foot");
            }
        }
        return violations;
    }

    /** How many of all labellings of the grid have a robust linear classifier. */
    static int robustlyLinear(int pointsPerAxis, int gridDimension, Rational height, Rational radius) {
        int size = GridTask.size(pointsPerAxis, gridDimension);
        int count = 0;
        for (long bits = 0; bits < 1L << size; bits++) {
            GridTask task = new GridTask(pointsPerAxis, gridDimension, height, GridTask.labelling(size, bits));
            count += task.hasRobustLinearClassifier(radius) ? 1 : 0;
        }
        return count;
    }

    /** A task with random labels on {@code K^g} points, {@code eps = 1/(2K)}, and lift {@code eps / 4}. */
    static GridTask drawTask(int pointsPerAxis, int gridDimension, UniformRandomProvider random) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < GridTask.size(pointsPerAxis, gridDimension); i++) {
            labels.add(random.nextBoolean() ? 1 : -1);
        }
        return new GridTask(pointsPerAxis, gridDimension, Rational.of(1, 8L * pointsPerAxis), labels);
    }

    /** Labels -1, +1, -1, ... along a line of {@code K} points. */
    static List<Integer> alternating(int count) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(i % 2 == 0 ? -1 : 1);
        }
        return labels;
    }

    /** What is wrong with the network of width {@code K - 2} that is to change its sign between all neighbours of a line of K. */
    static List<String> alternationViolations(int pointsPerAxis) {
        List<String> violations = new ArrayList<>();
        Network network = LineNetworks.alternating(pointsPerAxis - 2, pointsPerAxis, 2);
        List<Integer> labels = alternating(pointsPerAxis);
        for (int i = 0; i < pointsPerAxis; i++) {
            List<Rational> foot = List.of(Rational.of(i + 1L, pointsPerAxis), Rational.of(1, 2));
            int sign = new ExactEvaluation(network, RationalVector.of(foot))
                    .output()
                    .signum(0);
            if (sign != labels.get(i)) {
                violations.add("K = " + pointsPerAxis + ": sign " + sign + " at point " + i);
            }
        }
        int changes = SignChanges.along(network, new double[] {0, 0.5}, new double[] {1, 0});
        if (changes != pointsPerAxis - 1) {
            violations.add("K = " + pointsPerAxis + ": " + changes + " sign changes");
        }
        return violations;
    }

    /**
     * The least exact l_inf radius of the network of width {@code K - 2} on the set of the alternating labelling: zero when it
     * misclassifies a point.
     *
     * @param pointsPerAxis {@code K}, a power of two, so that the points are doubles
     */
    static Rational alternationRadius(int pointsPerAxis) {
        Network network = LineNetworks.alternating(pointsPerAxis - 2, pointsPerAxis, 2);
        GridTask task = alternatingTask(pointsPerAxis);
        Rational least = Rational.POSITIVE_INFINITY;
        for (int i = 0; i < pointsPerAxis; i++) {
            Problem problem = new Problem(
                    network,
                    task.point(i),
                    Norm.LINF,
                    Box.unbounded(2),
                    UnsafeSet.acrossThreshold(task.labels().get(i), Rational.ZERO));
            least = least.min(ExactRadius.atMost(problem).orElseThrow().radius().value());
        }
        return least;
    }

    /** {@code eps = 1/(2K)}, {@code eps_0 = eps/4}. */
    private static GridTask alternatingTask(int pointsPerAxis) {
        return new GridTask(pointsPerAxis, 1, Rational.of(1, 8L * pointsPerAxis), alternating(pointsPerAxis));
    }

    /** A network of width {@code m} with more than a number of sign changes along the line {@code x_2 = 1/2}. */
    static List<String> changesBeyond(int limit, Network network, int width) {
        int changes = SignChanges.along(network, new double[] {0, 0.5}, new double[] {1, 0});
        return changes <= limit ? List.of() : List.of("width " + width + ": " + changes + " sign changes");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check(
                        "S_phi is separated, linearly separable, and its foot points lie in the balls",
                        LinearlySeparableSize::sets),
                new Check("few labellings have a robust linear classifier", seed -> counts()),
                new Check("a wider ball leaves fewer", seed -> widerBalls()),
                new Check("constant and monotone labellings have one", seed -> easyLabellings()),
                new Check(
                        "a depth-two network of width m changes its sign at most m + 1 times along a line",
                        LinearlySeparableSize::lines),
                new Check("width K - 2 suffices to alternate on K points", seed -> alternations()),
                new Check("and is robust at every radius below eps/2", seed -> alternationRadii()));
    }

    private static Finding sets(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            int k = random.nextInt(2, 5);
            int dimension = random.nextInt(1, 4);
            Rational share = Rational.of(random.nextInt(25, 100), 100);
            violations.addAll(setViolations(drawTask(k, dimension, random), Rational.of(1, 2L * k), share));
        }
        return Finding.unlessViolated(
                INSTANCES + " random labellings, K = 2..4, d = 2..4, eps = 1/(2K), eps_0 = eps/4, c in [1/4, 1)",
                "separation 1/K or more, margin of x_d - 1/2 exactly eps_0, foot points within c eps",
                "separation >= 2 eps, clean error 0, robust error of x_d - 1/2 is 1",
                violations);
    }

    private static Finding counts() {
        List<Integer> expected = List.of(4, 6, 8, 10, 12, 14, 58, 104, 56);
        List<Integer> counted = new ArrayList<>();
        for (int k = 2; k <= 6; k++) {
            counted.add(robustlyLinear(k, 1, Rational.of(1, 8L * k), Rational.of(1, 8L * k)));
        }
        counted.add(robustlyLinear(2, 2, Rational.of(1, 16), Rational.of(1, 16)));
        counted.add(robustlyLinear(3, 2, Rational.of(1, 24), Rational.of(1, 24)));
        counted.add(robustlyLinear(2, 3, Rational.of(1, 32), Rational.of(1, 32)));
        counted.add(robustlyLinear(2, 3, Rational.of(1, 16), Rational.of(1, 16)));
        return Finding.unlessViolated(
                "all labellings of K = 2..6 points on a line, of 2 x 2 and 3 x 3 grids with c eps = eps_0 = eps/4, of"
                        + " the 2 x 2 x 2 grid with eps/8 and eps/4",
                counted + " have a robust linear classifier",
                expected + " of 4, 8, 16, 32, 64, 16, 512, 256, 256",
                counted.equals(expected) ? List.of() : List.of(counted.toString()));
    }

    private static Finding widerBalls() {
        Rational eps = Rational.of(1, 6);
        List<Integer> counted = List.of(
                robustlyLinear(3, 2, eps.multiply(Rational.of(1, 4)), eps.multiply(Rational.of(1, 2))),
                robustlyLinear(3, 2, eps.multiply(Rational.of(1, 4)), eps.multiply(Rational.of(9, 10))),
                robustlyLinear(3, 2, eps.multiply(Rational.of(1, 8)), eps.multiply(Rational.of(1, 2))));
        return Finding.unlessViolated(
                "all 512 labellings of the 3 x 3 grid, (eps_0/eps, c) = (1/4, 1/2), (1/4, 9/10), (1/8, 1/2)",
                counted + " have a robust linear classifier",
                "10 of 512 each",
                counted.equals(List.of(10, 10, 10)) ? List.of() : List.of(counted.toString()));
    }

    private static Finding easyLabellings() {
        List<String> violations = new ArrayList<>();
        Rational height = Rational.of(1, 24);
        for (int above = 0; above <= 3; above++) {
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                labels.add(i / 3 < above ? 1 : -1);
            }
            if (!new GridTask(3, 2, height, labels).hasRobustLinearClassifier(height)) {
                violations.add("the first " + above + " rows against the others");
            }
        }
        return Finding.unlessViolated(
                "3 x 3 grid, the first 0, 1, 2, 3 rows positive", "all robustly linear", "robustly linear", violations);
    }

    private static Finding lines(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            int width = random.nextInt(1, 9);
            violations.addAll(changesBeyond(width + 1, LineNetworks.random(width, random), width));
        }
        return Finding.unlessViolated(
                INSTANCES + " random networks of width 1..8 on the line x_2 = 1/2",
                "at most m + 1",
                "m + 1",
                violations);
    }

    private static Finding alternations() {
        List<String> violations = new ArrayList<>();
        for (int k = 5; k <= 20; k++) {
            violations.addAll(alternationViolations(k));
        }
        return Finding.unlessViolated(
                "K = 5..20, labels alternating on the line",
                "m = K - 2 neurons, K - 1 sign changes",
                "m >= K - 2",
                violations);
    }

    private static Finding alternationRadii() {
        List<Rational> radii = List.of(alternationRadius(8), alternationRadius(16));
        List<Rational> expected = List.of(Rational.of(1, 32), Rational.of(1, 64));
        return Finding.unlessViolated(
                "alternating S_phi, K = 8, 16, eps_0 = eps/4, exact enumeration of cells",
                "least l_inf radius " + radii,
                "eps/2 = 1/(4K)",
                radii.equals(expected) ? List.of() : List.of("least radii " + radii));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check("the lift exceeds the radius", seed -> {
                    GridTask task = drawTask(3, 2, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
                    Rational radius = task.height().multiply(Rational.of(99, 100));
                    return Finding.unlessViolated(
                            "K = 3, d = 3, eps_0 > c eps",
                            "sign f(i/K, 1/2) = phi(i)",
                            "eps_0 <= c eps",
                            footViolations(task, radius));
                }),
                new Check(
                        "at most m sign changes",
                        seed -> Finding.unlessViolated(
                                "the alternating network of width 5",
                                "at most m",
                                "m",
                                changesBeyond(5, LineNetworks.alternating(5, 7, 2), 5))));
    }

    /** The network of width {@code K - 2} with the set of the alternating labelling, {@code K = 8}. */
    @Override
    public Optional<Construction> construction(long seed) {
        int k = 8;
        GridTask task = alternatingTask(k);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            rows.add(task.point(i).stream().mapToDouble(Rational::doubleNearest).toArray());
        }
        return Optional.of(new Construction(LineNetworks.alternating(k - 2, k, 2), rows, task.labels()));
    }
}
