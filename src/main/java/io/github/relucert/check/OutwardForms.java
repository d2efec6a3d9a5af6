package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Norm;
import java.util.List;
import java.util.Optional;

/**
 * Forms in double arithmetic. Coefficients are what rounding makes of them; each row pays prices ({@link ErrorBound}) that cover
 * all rounding, so that its minimum never ends above the exact one. A number that overflows ends as NaN or infinity, and then
 * nothing is concluded.
 */
final class OutwardForms implements Forms {
    private final ErrorBound errors;
    private final Ball ball;
    private final double[] centre;
    private final double[][][] coefficients;
    private final int[] sizes;
    private final double[] constants;
    private final double[] charges;
    private final MapRow mapRow = new MapRow();

    /** Rows that are zero everywhere; {@code sizes} are those of the network's values. */
    OutwardForms(ErrorBound errors, Ball ball, double[] centre, int[] sizes, int rows) {
        this.errors = errors;
        this.ball = ball;
        this.centre = centre;
        this.sizes = sizes;
        this.coefficients = new double[sizes.length][rows][0];
        this.constants = new double[rows];
        this.charges = new double[rows];
    }

    /** The number rounded by at most two units in the last place; NaN when it is too large for a double. */
    private static double rounded(Dyadic number) {
        double floor = number.doubleFloor();
        return Math.abs(floor) < Double.MAX_VALUE ? floor : Double.NaN;
    }

    private double[] coefficients(int value, int row) {
        if (coefficients[value][row].length == 0) {
            coefficients[value][row] = new double[sizes[value]];
        }
        return coefficients[value][row];
    }

    @Override
    public void add(int row, int value, int index, Dyadic coefficient) {
        double rounded = rounded(coefficient);
        coefficients(value, row)[index] += rounded;
        charges[row] += Math.abs(rounded) * errors.start(value, index);
    }

    @Override
    public void add(int row, Dyadic constant) {
        addConstant(row, rounded(constant));
    }

    private void addConstant(int row, double constant) {
        constants[row] += constant;
        charges[row] += Math.abs(constant) * errors.constantError();
    }

    @Override
    public void add(int row, HalfSpace halfSpace, Dyadic weight) {
        HalfSpace.Rounded summand = halfSpace.toRounded();
        double factor = rounded(weight);
        double[] sums = coefficients(0, row);
        for (int k = 0; k < sums.length; k++) {
            double term = factor * summand.coefficients()[k];
            sums[k] += term;
            charges[row] += Math.abs(term) * errors.start(0, k);
        }
        addConstant(row, factor * summand.constant());
    }

    @Override
    public void throughAffine(int value, Affine affine) {
        double[][] outputs = coefficients[value];
        double[] sums = new double[outputs.length];
        for (int i = 0; i < sizes[value]; i++) {
            if (!price(outputs, i, affine.bias(i), errors.push(value, i), sums)) {
                continue;
            }
            for (Affine.Term term : affine.terms()) {
                mapRow.load(term.map(), i);
                for (int row = 0; row < outputs.length; row++) {
                    if (outputs[row].length > 0 && outputs[row][i] != 0) {
                        mapRow.addTo(coefficients(term.source(), row), outputs[row][i]);
                    }
                }
            }
        }
        for (int row = 0; row < sums.length; row++) {
            constants[row] += sums[row];
            outputs[row] = new double[0];
        }
    }

    /** Pays for coefficient {@code i} of all rows and adds its bias; whether any of them is not zero. */
    private boolean price(double[][] outputs, int i, double bias, double price, double[] sums) {
        boolean any = false;
        for (int row = 0; row < outputs.length; row++) {
            if (outputs[row].length > 0 && outputs[row][i] != 0) {
                any = true;
                sums[row] += outputs[row][i] * bias;
                charges[row] += Math.abs(outputs[row][i]) * price;
            }
        }
        return any;
    }

    @Override
    public void throughRelu(int value, Relu relu, int ordinal, List<Row> rows) {
        for (int row = 0; row < rows.size(); row++) {
            double[] outputs = coefficients[value][row];
            if (outputs.length > 0) {
                double[] sources = coefficients(relu.source(), row);
                throughSplits(value, ordinal, rows.get(row).combination().path(), outputs, sources, row);
                throughLines(value, ordinal, rows.get(row), outputs, sources, row);
                coefficients[value][row] = new double[0];
            }
        }
    }

