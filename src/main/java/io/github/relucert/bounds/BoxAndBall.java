package io.github.relucert.bounds;

import io.github.relucert.specification.Norm;
import java.util.Arrays;

/**
 * The geometry of a branch and bound on distances: a box and an origin that lengths are measured from. Answers how far
 * the half-space {@code a.x + c <= 0} is within the box, and how small a form gets over box and ball jointly, also under a
 * further half-space. The origin lies inside the box; in l_inf it may lie outside, as it does in a half of a split box.
 *
 * <p>The three norms measure from the centre of the problem. A <em>box</em> alone is measured in l_inf from its middle, each
 * coordinate in units of its half-width: the box is missed by a half-space exactly when its distance exceeds 1.
 *
 * <p>The distance is the root in {@code r} of the minimum over the ball of radius {@code r}, a convex falling function: Newton's
 * method from the left (l_inf), the same in the length of the clipped step (l2), a fractional knapsack of gains (l1). Numbers are
 * rounded to nearest: a search guides itself by them and proves nothing. Owns scratch memory; one thread at a time; no call allocates.
 */
public final class BoxAndBall {
    private static final int LINE_SEARCH = 6;
    private static final int GROWTH = 12;
    private static final double FLAT = 1e-3;
    private static final double ROUNDING = 1e-12;

    private final Norm norm;
    private final int size;
    private final double[] origin;
    private final double[] down;
    private final double[] up;
    private final double[] unit;
    private final double radius;
    private final double nearest;
    private final double[] x;
    private final double[] sum;
    private final CrossPolytope crossPolytope;
    private double multiplier;
    private double weight;
    private double derivative;
    private double magnitude;
    private final double[] extent;
    private final double[] middle;
    private final double[] half;

    private BoxAndBall(Norm norm, double[] origin, double[] down, double[] up, double[] unit, double radius) {
        this.norm = norm;
        this.size = origin.length;
        this.origin = origin;
        this.down = down;
        this.up = up;
        this.unit = unit;
        this.radius = radius;
        this.x = new double[size];
        this.sum = new double[size];
        this.crossPolytope = new CrossPolytope(origin, down, up, x);
        this.extent = new double[size];
        this.middle = new double[size];
        this.half = new double[size];
        double gap = 0;
        for (int k = 0; k < size; k++) {
            gap = Math.max(gap, -Math.min(down[k], up[k]));
            double way = Math.min(radius * unit[k], Math.max(down[k], up[k]));
            extent[k] = Math.abs(origin[k]) + (Double.isFinite(way) ? way : 0);
            double low = origin[k] - Math.min(radius * unit[k], down[k]);
            double high = origin[k] + Math.min(radius * unit[k], up[k]);
            middle[k] = low / 2 + high / 2;
            half[k] = high / 2 - low / 2;
        }
        nearest = gap;
    }

    /**
     * Distances from the region's centre; the ball is the region's. In l2 and l1 the centre counts as a point of the box.
     */
    public static BoxAndBall around(Region region) {
        int size = region.size();
        double[] origin = new double[size];
        double[] down = new double[size];
        double[] up = new double[size];
        double[] unit = new double[size];
        Arrays.fill(unit, 1);
        for (int k = 0; k < size; k++) {
            origin[k] = region.centre(k);
            double least = region.norm() == Norm.LINF ? Double.NEGATIVE_INFINITY : 0;
            down[k] = Math.max(least, origin[k] - region.lower(k));
            up[k] = Math.max(least, region.upper(k) - origin[k]);
        }
        return new BoxAndBall(region.norm(), origin, down, up, unit, region.radius());
    }

    /** A bounded box, measured from its middle in half-widths. */
    public static BoxAndBall box(double[] lower, double[] upper) {
        int size = lower.length;
        double[] origin = new double[size];
        double[] half = new double[size];
        for (int k = 0; k < size; k++) {
            origin[k] = lower[k] / 2 + upper[k] / 2;
            half[k] = Math.max(upper[k] - origin[k], origin[k] - lower[k]);
        }
        return new BoxAndBall(Norm.LINF, origin, half, half, half, 1);
    }

    /** The radius of the ball that bounds are computed over. */
    public double radius() {
        return radius;
    }

