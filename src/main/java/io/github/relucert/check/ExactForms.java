package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Forms in exact dyadic arithmetic. Nothing is rounded until a row has become a number: a bound is rounded down to a double, a
 * refutation is decided by the sign, in l2 by squares.
 */
final class ExactForms implements Forms {
    private final Ball ball;
    private final List<Dyadic> centre;
    private final int[] sizes;
    private final DyadicArray[][] coefficients;
    private final Dyadic[] constants;
    private final boolean[] unbounded;
    private final MapRow mapRow = new MapRow();

    /** Rows that are zero everywhere; {@code sizes} are those of the network's values. */
    ExactForms(Ball ball, List<Dyadic> centre, int[] sizes, int rows) {
        this.ball = ball;
        this.centre = centre;
        this.sizes = sizes;
        this.coefficients = new DyadicArray[sizes.length][rows];
        this.constants = new Dyadic[rows];
        this.unbounded = new boolean[rows];
        Arrays.fill(constants, Dyadic.ZERO);
        for (DyadicArray[] value : coefficients) {
            Arrays.fill(value, new DyadicArray(0));
        }
    }

    private DyadicArray coefficients(int value, int row) {
        if (coefficients[value][row].size() == 0) {
            coefficients[value][row] = new DyadicArray(sizes[value]);
        }
        return coefficients[value][row];
    }

    @Override
    public void add(int row, int value, int index, Dyadic coefficient) {
        coefficients(value, row).add(index, coefficient);
    }

    @Override
    public void add(int row, Dyadic constant) {
        constants[row] = constants[row].add(constant);
    }

    @Override
    public void add(int row, HalfSpace halfSpace, Dyadic weight) {
        HalfSpace.Exact summand = halfSpace.toExact();
        for (int k = 0; k < sizes[0]; k++) {
            add(row, 0, k, summand.coefficients()[k].multiply(weight));
        }
        add(row, summand.constant().multiply(weight));
    }

    @Override
    public void throughAffine(int value, Affine affine) {
        DyadicArray[] outputs = coefficients[value];
        for (int i = 0; i < sizes[value]; i++) {
            int index = i;
            if (Arrays.stream(outputs).allMatch(output -> output.size() == 0 || output.signum(index) == 0)) {
                continue;
            }
            Dyadic bias = Dyadic.of(affine.bias(i));
            for (Affine.Term term : affine.terms()) {
                mapRow.load(term.map(), i);
                mapRow.makeIntegers();
                for (int row = 0; row < outputs.length; row++) {
                    if (outputs[row].size() > 0 && outputs[row].signum(i) != 0) {
                        mapRow.addTo(coefficients(term.source(), row), outputs[row].get(i));
                    }
                }
            }
            for (int row = 0; row < outputs.length; row++) {
                if (outputs[row].size() > 0) {
                    add(row, outputs[row].get(i).multiply(bias));
                }
            }
        }
        Arrays.fill(outputs, new DyadicArray(0));
    }

    @Override
    public void throughRelu(int value, Relu relu, int ordinal, List<Row> rows) {
        for (int row = 0; row < rows.size(); row++) {
            DyadicArray outputs = coefficients[value][row];
            if (outputs.size() > 0) {
                DyadicArray sources = coefficients(relu.source(), row);
                throughSplits(ordinal, rows.get(row).combination().path(), outputs, sources);
                throughLines(ordinal, rows.get(row), outputs, sources, row);
                coefficients[value][row] = new DyadicArray(0);
            }
        }
    }

    private static void throughSplits(int ordinal, Optional<Path> path, DyadicArray outputs, DyadicArray sources) {
        for (Optional<Path> at = path; at.isPresent(); at = at.get().above()) {
            Neuron neuron = at.get().neuron();
            if (neuron.relu() == ordinal) {
                if (at.get().side() == Phase.ACTIVE) {
                    sources.add(neuron.index(), outputs.get(neuron.index()));
                }
                outputs.clear(neuron.index());
            }
        }
    }

    private void throughLines(int ordinal, Row row, DyadicArray outputs, DyadicArray sources, int number) {
        double[] below = row.combination().slopes().lower()[ordinal];
        double[] above = row.combination().slopes().upper()[ordinal];
        double[] lower = row.facts().lower()[ordinal];
        double[] upper = row.facts().upper()[ordinal];
        for (int i = 0; i < outputs.size(); i++) {
            int sign = outputs.signum(i);
            if (sign == 0) {
                continue;
            }
            Dyadic c = outputs.get(i);
            Dyadic slope = Dyadic.of(sign > 0 ? below[i] : above[i]);
            sources.add(i, c.multiply(slope));
            Optional<Dyadic> offset = sign > 0
                    ? Optional.of(offsetBelow(lower[i], upper[i], slope))
                    : offsetAbove(lower[i], upper[i], slope);
            unbounded[number] |= offset.isEmpty();
            add(number, c.multiply(offset.orElse(Dyadic.ZERO)));
        }
    }

    /** The least of {@code relu(z) - slope z} over {@code [l, u]}. */
    private static Dyadic offsetBelow(double l, double u, Dyadic slope) {
        Dyadic atLower = l > 0 ? Dyadic.of(l).multiply(Dyadic.ONE.subtract(slope)) : Dyadic.ZERO;
        Dyadic atUpper = u < 0 ? Dyadic.of(-u).multiply(slope) : Dyadic.ZERO;
        return atLower.max(atUpper);
    }