    private void throughSplits(
            int value, int ordinal, Optional<Path> path, double[] outputs, double[] sources, int row) {
        for (Optional<Path> at = path; at.isPresent(); at = at.get().above()) {
            Neuron neuron = at.get().neuron();
            if (neuron.relu() == ordinal) {
                int i = neuron.index();
                double slope = at.get().side() == Phase.ACTIVE ? 1 : 0;
                sources[i] += outputs[i] * slope;
                charges[row] += Math.abs(outputs[i]) * errors.push(value, i);
                outputs[i] = 0;
            }
        }
    }

    private void throughLines(int value, int ordinal, Row row, double[] outputs, double[] sources, int number) {
        double[] below = row.combination().slopes().lower()[ordinal];
        double[] above = row.combination().slopes().upper()[ordinal];
        double[] lower = row.facts().lower()[ordinal];
        double[] upper = row.facts().upper()[ordinal];
        double sum = 0;
        double charge = 0;
        for (int i = 0; i < outputs.length; i++) {
            double c = outputs[i];
            if (c == 0) {
                continue;
            }
            double limit = errors.offsetLimit(value, i);
            double offset = c > 0
                    ? Math.min(offsetBelow(lower[i], upper[i], below[i]), limit)
                    : offsetAbove(lower[i], upper[i], above[i], limit);
            sources[i] += c * (c > 0 ? below[i] : above[i]);
            sum += c * offset;
            charge += Math.abs(c) * (errors.push(value, i) + offset * errors.constantError());
        }
        constants[number] += sum;
        charges[number] += charge;
    }

    /** Rounded down: the least of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetBelow(double l, double u, double slope) {
        double atLower = l > 0 ? l * (1 - slope) : 0;
        double atUpper = u < 0 ? -u * slope : 0;
        return Math.max(0, Math.nextDown(Math.max(atLower, atUpper)));
    }

    /** Rounded up: the largest of {@code relu(z) - slope z} over {@code [l, u]}; infinite above the limit. */
    static double offsetAbove(double l, double u, double slope, double limit) {
        double atLower = l >= 0 ? roundedUp(l, 1 - slope) : roundedUp(-l, slope);
        double atUpper = u >= 0 ? roundedUp(u, 1 - slope) : roundedUp(-u, slope);
        double offset = Math.max(atLower, atUpper);
        return offset <= limit ? offset : Double.POSITIVE_INFINITY;
    }

    private static double roundedUp(double x, double y) {
        return x == 0 || y == 0 ? 0 : Math.nextUp(x * y);
    }

    @Override
    public double minimum(int row, Region region, Dyadic nu) {
        double[] a = coefficients(0, row);
        double multiplier = rounded(nu);
        double centreSum = 0;
        double boxSum = 0;
        double norm = 0;
        double charge = charges[row];
        for (int k = 0; k < a.length; k++) {
            double g = ballShare(a[k], region, k, multiplier);
            double rest = a[k] - g;
            centreSum += a[k] * centre[k];
            boxSum += rest == 0 ? 0 : rest * (rest > 0 ? region.lower(k) : region.upper(k));
            norm = ball.norm() == Norm.L1 ? Math.max(norm, Math.abs(g)) : norm + g * g;
            charge += (Math.abs(a[k]) + Math.abs(g)) * errors.start(0, k);
        }
        double value = constants[row] + centreSum + boxSum;
        double bound = value - ballTerm(norm) - errors.total(charge);
        return Double.isFinite(bound) ? Math.nextDown(Math.nextDown(bound)) : Double.NEGATIVE_INFINITY;
    }

    /** The part of a coefficient that is left to the ball; none in l_inf, whose ball is a box. */
    private double ballShare(double a, Region region, int k, double nu) {
        return switch (ball.norm()) {
            case LINF -> 0;
            case L2 -> Math.max(-nu * region.upper(k), Math.min(a, -nu * region.lower(k)));
            case L1 ->
                switch (region.sideOfCentre(k)) {
                    case 1 -> -nu;
                    case -1 -> nu;
                    default -> Math.max(-nu, Math.min(a, nu));
                };
        };
    }

    private double ballTerm(double norm) {
        return switch (ball.norm()) {
            case LINF -> 0;
            case L1 -> Math.nextUp(norm * ball.ceiling());
            case L2 -> Math.nextUp(Math.nextUp(Math.sqrt(ErrorBound.inflated(norm, sizes[0]))) * ball.ceiling());
        };
    }

    @Override
    public boolean refutes(int row, Region region, Dyadic nu, boolean strict) {
        return minimum(row, region, nu) > 0;
    }

    @Override
    public HalfSpace toHalfSpace(int row, boolean strict) {
        double constant = constants[row] - errors.total(charges[row]);
        return new HalfSpace.Rounded(coefficients(0, row), Math.nextDown(constant), strict);
    }
}