    /** The distance of the box itself; 0 where the origin lies inside. */
    public double nearest() {
        return nearest;
    }

    /** The lower side of the box met with the cube around the ball. */
    public double lower(int k) {
        return origin[k] - Math.min(radius * unit[k], down[k]);
    }

    /** The upper side of the box met with the cube around the ball. */
    public double upper(int k) {
        return origin[k] + Math.min(radius * unit[k], up[k]);
    }

    /** The lower side of the box met with a smaller cube. */
    public double lower(int k, double length) {
        return origin[k] - Math.min(Math.min(length, radius) * unit[k], down[k]);
    }

    /** The upper side of the box met with a smaller cube. */
    public double upper(int k, double length) {
        return origin[k] + Math.min(Math.min(length, radius) * unit[k], up[k]);
    }

    /** The point of the last answer: where the half-space is nearest, or the form least; the object's own array. */
    public double[] point() {
        return x;
    }

    /** The multiplier nu of the last answer, which divides a form between ball and box; 0 in l_inf. */
    public double multiplier() {
        return multiplier;
    }

    /** The weight of the half-space in the last answer of {@link #minimum(double[], int, double, double[], double)}. */
    public double weight() {
        return weight;
    }

    /**
     * The distance of {@code a.x + c <= 0} within the box; infinite when the box does not meet it. When the origin itself
     * satisfies it, the negative distance to the plane, so that a search knows in which direction to improve; then the point is the origin.
     * Where the box lies apart from the origin, the same holds of its nearest points, with the distance of the box added.
     */
    public double distance(double[] a, double c) {
        double left = atOrigin(a, c);
        multiplier = 0;
        if (nearest > 0) {
            return distanceFromOutside(a, left);
        }
        if (!(left > 0)) {
            System.arraycopy(origin, 0, x, 0, size);
            double steepness = steepness(a);
            return steepness > 0 ? left / steepness : left < 0 ? -Double.MAX_VALUE : -Double.MIN_NORMAL;
        }
        return switch (norm) {
            case LINF -> maximumNormDistance(a, left);
            case L2 -> euclideanDistance(a, left);
            case L1 -> {
                double length = crossPolytope.distance(a, left);
                multiplier = crossPolytope.multiplier();
                yield length;
            }
        };
    }

    private double distanceFromOutside(double[] a, double c) {
        double left = c;
        for (int k = 0; k < size; k++) {
            left -= Math.abs(a[k]) * Math.min(nearest * unit[k], a[k] > 0 ? down[k] : up[k]);
        }
        if (left > 0) {
            return maximumNormDistance(a, c);
        }
        place(a, nearest);
        double steepness = steepness(a);
        return nearest + (steepness > 0 ? left / steepness : left < 0 ? -Double.MAX_VALUE : -Double.MIN_NORMAL);
    }

    /** Puts the point where the form is least in the l_inf ball of radius {@code r} within the box. */
    private void place(double[] a, double r) {
        for (int k = 0; k < size; k++) {
            double lowest = origin[k] - Math.min(r * unit[k], down[k]);
            double highest = origin[k] + Math.min(r * unit[k], up[k]);
            x[k] = a[k] > 0 ? lowest : a[k] < 0 ? highest : Math.max(lowest, Math.min(origin[k], highest));
        }
    }

    private double steepness(double[] a) {
        double total = 0;
        for (int k = 0; k < size; k++) {
            double m = Math.abs(a[k]);
            if (m > 0 && (a[k] > 0 ? down[k] : up[k]) > nearest * unit[k]) {
                total = switch (norm) {
                    case LINF -> total + m * unit[k];
                    case L2 -> total + m * m;
                    case L1 -> Math.max(total, m);
                };
            }
        }
        return norm == Norm.L2 ? Math.sqrt(total) : total;
    }

    private double maximumNormDistance(double[] a, double c) {
        double r = nearest;
        while (true) {
            double steep = 0;
            double spent = 0;
            for (int k = 0; k < size; k++) {
                double room = a[k] > 0 ? down[k] : up[k];
                double m = Math.abs(a[k]);
                if (room > r * unit[k]) {
                    steep += m * unit[k];
                } else {
                    spent += m * room;
                }
            }
            double next = steep > 0 ? (c - spent) / steep : c > spent ? Double.POSITIVE_INFINITY : r;
            if (!(next > r)) {
                break;
            }
            r = next;
            if (r == Double.POSITIVE_INFINITY) {
                break;
            }
        }
        place(a, r);
        return r;
    }

