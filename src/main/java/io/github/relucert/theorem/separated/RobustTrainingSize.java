package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXP-6: robust training needs {@code sqrt(N d)} parameters, through two balls that shatter {@code d} points. */
public final class RobustTrainingSize implements Theorem {
    private static final int LARGEST_DIMENSION = 12;

    @Override
    public String id() {
        return "EXP-6";
    }

    @Override
    public Paper paper() {
        return Paper.ROBUST_GENERALIZATION;
    }

    @Override
    public String title() {
        return "Robust training needs sqrt(N d) parameters: the gadget that shatters d points with two balls";
    }

    @Override
    public String statement() {
        return "If for arbitrary 2 eps-separated data of N points in dimension d some network with n parameters has zero robust "
                + "training error at radius delta, then n = Omega(sqrt(N d)). Its finite core: for every label vector y in {-1,1}^d "
                + "the points p_j = (eps/sqrt(d)) e_j lie within delta = eps sqrt(1 - 1/d) in l2 of the centre of their label, of "
                + "x^+ = eps y/sqrt(d) and x^- = -x^+, which are 2 eps apart; so N/2 gadgets far apart shatter N d/2 points.";
    }

    @Override
    public String source() {
        return "Theorem 2.3; the gadget is derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of("Printed as Omega(sqrt(N) d) on a slide. Right: Omega(sqrt(N d)); the gadget needs "
                + "delta/eps >= sqrt(1 - 1/d), and l_inf was not reconstructed.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "For a fixed ratio delta/eps < 1 the gadget does not imply the factor d. In l_inf two balls are separated by "
                        + "one coordinate, so a pair shatters O(log d) points only. That a network with W parameters has VC dimension O(W^2) "
                        + "is cited, not checked.");
    }

    /** What fails for the gadget at its own radius, of all labellings of one gadget or of several. */
    static List<String> gadgetViolations(int dimension, int gadgets) {
        return TwoBallGadget.violations(dimension, gadgets, Norm.L2, squaredShare(dimension));
    }

    /** {@code (delta / eps)^2 = 1 - 1/d}. */
    static Rational squaredShare(int dimension) {
        return Rational.of(dimension - 1L, dimension);
    }

    /** The same with a radius that is a millionth of itself too small. */
    static List<String> shortGadgetViolations(int dimension) {
        Rational share = Rational.of(999_999, 1_000_000);
        return TwoBallGadget.violations(
                dimension, 1, Norm.L2, squaredShare(dimension).multiply(share).multiply(share));
    }

    /** The same gadget in l_inf, with a radius that is a millionth smaller than eps. */
    static List<String> cubeGadgetViolations(int dimension) {
        Rational share = Rational.of(999_999, 1_000_000);
        return TwoBallGadget.violations(dimension, 1, Norm.LINF, share.multiply(share));
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("two l2 balls realise all labellings of d points", seed -> allDimensions()),
                new Check("gadgets in a row shatter d points each", seed -> severalGadgets()),
                new Check("two l_inf balls shatter O(log d) points only", seed -> cubes()));
    }

    private static Finding allDimensions() {
        List<String> violations = new ArrayList<>();
        for (int d = 2; d <= LARGEST_DIMENSION; d++) {
            violations.addAll(gadgetViolations(d, 1));
        }
        return Finding.unlessViolated(
                "d = 2 .. 12, all 2^d labellings",
                "every point at squared distance eps^2 (1 - 1/d) from its centre, centres 2 eps apart",
                "delta^2 = eps^2 (1 - 1/d)",
                violations);
    }

    private static Finding severalGadgets() {
        List<String> violations = new ArrayList<>();
        violations.addAll(gadgetViolations(2, 5));
        violations.addAll(gadgetViolations(3, 3));
        violations.addAll(gadgetViolations(5, 2));
        return Finding.unlessViolated(
                "5 gadgets in d = 2, 3 in d = 3, 2 in d = 5, all labellings",
                "all N d / 2 points shattered by N balls",
                "opposite centres 2 eps apart, points within delta",
                violations);
    }

    private static Finding cubes() {
        List<String> violations = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            int most = CubePairs.mostByCounting(d);
            if (most > 4 || !CubePairs.someShattered(d, most)) {
                violations.add("d = " + d + ": " + most + " points are not shattered");
            }
        }
        for (int d = 6; d <= 1 << 16; d++) {
            if (CubePairs.mostByCounting(d) >= d) {
                violations.add("d = " + d + ": counting allows " + CubePairs.mostByCounting(d) + " points");
            }
        }
        return Finding.unlessViolated(
                "all sets of points up to order in d = 2, 3; counting for d = 6 .. 65536",
                "most points shattered: " + CubePairs.mostByCounting(2) + " in d = 2, " + CubePairs.mostByCounting(3)
                        + " in d = 3; at most " + CubePairs.mostByCounting(12) + " in d = 12, "
                        + CubePairs.mostByCounting(1 << 16) + " in d = 65536",
                "2^n <= 2 + 2 d (n - 1), fewer than d from d = 6 on",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check(
                        "radius a millionth too small",
                        seed -> Finding.unlessViolated(
                                "d = 7, all labellings",
                                "no violation",
                                "delta < eps sqrt(1 - 1/d)",
                                shortGadgetViolations(7))),
                new Check(
                        "the same gadget in l_inf",
                        seed -> Finding.unlessViolated(
                                "d = 7, all labellings", "no violation", "delta < eps", cubeGadgetViolations(7))));
    }
}
