package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.network.LinearMap;
import io.github.relucert.specification.Norm;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A form in exact dyadic arithmetic. Nothing is rounded until it has become a fact: a bound is rounded down to a double, a half-space
 * to doubles that hold in the root region. A refutation is decided by the sign and by squares.
 */
final class ExactForm extends Form {
    private static final DyadicArray NONE = new DyadicArray(0);

    private final Setting setting;
    private final Ball ball;
    private final DyadicArray[] coefficients;

    /** The form that is zero everywhere. */
    ExactForm(Setting setting) {
        super(setting);
        this.setting = setting;
        ball = setting.ball();
        coefficients = new DyadicArray[constant() + 1];
        Arrays.fill(coefficients, NONE);
    }

    private DyadicArray coefficients(int value) {
        if (coefficients[value] == NONE) {
            coefficients[value] = new DyadicArray(size(value));
        }
        return coefficients[value];
    }

    @Override
    void clear() {
        Arrays.fill(coefficients, NONE);
    }

    @Override
    void add(int value, int index, double factor, Dyadic weight) {
        coefficients(value).add(index, Dyadic.of(factor).multiply(weight));
    }

    @Override
    int finish(int value) {
        return coefficients[value].size();
    }

    @Override
    int next(int value, int from) {
        int index = from;
        while (index < coefficients[value].size() && sign(value, index) == 0) {
            index++;
        }
        return index;
    }

    @Override
    int sign(int value, int index) {
        return coefficients[value].signum(index);
    }

    @Override
    void addProduct(int target, int index, double factor, int value, int from) {
        coefficients(target).addProduct(index, factor, coefficients[value], from);
    }

    @Override
    void addTransposed(LinearMap map, int source, int value) {
        DyadicArray outputs = coefficients[value];
        DyadicArray sums = coefficients(source);
        for (int i = next(value, 0); i < outputs.size(); i = next(value, i + 1)) {
            int row = i;
            map.forEachInRow(row, (column, weight) -> sums.addProduct(column, weight, outputs, row));
        }
    }

    @Override
    boolean admits(Lines.Layer lines) {
        return true;
    }

    /**
     * The least value over a region: {@code linear} minus the root of {@code ballSquare}, both multiplied out: by the square of the region's
     * scale, and its fourth power.
     *
     * @param onBall whether a side of the ball itself binds, or the ball has a share
     */
    private record Minimum(Dyadic linear, Rational ballSquare, boolean onBall) {}

    private Minimum scaledMinimum(Region region, Dyadic nu) {
        DyadicArray a = coefficients(0);
        DyadicArray atCentre = new DyadicArray(1);
        Dyadic scale = Dyadic.of(region.scale(), 0);
        Dyadic atSides = Dyadic.ZERO;
        Dyadic norm = Dyadic.ZERO;
        boolean onBall = false;
        for (int k = 0; k < a.size(); k++) {
            atCentre.addProduct(0, setting.centre()[k], a, k);
            Dyadic coefficient = a.get(k).multiply(scale);
            Dyadic share = share(coefficient, nu, region, k);
            Dyadic rest = coefficient.subtract(share);
            if (rest.signum() != 0) {
                Region.Side side = (rest.signum() > 0 ? region.lower() : region.upper())[k];
                if (!side.at().isFinite()) {
                    throw new ArithmeticException("a form that is unbounded over the region");
                }
                onBall |= side.isBall();
                atSides = atSides.add(rest.multiply(side.scaled()));
            }
            Dyadic square = share.multiply(share);
            norm = ball.norm() == Norm.L1 ? norm.max(square) : norm.add(square);
        }
        Dyadic linear = coefficients(constant()).get(0).add(atCentre.get(0)).multiply(scale);
        Rational ballSquare = Rational.ZERO;
        if (norm.signum() > 0) {
            onBall = true;
            ballSquare =
                    ball.square().multiply(norm.multiply(scale).multiply(scale).toRational());
        }
        return new Minimum(linear.multiply(scale).add(atSides), ballSquare, onBall);
    }

    /** The part of a coefficient that is left to the ball, both times the scale; none in l_inf, whose ball is a box. */
    private Dyadic share(Dyadic a, Dyadic nu, Region region, int k) {
        return switch (ball.norm()) {
            case LINF -> Dyadic.ZERO;
            case L2 -> {
                Dyadic least = nu.multiply(region.upper()[k].scaled()).negate();
                Dyadic most = nu.multiply(region.lower()[k].scaled()).negate();
                yield least.max(a.min(most));
            }
            case L1 -> {
                int side = region.sideOfCentre(k);
                Dyadic limit = nu.multiply(Dyadic.of(region.scale(), 0));
                yield (side < 0 ? limit : limit.negate()).max(a.min(side > 0 ? limit.negate() : limit));
            }
        };
    }

    @Override
    double minimum(Region region, Dyadic nu) {
        Minimum minimum = scaledMinimum(region, nu);
        Dyadic taken = SquareRoot.ceiling(minimum.ballSquare());
        Rational bound = minimum.linear().subtract(taken).toRational();
        Rational scale = Rational.of(region.scale(), BigInteger.ONE);
        return bound.divide(scale.multiply(scale)).doubleFloor();
    }

    @Override
    boolean refutes(Region region, Dyadic nu, boolean strict) {
        Minimum minimum = scaledMinimum(region, nu);
        Dyadic linear = minimum.linear();
        int sign = linear.multiply(linear).toRational().compareTo(minimum.ballSquare());
        boolean atZero = strict || (ball.isOpen() && minimum.onBall());
        return linear.signum() >= 0 && (atZero ? sign >= 0 : sign > 0);
    }

    @Override
    HalfSpace toHalfSpace(boolean strict) {
        double[] rounded = new double[setting.centre().length];
        Dyadic lowered = coefficients(constant()).get(0);
        for (int k = 0; k < rounded.length; k++) {
            Dyadic exact = coefficients(0).get(k);
            rounded[k] = exact.doubleFloor();
            Dyadic error = exact.subtract(Dyadic.of(rounded[k]));
            if (error.signum() != 0) {
                lowered = lowered.subtract(
                        error.multiply(Dyadic.of(setting.errors().largestInput(k))));
            }
        }
        return new HalfSpace(rounded, lowered.doubleFloor(), strict);
    }
}
