package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.LinearMap;
import io.github.relucert.specification.Norm;
import java.util.Arrays;

/**
 * A form in double arithmetic. Coefficients are what rounding makes of them; the form pays prices ({@link ErrorBound}) that
 * cover all rounding, so that its minimum never ends above the exact one. A number that overflows ends as NaN or infinity, and then
 * nothing is concluded.
 */
final class OutwardForm extends Form {
    private final Ball ball;
    private final double reach;
    private final double[] centre;
    private final ErrorBound errors;
    private final double[][] coefficients;
    private final int[] first;
    private final int[] end;
    private double charge;

    /** The form that is zero everywhere. */
    OutwardForm(Setting setting) {
        super(setting);
        ball = setting.ball();
        reach = setting.reach();
        centre = setting.centre();
        errors = setting.errors();
        coefficients = new double[constant() + 1][0];
        first = new int[coefficients.length];
        end = new int[coefficients.length];
    }

    /** The number rounded by at most two units in the last place; NaN when it is no normal double. */
    private static double rounded(Dyadic number) {
        double floor = number.doubleFloor();
        boolean normal = Math.abs(floor) < Double.MAX_VALUE && Math.abs(floor) > Double.MIN_NORMAL;
        return normal || number.signum() == 0 ? floor : Double.NaN;
    }

    /** The coefficients of a value, of which those from {@code from} to before {@code to} are going to change. */
    private double[] coefficients(int value, int from, int to) {
        if (coefficients[value].length == 0) {
            coefficients[value] = new double[size(value)];
        }
        first[value] = end[value] == 0 ? from : Math.min(first[value], from);
        end[value] = Math.max(end[value], to);
        return coefficients[value];
    }

    @Override
    void clear() {
        for (int value = 0; value < end.length; value++) {
            Arrays.fill(coefficients[value], first[value], end[value], 0);
        }
        Arrays.fill(first, 0);
        Arrays.fill(end, 0);
        charge = 0;
    }

    @Override
    void add(int value, int index, double factor, Dyadic weight) {
        add(value, index, factor * rounded(weight));
    }

    private void add(int value, int index, double term) {
        coefficients(value, index, index + 1)[index] += term;
        charge += Math.abs(term) * errors.start(value)[index];
    }

    @Override
    int finish(int value) {
        double[] outputs = coefficients[value];
        double[] prices = errors.push(value);
        for (int i = next(value, 0); i < end[value]; i = next(value, i + 1)) {
            charge += Math.abs(outputs[i]) * prices[i];
        }
        return end[value];
    }

    @Override
    int next(int value, int from) {
        double[] array = coefficients[value];
        int index = Math.max(from, first[value]);
        while (index < end[value] && array[index] == 0) {
            index++;
        }
        return index;
    }

    @Override
    int sign(int value, int index) {
        return (int) Math.signum(coefficients[value][index]);
    }

    @Override
    void addProduct(int target, int index, double factor, int value, int from) {
        add(target, index, factor * coefficients[value][from]);
    }

    @Override
    void addTransposed(LinearMap map, int source, int value) {
        double[] outputs = coefficients[value];
        int row = first[value];
        if (end[value] > row + 1) {
            map.addTransposed(outputs, coefficients(source, 0, size(source)));
        } else {
            map.forEachInRow(row, (k, weight) -> coefficients(source, k, k + 1)[k] += outputs[row] * weight);
        }
    }

    @Override
    boolean admits(Lines.Layer lines) {
        // Whatever the coefficients: a zero, too, may be what rounding made of another number.
        return lines.limited();
    }

    @Override
    double minimum(Region region, Dyadic nu) {
        double[] a = coefficients(0, 0, size(0));
        double[] prices = errors.start(0);
        double multiplier = rounded(nu);
        double value = 0;
        double norm = 0;
        double price = charge;
        for (int k = 0; k < a.length; k++) {
            if (a[k] == 0 && ball.norm() == Norm.LINF) {
                continue;
            }
            double lower = region.lower()[k].outward();
            double upper = region.upper()[k].outward();
            double share = share(a[k], multiplier, region, k);
            double rest = a[k] - share;
            value += a[k] * centre[k] + (rest == 0 ? 0 : rest * (rest > 0 ? lower : upper));
            norm = ball.norm() == Norm.L1 ? Math.max(norm, Math.abs(share)) : norm + share * share;
            price += (Math.abs(a[k]) + Math.abs(share)) * prices[k];
        }
        double bound = coefficients(constant(), 0, 1)[0] + value - ballTerm(norm) - errors.total(price, multiplier);
        return Double.isFinite(bound) ? Math.nextDown(Math.nextDown(bound)) : Double.NEGATIVE_INFINITY;
    }

    /** The part of a coefficient that is left to the ball; none in l_inf, whose ball is a box. */
    private double share(double a, double nu, Region region, int k) {
        return switch (ball.norm()) {
            case LINF -> 0;
            case L2 -> Math.max(-nu * region.upper()[k].outward(), Math.min(a, -nu * region.lower()[k].outward()));
            case L1 -> {
                int side = region.sideOfCentre(k);
                yield Math.max(side < 0 ? nu : -nu, Math.min(a, side > 0 ? -nu : nu));
            }
        };
    }

    /** Not below what the ball takes away, for shares whose largest or whose sum of squares was computed. */
    private double ballTerm(double norm) {
        return switch (ball.norm()) {
            case LINF -> 0;
            case L1 -> Math.nextUp(norm * reach);
            case L2 -> {
                double square = norm * (1 + (centre.length + 8) * 0x1p-52) + Double.MIN_NORMAL;
                yield Math.nextUp(Math.nextUp(Math.sqrt(square)) * reach);
            }
        };
    }

    @Override
    boolean refutes(Region region, Dyadic nu, boolean strict) {
        return minimum(region, nu) > 0;
    }

    @Override
    HalfSpace toHalfSpace(boolean strict) {
        double lowered = Math.nextDown(coefficients(constant(), 0, 1)[0] - errors.total(charge, 0));
        return new HalfSpace(coefficients(0, 0, size(0)).clone(), lowered, strict);
    }
}
