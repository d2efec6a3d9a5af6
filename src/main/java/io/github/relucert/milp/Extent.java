package io.github.relucert.milp;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;

/** Sizes of a problem's domain as seen from its centre. */
final class Extent {
    private static final double FIRST_SHARE = 0x1p-8;
    /** One step's rounding, with room for that of the differences. */
    private static final double ROUNDING = 0x1p-50;

    private Extent() {}

    /** A radius from which on the ball covers the domain, rounded up; infinite when the domain has no end. */
    static double covering(Problem problem) {
        double total = 0;
        for (int k = 0; k < problem.centre().size(); k++) {
            Rational centre = problem.centre().get(k);
            Rational low = problem.domain().lower().get(k);
            Rational high = problem.domain().upper().get(k);
            if (!low.isFinite() || !high.isFinite()) {
                return Double.POSITIVE_INFINITY;
            }
            double step = high.subtract(centre).max(centre.subtract(low)).doubleCeiling();
            total = add(problem.norm(), total, step);
        }
        return total * (1 + problem.centre().size() * ROUNDING);
    }

    private static double add(Norm norm, double total, double step) {
        return switch (norm) {
            case LINF -> Math.max(total, step);
            case L2 -> Math.hypot(total, step);
            case L1 -> total + step;
        };
    }

    /** Radius of the first ball to be looked through when no witness is known: small against the domain or the centre. */
    static double first(Problem problem) {
        double covering = covering(problem);
        double largest = problem.centre().stream()
                .mapToDouble(x -> Math.abs(x.doubleNearest()))
                .max()
                .orElse(0);
        return FIRST_SHARE * (Double.isFinite(covering) ? covering : Math.max(1, largest));
    }
}
