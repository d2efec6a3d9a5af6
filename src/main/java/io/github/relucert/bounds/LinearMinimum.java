package io.github.relucert.bounds;

import io.github.relucert.specification.Norm;

/**
 * Minimises linear forms {@code a.x} over a {@link Region}, box and ball jointly.
 *
 * <p>Every split {@code a = g + h} gives the lower bound {@code -R ||g||_q + min over the box of h} (weak duality). The best split
 * has one parameter {@code nu}, the multiplier of the ball:
 *
 * <ul>
 *   <li>l1: {@code g_k = clip(a_k, -nu, nu)}. The best {@code nu} is the slope of the item at which the fractional knapsack of
 *       the moves {@code |a_k|}, in descending order, uses up the radius (Dantzig, Discrete-Variable Extremum Problems, 1957);
 *       a quickselect finds it.
 *   <li>l2: {@code g_k = clip(a_k, nu times the sides)}. The best {@code nu} is the inverse of the step length at which the
 *       clipped step {@code clip(-a_k / nu)} has length {@code R}; its square is found by Newton's method on a piecewise linear
 *       function, which from the unclipped step on ends after finitely many steps when the centre lies in the box.
 * </ul>
 *
 * <p>The value returned is the dual bound at the {@code nu} found, less a bound of the rounding errors made, so a search that
 * stops early costs tightness only. A zero coefficient on an infinite side counts as zero. Owns scratch memory: one thread at a
 * time.
 */
public final class LinearMinimum {
    /** Twice the unit roundoff, for errors to first order with a margin. */
    static final double ROUNDING = Math.ulp(1.0);

    private static final int MOST_STEPS = 100;

    /** The dual bound is flat at the best step: this error of the step costs its square. */
    private static final double STEP_TOLERANCE = 1e-9;

    private final Region region;
    private final double[] start;
    private final double[] forced;
    private double forcedTotal;

    /** Slopes, reaches and forced distances of the coordinates that can still move; {@code count} of them. */
    private final double[] slope;

    private final double[] reach;
    private final double[] offset;
    private int count;
    private double base;
    private double magnitude;

    public LinearMinimum(Region region) {
        this.region = region;
        this.start = region.start();
        this.forced = new double[region.size()];
        this.slope = new double[region.size()];
        this.reach = new double[region.size()];
        this.offset = new double[region.size()];
        for (int k = 0; k < forced.length; k++) {
            forced[k] = Math.abs(start[k] - region.centre(k));
            forcedTotal += region.norm() == Norm.L2 ? forced[k] * forced[k] : forced[k];
        }
    }

    /** A lower bound of {@code sum_k a[from + k] x_k}; negative infinity where the form is unbounded below. */
    public double minimum(double[] a, int from) {
        return bound(a, from, 1);
    }

    /** An upper bound of {@code sum_k a[from + k] x_k}; infinity where the form is unbounded above. */
    public double maximum(double[] a, int from) {
        return -bound(a, from, -1);
    }

    private double bound(double[] a, int from, double sign) {
        if (region.isBox()) {
            return boxBound(a, from, sign);
        }
        gather(a, from, sign);
        double gain = switch (region.norm()) {
            case L1 -> gainInL1();
            case L2 -> gainInL2();
            case LINF -> throw new IllegalStateException("a ball in l_inf is a box");
        };
        double value = base - gain - (2 * region.size() + 16) * ROUNDING * (magnitude + gain);
        return Double.isNaN(value) ? boxBound(a, from, sign) : value;
    }

