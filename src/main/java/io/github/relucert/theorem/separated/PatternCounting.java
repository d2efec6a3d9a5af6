package io.github.relucert.theorem.separated;

import io.github.relucert.network.Network;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Binomials;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXP-11: counting sign patterns certifies that narrow networks miss a labelling. */
public final class PatternCounting implements Theorem {
    private static final List<List<Integer>> SIZES = List.of(
            List.of(5, 4), List.of(5, 5), List.of(5, 6), List.of(10, 3), List.of(10, 4), List.of(4, 6), List.of(3, 8));
    private static final List<Integer> WIDTHS = List.of(4, 11, 38, 4, 21, 14, 21);
    private static final List<Integer> WIDTHS_WITH_ERRORS = List.of(2, 6, 19, 2, 11, 7, 11);

    @Override
    public String id() {
        return "EXP-11";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "Counting certificates: no depth-two network below this width is robust for all labellings";
    }

    @Override
    public String statement() {
        return "On N points of a D-dimensional affine space depth-two ReLU networks of width m have at most T(m) = C(N,D)^m "
                + "2 sum_(i <= m(D+1)) binom(N-1,i) strict sign patterns, C(N,D) = 2 sum_(i <= D) binom(N-1,i). If "
                + "T(m) sum_(i <= alpha N) binom(N,i) < 2^N, then for some labelling phi of the grid, N = K^(d-1), D = d - 1, every "
                + "network of width m has robust error above alpha on S_phi (EXP-10), uniform distribution, any radius >= eps_0.";
    }

    @Override
    public String source() {
        return "Derived here (activation patterns as affine dichotomies, Cover's bound for the linear forms that are left); the chain of "
                + "the proof of Theorem 4.3 for deep networks in exact binomials";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Certificates about counting: no experiment can verify the theorem for all networks. That the VC dimension of "
                        + "deep networks is O(W L log W) (Bartlett, Harvey, Liaw, Mehrabian) is cited, not checked.");
    }

    /** Least widths that counting does not exclude, one a size {@code (K, d)}, for a share of errors in percent. */
    static List<Integer> leastWidths(int errorPercent) {
        List<Integer> widths = new ArrayList<>();
        for (List<Integer> size : SIZES) {
            int dimension = size.getLast() - 1;
            int points = GridTask.size(size.getFirst(), dimension);
            widths.add(SignPatterns.leastWidthNotExcluded(points, dimension, points * errorPercent / 100));
        }
        return widths;
    }

    /**
     * Whether the bound counts at least the patterns that width {@code m >= 3} really has on {@code N} points of a line, those with
     * at most {@code m + 1} sign changes.
     */
    static List<String> lineViolations(int points, int width) {
        BigInteger real = Binomials.sum(points - 1, width + 1).shiftLeft(1);
        BigInteger bound = SignPatterns.ofTwoLayerNetworks(points, 1, width);
        return bound.compareTo(real) >= 0
                ? List.of()
                : List.of("N = " + points + ", m = " + width + ": " + real + " patterns, bound " + bound);
    }

    /** {@code binom(N,V)^-1 2^V binom(0.9 N, V) >= sqrt(1.6)^N} with {@code V = N/2}, squared and multiplied out. */
    static List<String> growthViolations(int points) {
        int half = points / 2;
        BigInteger left =
                Binomials.choose(points * 9 / 10, half).shiftLeft(half).pow(2);
        BigInteger right = Binomials.choose(points, half).pow(2);
        boolean holds = left.multiply(BigInteger.valueOf(5).pow(points))
                        .compareTo(right.multiply(BigInteger.valueOf(8).pow(points)))
                >= 0;
        return holds ? List.of() : List.of("N = " + points);
    }

    /** The largest {@code t} with {@code sum_(i <= t) binom(V,i) < binom(N,V)^-1 2^V binom(0.9 N, V)}, {@code V = N/2}. */
    static int largestDimension(int points) {
        int half = points / 2;
        BigInteger right = Binomials.choose(points * 9 / 10, half).shiftLeft(half);
        BigInteger factor = Binomials.choose(points, half);
        int t = -1;
        while (Binomials.sum(half, t + 1).multiply(factor).compareTo(right) < 0) {
            t++;
        }
        return t;
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("least widths not excluded, no errors", seed -> widths(0, WIDTHS)),
                new Check(
                        "least widths not excluded, a tenth of the points wrong",
                        seed -> widths(10, WIDTHS_WITH_ERRORS)),
                new Check("the bound covers what networks on a line can do", seed -> lines()),
                new Check("the chain for deep networks", seed -> chain()));
    }

    private static Finding widths(int errorPercent, List<Integer> expected) {
        List<Integer> widths = leastWidths(errorPercent);
        return Finding.unlessViolated(
                "(K, d) = " + SIZES + ", alpha = " + errorPercent + " %",
                "every smaller width is excluded: " + widths,
                expected.toString(),
                widths.equals(expected) ? List.of() : List.of(widths.toString()));
    }

    private static Finding lines() {
        List<String> violations = new ArrayList<>();
        for (int points = 4; points <= 64; points++) {
            for (int width = 3; width <= 8; width++) {
                violations.addAll(lineViolations(points, width));
            }
        }
        return Finding.unlessViolated(
                "N = 4..64 points on a line, width 3..8",
                "T(m) is never below",
                "2 sum_(i <= m+1) binom(N-1,i)",
                violations);
    }

    private static Finding chain() {
        List<String> violations = new ArrayList<>();
        for (int points = 20; points <= 400; points += 20) {
            violations.addAll(growthViolations(points));
            if (20 * largestDimension(points) < points) {
                violations.add("N = " + points + ": the sum up to 0.05 N is not below");
            }
        }
        return Finding.unlessViolated(
                "N = 20, 40 .. 400, V = N/2",
                "both hold; at N = 400 the second up to i = " + largestDimension(400) + " (0.122 N)",
                "binom(N,V)^-1 2^V binom(0.9N,V) >= 1.6^(N/2), and above sum_(i <= 0.05 N) binom(V,i)",
                violations);
    }

    /** A bound without the factor for activation patterns and with {@code m + 1} variables only. */
    static Finding withoutActivationPatterns() {
        int points = 5;
        int width = 3;
        BigInteger bound = SignPatterns.ofLinearForms(points, width + 1);
        Network network = LineNetworks.alternating(width, points, 2);
        int changes = SignChanges.along(network, new double[] {0, 0.5}, new double[] {1, 0});
        boolean all = changes >= points - 1;
        return Finding.unlessViolated(
                "N = 5 points on a line, m = 3",
                "at most " + bound + " patterns",
                "2 sum_(i <= m) binom(N-1,i)",
                all && bound.compareTo(BigInteger.ONE.shiftLeft(points)) < 0
                        ? List.of("the bound " + bound
                                + " is below 2^5, yet a network of width 3 alternates on all five points")
                        : List.of());
    }

    /** Counting would exclude that width {@code N} memorises {@code N} points. */
    static Finding widthOfAllPoints(int points, int dimension) {
        BigInteger bound = SignPatterns.ofTwoLayerNetworks(points, dimension, points);
        return Finding.unlessViolated(
                "m = N = " + points + ", D = " + dimension,
                "excluded",
                "T(N) < 2^N",
                bound.compareTo(BigInteger.ONE.shiftLeft(points)) >= 0
                        ? List.of("T(N) has " + bound.bitLength() + " bits")
                        : List.of());
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check("a bound without the factor for activation patterns", seed -> withoutActivationPatterns()),
                new Check("counting excludes width N", seed -> widthOfAllPoints(64, 3)));
    }
}
