package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Norm;
import java.util.Arrays;

/**
 * A form in double arithmetic. Coefficients are what rounding makes of them; the form pays prices ({@link ErrorBound}) that
 * cover all rounding, so that its minimum never ends above the exact one. A number that overflows ends as NaN or infinity, and then
 * nothing is concluded.
 */
final class OutwardForm implements Form {
    private final ErrorBound errors;
    private final Ball ball;
    private final double[] centre;
    private final double[][] coefficients;
    private double constant;
    private double charge;

    /** The form that is zero everywhere. */
    OutwardForm(ErrorBound errors, Ball ball, double[] centre) {
        this.errors = errors;
        this.ball = ball;
        this.centre = centre;
        this.coefficients = new double[errors.values()][0];
    }

    /** The number rounded by at most two units in the last place; NaN when it is no normal double. */
    private static double rounded(Dyadic number) {
        double floor = number.doubleFloor();
        boolean normal = Math.abs(floor) < Double.MAX_VALUE && Math.abs(floor) > Double.MIN_NORMAL;
        return normal || number.signum() == 0 ? floor : Double.NaN;
    }

    private double[] coefficients(int value) {
        if (coefficients[value].length == 0) {
            coefficients[value] = new double[errors.size(value)];
        }
        return coefficients[value];
    }

    private double[] taken(int value) {
        double[] taken = coefficients[value];
        coefficients[value] = new double[0];
        return taken;
    }

    @Override
    public void add(int value, int index, Dyadic coefficient) {
        double term = rounded(coefficient);
        coefficients(value)[index] += term;
        charge += Math.abs(term) * errors.start(value)[index];
    }

    @Override
    public void add(Dyadic term) {
        addConstant(rounded(term));
    }

    private void addConstant(double term) {
        constant += term;
        charge += Math.abs(term) * errors.constantError();
    }

    @Override
    public void add(HalfSpace halfSpace, Dyadic weight) {
        double factor = rounded(weight);
        double[] sums = coefficients(0);
        for (int k = 0; k < sums.length; k++) {
            double term = factor * halfSpace.coefficients()[k];
            sums[k] += term;
            charge += Math.abs(term) * errors.start(0)[k];
        }
        addConstant(factor * halfSpace.constant());
    }

    @Override
    public void throughAffine(int value, Affine affine) {
        double[] outputs = taken(value);
        double[] prices = errors.push(value);
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            sum += outputs[i] * affine.bias(i);
            charge += Math.abs(outputs[i]) * prices[i];
        }
        constant += sum;
        if (outputs.length > 0) {
            affine.terms().forEach(term -> term.map().addTransposed(outputs, coefficients(term.source())));
        }
    }

    @Override
    public void throughRelu(int value, int source, int ordinal, Slopes slopes, Facts facts) {
        double[] outputs = taken(value);
        double[] sums = outputs.length == 0 ? outputs : coefficients(source);
        double[] prices = errors.push(value);
        double[] limits = errors.offsetLimit(value);
        double[] lower = facts.lower()[ordinal];
        double[] upper = facts.upper()[ordinal];
        Phase[] sides = slopes.sides()[ordinal];
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double c = outputs[i];
            charge += Math.abs(c) * prices[i];
            if (sides[i] == Phase.UNSTABLE) {
                double below = slopes.lower()[ordinal][i];
                double above = slopes.upper()[ordinal][i];
                double largest = offsetAbove(lower[i], upper[i], above);
                double offset = c > 0 ? Math.min(offsetBelow(lower[i], upper[i], below), limits[i]) : largest;
                sums[i] += c * (c > 0 ? below : above);
                sum += c == 0 ? 0 : c * offset;
                // The prices hold where no line is further off than the limit; otherwise nothing is concluded, not even
                // where the coefficient is zero: it may be what rounding made of another one.
                charge += largest <= limits[i] ? Math.abs(c) * offset * errors.constantError() : Double.NaN;
            } else if (sides[i] == Phase.ACTIVE) {
                sums[i] += c;
            }
        }
        constant += sum;
    }

    /** Rounded down: the least of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetBelow(double l, double u, double slope) {
        double atLower = l > 0 ? l * (1 - slope) : 0;
        double atUpper = u < 0 ? -u * slope : 0;
        return Math.max(0, Math.nextDown(Math.max(atLower, atUpper)));
    }

    /** Rounded up: the largest of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetAbove(double l, double u, double slope) {
        double atLower = l >= 0 ? roundedUp(l, 1 - slope) : roundedUp(-l, slope);
        double atUpper = u >= 0 ? roundedUp(u, 1 - slope) : roundedUp(-u, slope);
        return Math.max(atLower, atUpper);
    }

    private static double roundedUp(double x, double y) {
        return x == 0 || y == 0 ? 0 : Math.nextUp(x * y);
    }

    @Override
    public double minimum(Region region, Dyadic nu) {
        double[] a = coefficients(0);
        double multiplier = rounded(nu);
        double[] shares = ballShares(a, region, multiplier);
        double[] prices = errors.start(0);
        double centreSum = 0;
        double boxSum = 0;
        double norm = 0;
        double price = charge;
        for (int k = 0; k < a.length; k++) {
            double g = shares[k];
            double rest = a[k] - g;
            centreSum += a[k] * centre[k];
            boxSum += rest == 0 ? 0 : rest * (rest > 0 ? region.lower(k) : region.upper(k));
            norm = ball.norm() == Norm.L1 ? Math.max(norm, Math.abs(g)) : norm + g * g;
            price += (Math.abs(a[k]) + Math.abs(g)) * prices[k];
        }
        double value = constant + centreSum + boxSum;
        double bound = value - ballTerm(norm) - errors.total(price, multiplier);
        return Double.isFinite(bound) ? Math.nextDown(Math.nextDown(bound)) : Double.NEGATIVE_INFINITY;
    }

    /** The parts of the coefficients that are left to the ball; none in l_inf, whose ball is a box. */
    private double[] ballShares(double[] a, Region region, double nu) {
        double[] shares = new double[a.length];
        switch (ball.norm()) {
            case LINF -> {}
            case L2 ->
                Arrays.setAll(shares, k -> Math.max(-nu * region.upper(k), Math.min(a[k], -nu * region.lower(k))));
            case L1 ->
                Arrays.setAll(shares, k -> switch (region.sideOfCentre(k)) {
                    case 1 -> -nu;
                    case -1 -> nu;
                    default -> Math.max(-nu, Math.min(a[k], nu));
                });
        }
        return shares;
    }

    private double ballTerm(double norm) {
        return switch (ball.norm()) {
            case LINF -> 0;
            case L1 -> Math.nextUp(norm * ball.ceiling());
            case L2 -> Math.nextUp(Math.nextUp(Math.sqrt(ErrorBound.inflated(norm, centre.length))) * ball.ceiling());
        };
    }

    @Override
    public boolean refutes(Region region, Dyadic nu, boolean strict) {
        return minimum(region, nu) > 0;
    }

    @Override
    public HalfSpace toHalfSpace(boolean strict) {
        return new HalfSpace(coefficients(0), Math.nextDown(constant - errors.total(charge, 0)), strict).orTrivial();
    }
}
