package io.github.relucert.attack;

import java.util.Optional;

/**
 * From an unsafe point straight towards the centre until the margin changes its sign. Along the segment the margin is piecewise
 * linear, so regula falsi (Illinois) meets the boundary after few evaluations; a safe and an unsafe end are kept all the time.
 */
final class BoundaryBisection {
    private static final double WIDTH = 1e-13;
    private static final int STEPS = 60;

    private BoundaryBisection() {}

    /**
     * The unsafe end of a tiny segment that crosses the boundary.
     *
     * @param unsafe a point whose margin in double is at most zero
     * @return empty when the evaluations run out before the segment is tiny
     */
    static Optional<double[]> towardsCentre(AttackTarget target, Evaluations evaluations, double[] unsafe) {
        double[] centre = target.centre();
        if (!evaluations.allowsForward(2)) {
            return Optional.empty();
        }
        double left = 0;
        double leftValue = evaluations.margin(centre);
        double right = 1;
        double rightValue = evaluations.margin(unsafe);
        if (leftValue <= 0) {
            return Optional.of(centre.clone());
        }
        int side = 0;
        for (int k = 0; k < STEPS && right - left > WIDTH * right && rightValue < 0; k++) {
            if (!evaluations.allowsForward(1)) {
                return Optional.empty();
            }
            double middle = left + (right - left) * (leftValue / (leftValue - rightValue));
            if (k % 8 == 7 || !(middle > left && middle < right)) {
                middle = (left + right) / 2;
            }
            double value = evaluations.margin(between(target, unsafe, middle));
            if (value > 0) {
                left = middle;
                leftValue = value;
                rightValue = side > 0 ? rightValue / 2 : rightValue;
                side = 1;
            } else {
                right = middle;
                rightValue = value;
                leftValue = side < 0 ? leftValue / 2 : leftValue;
                side = -1;
            }
        }
        return Optional.of(between(target, unsafe, right));
    }

    /** {@code centre + fraction (x - centre)}, in the domain. */
    static double[] between(AttackTarget target, double[] x, double fraction) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = target.centre()[i] + fraction * (x[i] - target.centre()[i]);
        }
        return target.clamped(result);
    }
}