    private double euclideanDistance(double[] a, double c) {
        double t = 0;
        while (true) {
            double free = 0;
            double gained = 0;
            for (int k = 0; k < size; k++) {
                double room = a[k] > 0 ? down[k] : up[k];
                double m = Math.abs(a[k]);
                if (m * t < room) {
                    free += m * m;
                } else {
                    gained += m * room;
                }
            }
            double next = free > 0 ? (c - gained) / free : c > gained ? Double.POSITIVE_INFINITY : t;
            if (!(next > t)) {
                break;
            }
            t = next;
            if (t == Double.POSITIVE_INFINITY) {
                break;
            }
        }
        double squares = 0;
        for (int k = 0; k < size; k++) {
            double move = a[k] > 0 ? -Math.min(t * a[k], down[k]) : a[k] < 0 ? Math.min(-t * a[k], up[k]) : 0;
            squares += move * move;
            x[k] = origin[k] + move;
        }
        multiplier = 1 / t;
        return t == Double.POSITIVE_INFINITY ? t : Math.sqrt(squares);
    }

    /**
     * A generous estimate of what rounding may do to the last answer of a {@code minimum}, in arithmetic that pays for every
     * step of a backward pass.
     */
    public double roundingError() {
        return ROUNDING * magnitude;
    }

    /** The least value of {@code a.x + c} over box and ball. */
    public double minimum(double[] a, int from, double c) {
        System.arraycopy(a, from, sum, 0, size);
        double value = least(sum, c);
        magnitude = Math.abs(c);
        for (int k = 0; k < size; k++) {
            magnitude += Math.abs(sum[k]) * extent[k];
        }
        return value;
    }

    private double atOrigin(double[] a, double c) {
        double value = c;
        for (int k = 0; k < size; k++) {
            value += a[k] * origin[k];
        }
        return value;
    }

    private double least(double[] a, double c) {
        double value = atOrigin(a, c);
        multiplier = 0;
        return value
                - switch (norm) {
                    case LINF -> gainInBox(a);
                    case L2 -> gainInBall(a);
                    case L1 -> {
                        double gain = crossPolytope.gain(a, radius);
                        multiplier = crossPolytope.multiplier();
                        yield gain;
                    }
                };
    }

    private double gainInBox(double[] a) {
        double gain = 0;
        for (int k = 0; k < size; k++) {
            double room = Math.min(radius * unit[k], a[k] > 0 ? down[k] : up[k]);
            gain += Math.abs(a[k]) * room;
        }
        place(a, radius);
        return gain;
    }

    private double gainInBall(double[] a) {
        double square = radius * radius;
        double t = 0;
        while (true) {
            double free = 0;
            double spent = 0;
            for (int k = 0; k < size; k++) {
                double room = a[k] > 0 ? down[k] : up[k];
                double m = Math.abs(a[k]);
                if (m * t < room) {
                    free += m * m;
                } else if (m > 0) {
                    spent += room * room;
                }
            }
            double next = free > 0 && square > spent
                    ? Math.sqrt((square - spent) / free)
                    : free > 0 ? t : Double.POSITIVE_INFINITY;
            if (!(next > t)) {
                break;
            }
            t = next;
            if (t == Double.POSITIVE_INFINITY) {
                break;
            }
        }
        double gain = 0;
        for (int k = 0; k < size; k++) {
            double move = a[k] > 0 ? -Math.min(t * a[k], down[k]) : a[k] < 0 ? Math.min(-t * a[k], up[k]) : 0;
            gain -= move * a[k];
            x[k] = origin[k] + move;
        }
        multiplier = t > 0 ? 1 / t : 0;
        return gain;
    }

