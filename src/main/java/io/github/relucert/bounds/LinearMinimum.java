package io.github.relucert.bounds;

import io.github.relucert.specification.Norm;

/**
 * Minimises linear forms {@code a.x} over a {@link Region}, box and ball jointly.
 *
 * <p>Every split {@code a = g + h} gives the lower bound {@code a.x0 - R ||g||_q + min over the box of h.(x - x0)} (weak duality).
 * The best split has one parameter {@code nu}, the multiplier of the ball: in l1 {@code g_k = clip(a_k, -nu, nu)}, found as the
 * critical slope of a {@link Knapsack}; in l2 {@code g_k} is {@code a_k} clipped to {@code nu} times the sides, found as the
 * inverse of a {@link ClippedStep}'s length. Strong duality makes the best value the minimum itself.
 *
 * <p>Returned is the dual bound at the {@code nu} found, less a bound of the rounding errors, so a search that stops early costs
 * tightness only. A zero coefficient on an infinite side counts as zero. Owns scratch memory: one thread at a time; no call
 * allocates.
 */
public final class LinearMinimum {
    /** Twice the unit roundoff: errors are bounded to first order, and this is the margin for the second. */
    static final double ROUNDING = Math.ulp(1.0);

    private static final int LARGEST_EXPONENT = 300;

    private final Region region;
    private final int size;
    private final double[] lower;
    private final double[] upper;

    /** The box's point nearest to the centre, and how far one can go from there to either side. */
    private final double[] start;

    private final double[] down;
    private final double[] up;

    /** The distance from the centre to the box in each coordinate, and their sum (l1) or sum of squares (l2). */
    private final double[] forced;

    private final double forcedTotal;

    private final ClippedStep clippedStep = new ClippedStep();
    private final double[] slope;
    private final double[] reach;
    private final double[] offset;
    private int count;
    private double base;
    private double magnitude;
    private double steepest;
    private double multiplier;

    public LinearMinimum(Region region) {
        this.region = region;
        this.size = region.size();
        this.lower = region.lower();
        this.upper = region.upper();
        this.start = new double[size];
        this.down = new double[size];
        this.up = new double[size];
        this.forced = new double[size];
        this.slope = new double[size];
        this.reach = new double[size];
        this.offset = new double[size];
        double total = 0;
        for (int k = 0; k < size; k++) {
            double centre = region.centre(k);
            start[k] = Math.min(Math.max(centre, lower[k]), upper[k]);
            down[k] = Region.sumUp(start[k], -lower[k]);
            up[k] = Region.sumUp(upper[k], -start[k]);
            forced[k] = Math.abs(start[k] - centre);
            total += region.norm() == Norm.L2 ? forced[k] * forced[k] : forced[k];
        }
        this.forcedTotal = total * (1 - (size + 4) * ROUNDING);
    }

    /** A lower bound of {@code sum_k a[from + k] x_k}; negative infinity where the form is unbounded below. */
    public double minimum(double[] a, int from) {
        return bound(a, from, 1);
    }

    /** An upper bound of {@code sum_k a[from + k] x_k}; infinity where the form is unbounded above. */
    public double maximum(double[] a, int from) {
        return -bound(a, from, -1);
    }

    /**
     * A point of the box, up to rounding in the ball as well, at which {@code sum_k a[from + k] x_k} takes its minimum; along
     * directions in which there is none it stays at the centre.
     *
     * @param x {@code d} numbers, overwritten
     */
    public void minimiser(double[] a, int from, double[] x) {
        bound(a, from, 1);
        double left = budgetInL1();
        for (int k = 0; k < size; k++) {
            double factor = a[from + k];
            double room = factor > 0 ? down[k] : up[k];
            double move = factor == 0 ? 0 : isBox() ? room : fullMove(Math.abs(factor), room, forced[k]);
            move = Double.isInfinite(move) ? 0 : move;
            left -= move;
            x[k] = clip(k, start[k] - Math.signum(factor) * move);
        }
        if (!isBox() && region.norm() == Norm.L1) {
            spend(a, from, left, x);
        }
    }