    private double boxBound(double[] a, int from, double sign) {
        double sum = 0;
        double size = 0;
        for (int k = 0; k < region.size(); k++) {
            double factor = sign * a[from + k];
            if (factor != 0) {
                double term = factor * (factor > 0 ? region.lower(k) : region.upper(k));
                sum += term;
                size += Math.abs(term);
            }
        }
        double value = sum - (region.size() + 4) * ROUNDING * size;
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private void gather(double[] a, int from, double sign) {
        count = 0;
        base = 0;
        magnitude = 0;
        for (int k = 0; k < start.length; k++) {
            double factor = sign * a[from + k];
            if (factor != 0) {
                base += factor * start[k];
                magnitude += Math.abs(factor * start[k]);
                double room = factor > 0
                        ? Region.sumUp(start[k], -region.lower(k))
                        : Region.sumUp(region.upper(k), -start[k]);
                if (room > 0) {
                    slope[count] = Math.abs(factor);
                    reach[count] = room;
                    offset[count++] = forced[k];
                }
            }
        }
    }

    /** The most that moves of total length {@code R} gain, from above. */
    private double gainInL1() {
        double budget = Math.max(0, region.radius() - forcedTotal * (1 - start.length * ROUNDING));
        double nu = knapsackSlope(budget);
        double gain = budget * nu;
        for (int i = 0; i < count; i++) {
            if (slope[i] > nu) {
                gain += (slope[i] - nu) * reach[i];
            }
        }
        return gain;
    }

    /** The slope of the item at which the budget is used up, 0 when everything fits; reorders the items. */
    private double knapsackSlope(double budget) {
        int low = 0;
        int high = count;
        double used = 0;
        while (low < high) {
            double pivot = median(slope[low], slope[(low + high) >>> 1], slope[high - 1]);
            int greater = low;
            int next = low;
            int less = high;
            double sumGreater = 0;
            double sumEqual = 0;
            while (next < less) {
                if (slope[next] > pivot) {
                    sumGreater += reach[next];
                    swap(greater++, next++);
                } else if (slope[next] < pivot) {
                    swap(next, --less);
                } else {
                    sumEqual += reach[next++];
                }
            }
            if (used + sumGreater > budget) {
                high = greater;
            } else if (used + sumGreater + sumEqual >= budget) {
                return pivot;
            } else {
                used += sumGreater + sumEqual;
                low = less;
            }
        }
        return 0;
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int i, int j) {
        double s = slope[i];
        double r = reach[i];
        slope[i] = slope[j];
        reach[i] = reach[j];
        slope[j] = s;
        reach[j] = r;
    }

    /** The most that moves within the ball gain, from above. */
    private double gainInL2() {
        double movable = 0;
        double steepest = 0;
        for (int i = 0; i < count; i++) {
            movable += offset[i] * offset[i];
            steepest = Math.max(steepest, slope[i]);
        }
        double radius = region.radius();
        double budget = radius * radius - Math.max(0, forcedTotal - movable) * (1 - 2 * start.length * ROUNDING);
        if (count == 0 || !(budget > 0)) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            slope[i] /= steepest;
        }
        double step = Math.sqrt(squaredStep(budget));
        double squares = 0;
        double linear = 0;
        for (int i = 0; i < count; i++) {
            double far = offset[i] + reach[i];
            double move = Math.min(Math.max(slope[i] * step, offset[i]), far);
            // With an infinite step the ball does not bind, and all of the form is left to the box.
            double ball = move == slope[i] * step ? slope[i] : move / step;
            squares += ball * ball;
            double rest = slope[i] - ball;
            linear += (rest > 0 ? rest * far : rest * offset[i]) - slope[i] * offset[i];
            magnitude += steepest * slope[i] * offset[i];
        }
        double root = forcedTotal == 0 ? radius : Math.sqrt(budget * (1 + 4 * ROUNDING));
        return steepest * (root * Math.sqrt(squares) + linear);
    }

    /**
     * The square {@code u} of the step length at which the squares of the clipped moves add up to the budget; infinity when the
     * box holds all of them back before.
     */
    private double squaredStep(double budget) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double free = 0;
        for (int i = 0; i < count; i++) {
            free += slope[i] * slope[i];
        }
        double u = budget / free;
        for (int n = 0; n < MOST_STEPS; n++) {
            double total = 0;
            boolean allFar = true;
            free = 0;
            for (int i = 0; i < count; i++) {
                double square = slope[i] * slope[i];
                double far = offset[i] + reach[i];
                double wanted = square * u;
                if (wanted >= far * far) {
                    total += far * far;
                } else {
                    allFar = false;
                    if (wanted <= offset[i] * offset[i]) {
                        total += offset[i] * offset[i];
                    } else {
                        total += wanted;
                        free += square;
                    }
                }
            }
            if (allFar && total <= budget) {
                return Double.POSITIVE_INFINITY;
            }
            low = total <= budget ? u : low;
            high = total > budget ? u : high;
            double next = u + (budget - total) / free;
            if (Math.abs(next - u) <= STEP_TOLERANCE * u || total == budget) {
                return u;
            }
            if (!(next > low && next < high)) {
                next = Double.isInfinite(high) ? 4 * u : (low + high) / 2;
            }
            u = next;
        }
        return u;
    }
}
