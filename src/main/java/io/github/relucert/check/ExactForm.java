package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.Optional;

/**
 * A form in exact dyadic arithmetic. Nothing is rounded until it has become a fact: a bound is rounded down to a double, a half-space
 * to doubles that hold in the root region. A refutation is decided by the sign, in l2 by squares.
 */
final class ExactForm implements Form {
    private static final DyadicArray NONE = new DyadicArray(0);

    private final ErrorBound errors;
    private final Ball ball;
    private final double[] centre;
    private final DyadicArray[] coefficients;
    private final DyadicArray constant = new DyadicArray(1);
    private boolean unbounded;

    /** The form that is zero everywhere; the errors give the sizes of values and the largest inputs. */
    ExactForm(ErrorBound errors, Ball ball, double[] centre) {
        this.errors = errors;
        this.ball = ball;
        this.centre = centre;
        this.coefficients = new DyadicArray[errors.values()];
        Arrays.fill(coefficients, NONE);
    }

    private DyadicArray coefficients(int value) {
        if (coefficients[value] == NONE) {
            coefficients[value] = new DyadicArray(errors.size(value));
        }
        return coefficients[value];
    }

    private DyadicArray taken(int value) {
        DyadicArray taken = coefficients[value];
        coefficients[value] = NONE;
        return taken;
    }

    @Override
    public void add(int value, int index, Dyadic coefficient) {
        coefficients(value).add(index, coefficient);
    }

    @Override
    public void add(Dyadic term) {
        constant.add(0, term);
    }

    @Override
    public void add(HalfSpace halfSpace, Dyadic weight) {
        for (int k = 0; k < centre.length; k++) {
            add(0, k, Dyadic.of(halfSpace.coefficients()[k]).multiply(weight));
        }
        add(Dyadic.of(halfSpace.constant()).multiply(weight));
    }

    @Override
    public void throughAffine(int value, Affine affine) {
        DyadicArray outputs = taken(value);
        for (int i = 0; i < outputs.size(); i++) {
            int row = i;
            if (outputs.signum(i) != 0) {
                constant.addProduct(0, affine.bias(i), outputs, i);
                for (Affine.Term term : affine.terms()) {
                    DyadicArray sums = coefficients(term.source());
                    term.map().forEachInRow(i, (column, weight) -> sums.addProduct(column, weight, outputs, row));
                }
            }
        }
    }

    @Override
    public void throughRelu(int value, int source, int ordinal, Slopes slopes, Facts facts) {
        DyadicArray outputs = taken(value);
        DyadicArray sums = outputs == NONE ? NONE : coefficients(source);
        for (int i = 0; i < outputs.size(); i++) {
            int sign = outputs.signum(i);
            Phase side = slopes.sides()[ordinal][i];
            if (sign != 0 && side == Phase.UNSTABLE) {
                double slope = (sign > 0 ? slopes.lower() : slopes.upper())[ordinal][i];
                double lower = facts.lower()[ordinal][i];
                double upper = facts.upper()[ordinal][i];
                sums.addProduct(i, slope, outputs, i);
                Optional<Dyadic> offset = sign > 0
                        ? Optional.of(offsetBelow(lower, upper, Dyadic.of(slope)))
                        : offsetAbove(lower, upper, Dyadic.of(slope));
                unbounded |= offset.isEmpty();
                constant.addProduct(0, offset.orElse(Dyadic.ZERO), outputs, i);
            } else if (side == Phase.ACTIVE) {
                sums.addProduct(i, 1, outputs, i);
            }
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
     * The form over a region, multiplied by the square of the region's scale S.
     *
     * @param linear everything but the ball's share
     * @param norm l1: the largest share of the ball, l2: the sum of squares of the shares, times S or its square
     * @param onBall whether a side of the ball itself binds, or the ball has a share
     */
    private record Minimum(Dyadic linear, Dyadic norm, boolean onBall) {}

    /** Nothing where the form has no minimum. */
    private Optional<Minimum> scaledMinimum(Region region, Dyadic nu) {
        DyadicArray a = coefficients(0);
        Dyadic scale = region.scale().toDyadic();
        DyadicArray inner = constant.copy();
        DyadicArray box = new DyadicArray(1);
        Dyadic shares = Dyadic.ZERO;
        Dyadic norm = Dyadic.ZERO;
        boolean onBall = false;
        for (int k = 0; k < a.size(); k++) {
            inner.addProduct(0, centre[k], a, k);
            Dyadic share = Dyadic.ZERO;
            int rest = a.signum(k);
            if (ball.norm() != Norm.LINF && (rest != 0 || nu.signum() != 0)) {
                Dyadic scaled = a.get(k).multiply(scale);
                share = ballShare(scaled, region, k, nu);
                rest = scaled.compareTo(share);
                norm = ball.norm() == Norm.L1 ? norm.max(share.abs()) : norm.add(share.multiply(share));
            }
            if (rest != 0) {
                int side = rest > 0 ? 0 : 1;
                unbounded |= region.isInfinite(side, k);
                box.addProduct(0, region.exact(side, k), a, k);
                shares = shares.add(share.multiply(region.exact(side, k)));
                onBall |= region.isOnBall(side, k);
            }
        }
        Dyadic linear =
                inner.get(0).multiply(scale).add(box.get(0)).multiply(scale).subtract(shares);
        return unbounded ? Optional.empty() : Optional.of(new Minimum(linear, norm, onBall || norm.signum() > 0));
    }

    /** The part of a coefficient that is left to the ball, times the scale; none in l_inf, whose ball is a box. */
    private Dyadic ballShare(Dyadic a, Region region, int k, Dyadic nu) {
        return switch (ball.norm()) {
            case LINF -> Dyadic.ZERO;
            case L2 -> {
                Dyadic least = nu.multiply(region.exact(1, k)).negate();
                Dyadic most = nu.multiply(region.exact(0, k)).negate();
                yield least.max(a.min(most));
            }
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
        Rational square = ball.radius().value().multiply(scale).multiply(scale);
        return square.multiply(minimum.norm().toRational());
    }

    @Override
    public double minimum(Region region, Dyadic nu) {
        Optional<Minimum> found = scaledMinimum(region, nu);
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
    public boolean refutes(Region region, Dyadic nu, boolean strict) {
        Optional<Minimum> found = scaledMinimum(region, nu);
        if (found.isEmpty()) {
            return false;
        }
        Minimum minimum = found.get();
        Dyadic linear = minimum.linear();
        int sign = switch (ball.norm()) {
            case LINF -> linear.signum();
            case L1 -> linear.compareTo(ball.scaled(region.scale()).multiply(minimum.norm()));
            case L2 -> {
                Rational square = linear.multiply(linear).toRational();
                yield linear.signum() < 0 ? -1 : square.compareTo(squaredBallTerm(minimum, region));
            }
        };
        return sign > 0 || (sign == 0 && (strict || (ball.isOpen() && minimum.onBall())));
    }

    @Override
    public HalfSpace toHalfSpace(boolean strict) {
        double[] rounded = new double[centre.length];
        Dyadic lowered = constant.get(0);
        for (int k = 0; k < rounded.length; k++) {
            Dyadic exact = coefficients(0).get(k);
            rounded[k] = exact.doubleFloor();
            Dyadic error = exact.subtract(Dyadic.of(rounded[k]));
            if (error.signum() != 0) {
                lowered = lowered.subtract(error.multiply(Dyadic.of(errors.largestInput(k))));
            }
        }
        HalfSpace found = new HalfSpace(rounded, lowered.doubleFloor(), strict);
        return unbounded ? HalfSpace.trivial(rounded.length) : found.orTrivial();
    }
}