    private double clip(int k, double value) {
        return Math.min(Math.max(value, lower[k]), upper[k]);
    }

    private double fullMove(double factor, double room, double begin) {
        return switch (region.norm()) {
            case LINF -> room;
            case L1 -> factor > multiplier ? room : 0;
            case L2 -> {
                double wanted = factor * multiplier;
                yield room == 0 ? 0 : Math.max(0, Math.min(wanted, begin + room) - begin);
            }
        };
    }

    /** Spends what is left of an l1 budget on the items at the critical slope. */
    private void spend(double[] a, int from, double budget, double[] x) {
        double left = budget;
        for (int k = 0; k < size && left > 0; k++) {
            double factor = a[from + k];
            if (factor != 0 && Math.abs(factor) == multiplier) {
                double move = Math.min(left, factor > 0 ? down[k] : up[k]);
                x[k] = clip(k, x[k] - Math.signum(factor) * move);
                left -= move;
            }
        }
    }

    private boolean isBox() {
        return region.isBox();
    }

    private double budgetInL1() {
        return Math.max(0, region.radius() - forcedTotal);
    }

    private double bound(double[] a, int from, double sign) {
        if (isBox()) {
            return boxBound(a, from, sign);
        }
        gather(a, from, sign);
        double gain = count == 0 ? 0 : region.norm() == Norm.L1 ? gainInL1() : gainInL2();
        double value = base - gain - (2 * size + 16) * ROUNDING * (magnitude + gain);
        return Double.isNaN(value) ? boxBound(a, from, sign) : value;
    }

    private double boxBound(double[] a, int from, double sign) {
        double sum = 0;
        double absolute = 0;
        for (int k = 0; k < size; k++) {
            double factor = sign * a[from + k];
            if (factor != 0) {
                double term = factor * (factor > 0 ? lower[k] : upper[k]);
                sum += term;
                absolute += Math.abs(term);
            }
        }
        double value = sum - (size + 4) * ROUNDING * absolute;
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private void gather(double[] a, int from, double sign) {
        count = 0;
        base = 0;
        magnitude = 0;
        steepest = 0;
        multiplier = 0;
        for (int k = 0; k < size; k++) {
            double factor = sign * a[from + k];
            if (factor != 0) {
                double term = factor * start[k];
                base += term;
                magnitude += Math.abs(term);
                double room = factor > 0 ? down[k] : up[k];
                if (room > 0) {
                    slope[count] = Math.abs(factor);
                    steepest = Math.max(steepest, slope[count]);
                    reach[count] = room;
                    offset[count++] = forced[k];
                }
            }
        }
    }

    /** The most that moves of total length {@code R} gain, from above. */
    private double gainInL1() {
        double budget = budgetInL1();
        multiplier = Knapsack.criticalSlope(slope, reach, count, budget);
        return Knapsack.gain(slope, reach, count, budget, multiplier);
    }

    /** The most that moves within the l2 ball gain, from above. */
    private double gainInL2() {
        double scale = scale();
        for (int i = 0; i < count && scale != 1; i++) {
            slope[i] *= scale;
        }
        double gain = forcedTotal == 0 ? gainFromInside() : gainFromOutside();
        multiplier = clippedStep.length() * scale;
        return gain / scale;
    }

    /** A power of two that keeps squares of slopes within range; 1 unless they are extreme. */
    private double scale() {
        int exponent = Math.getExponent(steepest);
        return Math.abs(exponent) > LARGEST_EXPONENT ? Math.scalb(1.0, -exponent) : 1;
    }

    private double gainFromInside() {
        return region.radius() == 0 ? 0 : clippedStep.gain(slope, reach, count, region.radius());
    }

    private double gainFromOutside() {
        double movable = 0;
        for (int i = 0; i < count; i++) {
            movable += offset[i] * offset[i];
            magnitude += slope[i] * offset[i];
        }
        double fixed = Math.max(0, forcedTotal - movable * (1 + (size + 4) * ROUNDING));
        double budget = region.radius() * region.radius() * (1 + 4 * ROUNDING) - fixed;
        return budget > 0 ? clippedStep.gain(slope, reach, offset, count, budget) : 0;
    }
}