    /** The largest of {@code relu(z) - slope z} over {@code [l, u]}; none when it is infinite. */
    private static Optional<Dyadic> offsetAbove(double l, double u, Dyadic slope) {
        Optional<Dyadic> atLower = product(Math.abs(l), l >= 0 ? Dyadic.ONE.subtract(slope) : slope);
        Optional<Dyadic> atUpper = product(Math.abs(u), u >= 0 ? Dyadic.ONE.subtract(slope) : slope);
        return atLower.flatMap(x -> atUpper.map(x::max));
    }

    /** Zero times infinity is zero. */
    private static Optional<Dyadic> product(double x, Dyadic y) {
        return y.signum() == 0
                ? Optional.of(Dyadic.ZERO)
                : Double.isInfinite(x)
                        ? Optional.empty()
                        : Optional.of(Dyadic.of(x).multiply(y));
    }

    /**
     * A row over a region, multiplied by the square of the region's scale.
     *
     * @param linear everything but the ball's share
     * @param norm l1: the largest share of the ball, l2: the sum of squares of the shares, times the scale or its square
     * @param onBall whether a side of the ball itself binds, or the ball has a share
     */
    private record Minimum(Dyadic linear, Dyadic norm, boolean onBall) {}

    private Optional<Minimum> scaledMinimum(int row, Region region, Dyadic nu) {
        DyadicArray a = coefficients(0, row);
        Dyadic scale = region.scale().toDyadic();
        Dyadic linear = constants[row];
        Dyadic box = Dyadic.ZERO;
        Dyadic norm = Dyadic.ZERO;
        boolean onBall = false;
        for (int k = 0; k < a.size(); k++) {
            Dyadic scaled = a.get(k).multiply(scale);
            Dyadic share = ballShare(scaled, region, k, nu);
            Dyadic rest = scaled.subtract(share);
            linear = linear.add(a.get(k).multiply(centre.get(k)));
            norm = ball.norm() == Norm.L1 ? norm.max(share.abs()) : norm.add(share.multiply(share));
            if (rest.signum() != 0) {
                int side = rest.signum() > 0 ? 0 : 1;
                unbounded[row] |= region.isInfinite(side, k);
                box = box.add(rest.multiply(region.exact(side, k)));
                onBall |= region.isOnBall(side, k);
            }
        }
        Dyadic total = linear.multiply(scale).multiply(scale).add(box);
        return unbounded[row] ? Optional.empty() : Optional.of(new Minimum(total, norm, onBall || norm.signum() > 0));
    }

    /** The part of a coefficient that is left to the ball, times the scale; none in l_inf, whose ball is a box. */
    private Dyadic ballShare(Dyadic a, Region region, int k, Dyadic nu) {
        return switch (ball.norm()) {
            case LINF -> Dyadic.ZERO;
            case L2 ->
                nu.multiply(region.exact(1, k))
                        .negate()
                        .max(a.min(nu.multiply(region.exact(0, k)).negate()));
            case L1 -> {
                Dyadic limit = nu.multiply(region.scale().toDyadic());
                yield switch (region.sideOfCentre(k)) {
                    case 1 -> limit.negate();
                    case -1 -> limit;
                    default -> limit.negate().max(a.min(limit));
                };
            }
        };
    }

    /** The square of what the ball takes away in l2, times the fourth power of the scale. */
    private Rational squaredBallTerm(Minimum minimum, Region region) {
        Rational scale = region.scale().toDyadic().toRational();
        return ball.radius()
                .value()
                .multiply(scale)
                .multiply(scale)
                .multiply(minimum.norm().toRational());
    }

    @Override
    public double minimum(int row, Region region, Dyadic nu) {
        Optional<Minimum> found = scaledMinimum(row, region, nu);
        if (found.isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        Minimum minimum = found.get();
        Dyadic taken = switch (ball.norm()) {
            case LINF -> Dyadic.ZERO;
            case L1 -> ball.scaled(region.scale()).multiply(minimum.norm());
            case L2 -> SquareRoot.ceiling(squaredBallTerm(minimum, region));
        };
        Rational scale = region.scale().toDyadic().toRational();
        Rational bound = minimum.linear().subtract(taken).toRational().divide(scale.multiply(scale));
        return bound.doubleFloor();
    }

    @Override
    public boolean refutes(int row, Region region, Dyadic nu, boolean strict) {
        Optional<Minimum> found = scaledMinimum(row, region, nu);
        if (found.isEmpty()) {
            return false;
        }
        Minimum minimum = found.get();
        Dyadic linear = minimum.linear();
        int sign = switch (ball.norm()) {
            case LINF -> linear.signum();
            case L1 -> linear.compareTo(ball.scaled(region.scale()).multiply(minimum.norm()));
            case L2 ->
                linear.signum() < 0
                        ? -1
                        : linear.multiply(linear).toRational().compareTo(squaredBallTerm(minimum, region));
        };
        return sign > 0 || (sign == 0 && (strict || (ball.isOpen() && minimum.onBall())));
    }

    @Override
    public HalfSpace toHalfSpace(int row, boolean strict) {
        DyadicArray a = coefficients(0, row);
        Dyadic[] exact = new Dyadic[a.size()];
        Arrays.setAll(exact, a::get);
        return new HalfSpace.Exact(exact, constants[row], strict);
    }
}