    /**
     * The least value of {@code a.x + c} over box and ball where also {@code p.x + q <= 0}: the largest over weights {@code h >= 0} of
     * the least value of {@code (a + h p).x + c + h q}, a concave function of {@code h}, by intersecting tangents. The weight found has
     * few bits, so that it is short to write; a weight that is not the best costs tightness only.
     */
    public double minimum(double[] a, int from, double c, double[] p, double q) {
        weight = 0;
        double best = at(a, from, c, p, q, 0);
        if (!(derivative > 0)) {
            measure(a, from, c, p, q);
            return best;
        }
        double low = 0;
        double lowValue = best;
        double lowSlope = derivative;
        double high = scale(a, from, p);
        double highValue = at(a, from, c, p, q, high);
        double highSlope = derivative;
        for (int k = 0; k < GROWTH && highSlope > 0; k++) {
            low = high;
            lowValue = highValue;
            lowSlope = highSlope;
            high *= 4;
            highValue = at(a, from, c, p, q, high);
            highSlope = derivative;
        }
        for (int k = 0; k < LINE_SEARCH && highSlope < 0; k++) {
            double middle = (highValue - lowValue + lowSlope * low - highSlope * high) / (lowSlope - highSlope);
            double ceiling = lowValue + lowSlope * (middle - low);
            double floor = Math.max(lowValue, highValue);
            if (!(middle > low && middle < high) || ceiling - floor <= FLAT * Math.abs(floor)) {
                break;
            }
            double value = at(a, from, c, p, q, middle);
            if (derivative > 0) {
                low = middle;
                lowValue = value;
                lowSlope = derivative;
            } else {
                high = middle;
                highValue = value;
                highSlope = derivative;
            }
        }
        double chosen = coarse(highValue > lowValue ? high : low);
        double value = at(a, from, c, p, q, chosen);
        if (!(value > best)) {
            chosen = 0;
            value = at(a, from, c, p, q, 0);
        }
        weight = chosen;
        measure(a, from, c, p, q);
        return value;
    }

    private void measure(double[] a, int from, double c, double[] p, double q) {
        magnitude = Math.abs(c) + weight * Math.abs(q);
        for (int k = 0; k < size; k++) {
            magnitude += (Math.abs(a[from + k]) + weight * Math.abs(p[k])) * extent[k];
        }
    }

    private double scale(double[] a, int from, double[] p) {
        double sumA = 0;
        double sumP = 0;
        for (int k = 0; k < size; k++) {
            sumA += Math.abs(a[from + k]);
            sumP += Math.abs(p[k]);
        }
        return sumA > 0 && sumP > 0 ? sumA / sumP : 1;
    }

    private static double coarse(double h) {
        if (h == 0) {
            return 0;
        }
        double step = Math.scalb(1.0, Math.getExponent(h) - 10);
        return Math.rint(h / step) * step;
    }

    private double at(double[] a, int from, double c, double[] p, double q, double h) {
        if (norm == Norm.LINF) {
            return inBox(a, from, c, p, q, h);
        }
        for (int k = 0; k < size; k++) {
            sum[k] = a[from + k] + h * p[k];
        }
        double value = least(sum, c + h * q);
        double along = q;
        for (int k = 0; k < size; k++) {
            along += p[k] * x[k];
        }
        derivative = along;
        return value;
    }

    /** In the box the least value is that at the middle less the sum of half-widths times absolute coefficients; two partial sums each. */
    private double inBox(double[] a, int from, double c, double[] p, double q, double h) {
        double least0 = c + h * q;
        double least1 = 0;
        double along0 = q;
        double along1 = 0;
        int even = size & -2;
        for (int k = 0; k < even; k += 2) {
            double s0 = a[from + k] + h * p[k];
            double s1 = a[from + k + 1] + h * p[k + 1];
            double x0 = middle[k] - Math.copySign(half[k], s0);
            double x1 = middle[k + 1] - Math.copySign(half[k + 1], s1);
            least0 += s0 * x0;
            least1 += s1 * x1;
            along0 += p[k] * x0;
            along1 += p[k + 1] * x1;
        }
        if (even < size) {
            double s = a[from + even] + h * p[even];
            double at = middle[even] - Math.copySign(half[even], s);
            least0 += s * at;
            along0 += p[even] * at;
        }
        derivative = along0 + along1;
        return least0 + least1;
    }
}
