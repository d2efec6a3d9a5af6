package io.github.relucert.bounds;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;

/**
 * The inputs that bounds speak of: a box that meets a closed ball, {@code lower <= x <= upper} and
 * {@code ||x - centre|| <= radius}. The box is kept met with the smallest box around the ball, so in l_inf it is the whole
 * region; in l2 and l1 linear forms are minimised over both jointly ({@link LinearMinimum}). Sides and the radius may be infinite.
 * Immutable.
 */
public final class Region {
    private final double[] lower;
    private final double[] upper;
    private final double[] centre;
    private final Norm norm;
    private final double radius;

    private Region(double[] lower, double[] upper, double[] centre, Norm norm, double radius) {
        this.lower = lower;
        this.upper = upper;
        this.centre = centre;
        this.norm = norm;
        this.radius = radius;
    }

    /**
     * A box met with a ball; the box around the ball is rounded outward.
     *
     * @param lower lower sides; may be negative infinity
     * @param upper upper sides; may be infinity
     * @param centre finite; inside the box or not
     * @param radius in the given norm; may be infinite
     * @throws IllegalArgumentException when lengths differ, the radius is negative or a number is not what it may be
     */
    public static Region of(double[] lower, double[] upper, double[] centre, Norm norm, double radius) {
        if (lower.length != centre.length || upper.length != centre.length) {
            throw new IllegalArgumentException("a region with " + lower.length + " lower and " + upper.length
                    + " upper sides around a centre with " + centre.length + " coordinates");
        }
        if (!(radius >= 0)) {
            throw new IllegalArgumentException("a region cannot have radius " + radius);
        }
        double[] low = new double[centre.length];
        double[] high = new double[centre.length];
        for (int k = 0; k < centre.length; k++) {
            if (!Double.isFinite(centre[k]) || Double.isNaN(lower[k]) || Double.isNaN(upper[k])) {
                throw new IllegalArgumentException(
                        "coordinate " + k + ": centre " + centre[k] + ", sides " + lower[k] + " and " + upper[k]);
            }
            low[k] = Math.max(lower[k], -sumUp(-centre[k], radius));
            high[k] = Math.min(upper[k], sumUp(centre[k], radius));
        }
        return new Region(low, high, centre.clone(), norm, radius);
    }

    /** All of a box; its centre is the point nearest to 0. */
    public static Region box(double[] lower, double[] upper) {
        double[] centre = new double[lower.length];
        for (int k = 0; k < centre.length; k++) {
            centre[k] = Math.min(Math.max(0, lower[k]), upper[k]);
        }
        return of(lower, upper, centre, Norm.LINF, Double.POSITIVE_INFINITY);
    }

    /** The points of a problem's domain at most {@code radius} away from its centre; decimal sides are enclosed outward. */
    public static Region of(Problem problem, double radius) {
        double[] lower = problem.domain().lower().stream()
                .mapToDouble(Rational::doubleFloor)
                .toArray();
        double[] upper = problem.domain().upper().stream()
                .mapToDouble(Rational::doubleCeiling)
                .toArray();
        double[] centre =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        return of(lower, upper, centre, problem.norm(), radius);
    }

    /** The least double that is not below the exact sum (Knuth's two-sum gives the error of the rounded one). */
    static double sumUp(double a, double b) {
        double sum = a + b;
        double part = sum - a;
        double error = (a - (sum - part)) + (b - part);
        return error > 0 ? Math.nextUp(sum) : sum;
    }

    /** This region with another radius around the same centre, met with this region's box. */
    public Region withRadius(double radius) {
        return of(lower, upper, centre, norm, radius);
    }

    /** This region with one coordinate confined further. */
    public Region withSides(int coordinate, double low, double high) {
        double[] newLower = lower.clone();
        double[] newUpper = upper.clone();
        newLower[coordinate] = Math.max(newLower[coordinate], low);
        newUpper[coordinate] = Math.min(newUpper[coordinate], high);
        return new Region(newLower, newUpper, centre, norm, radius);
    }

    public int size() {
        return centre.length;
    }

    public double lower(int coordinate) {
        return lower[coordinate];
    }

    public double upper(int coordinate) {
        return upper[coordinate];
    }

    public double centre(int coordinate) {
        return centre[coordinate];
    }

    /** A copy of the lower sides. */
    public double[] lower() {
        return lower.clone();
    }

    /** A copy of the upper sides. */
    public double[] upper() {
        return upper.clone();
    }

    public Norm norm() {
        return norm;
    }

    public double radius() {
        return radius;
    }

    /** Whether the box is all there is: always in l_inf, otherwise when the radius is infinite. */
    public boolean isBox() {
        return norm == Norm.LINF || Double.isInfinite(radius);
    }

    /** Whether the region has certainly no point; a region that is empty by less than rounding may be missed. */
    public boolean isEmpty() {
        double total = 0;
        for (int k = 0; k < size(); k++) {
            if (lower[k] > upper[k]) {
                return true;
            }
            double gap = Math.max(0, Math.max(lower[k] - centre[k], centre[k] - upper[k]));
            total += norm == Norm.L2 ? gap * gap : gap;
        }
        double limit = norm == Norm.L2 ? radius * radius : radius;
        return norm != Norm.LINF && total > limit * (1 + (size() + 4) * Math.ulp(1.0));
    }

    /** Whether a point lies in the region, up to the rounding of its distance. */
    public boolean contains(double[] x) {
        double distance = 0;
        for (int k = 0; k < size(); k++) {
            if (!(x[k] >= lower[k] && x[k] <= upper[k])) {
                return false;
            }
            double step = Math.abs(x[k] - centre[k]);
            distance = switch (norm) {
                case LINF -> Math.max(distance, step);
                case L2 -> Math.hypot(distance, step);
                case L1 -> distance + step;
            };
        }
        return distance <= radius;
    }

    /**
     * A lower bound, tight up to rounding, of {@code sum_k a[offset + k] x_k} over the region; negative infinity where it is
     * unbounded. Convenience for single calls; loops keep a {@link LinearMinimum}.
     */
    public double minimum(double[] a, int offset) {
        return new LinearMinimum(this).minimum(a, offset);
    }

    @Override
    public String toString() {
        return "box " + Arrays.toString(lower) + ".." + Arrays.toString(upper) + " within " + radius + " of "
                + Arrays.toString(centre) + " in " + norm.id();
    }
}
