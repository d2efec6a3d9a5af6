package io.github.relucert.cells;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.DyadicArray;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The inequality {@code pull . x <= limit} that non-negative multiples of rows add up to, exactly. Any non-negative multiples
 * are sound, good ones prove what they were found for.
 */
final class Combination {
    private final List<Rational> pull;
    private final Rational limit;

    private Combination(List<Rational> pull, Rational limit) {
        this.pull = pull;
        this.limit = limit;
    }

    /** @param multipliers one a row, not negative, for the rows as scaled in double */
    static Combination of(List<Row> rows, List<Rational> multipliers) {
        int size = rows.getFirst().size();
        BigInteger common = BigInteger.ONE;
        for (Rational multiplier : multipliers) {
            BigInteger denominator = multiplier.denominator();
            common = common.multiply(denominator.divide(common.gcd(denominator)));
        }
        DyadicArray sum = new DyadicArray(size + 1);
        for (int k = 0; k < rows.size(); k++) {
            if (multipliers.get(k).signum() > 0) {
                Row row = rows.get(k);
                BigInteger factor = multipliers
                        .get(k)
                        .numerator()
                        .multiply(common.divide(multipliers.get(k).denominator()));
                Dyadic scaled = Dyadic.of(factor, -row.shift());
                for (int i = 0; i < size; i++) {
                    sum.add(i, scaled.multiply(Dyadic.of(row.normal(i), 0)));
                }
                sum.add(size, scaled.multiply(Dyadic.of(row.limit(), 0)));
            }
        }
        Rational unit = Rational.of(BigInteger.ONE, common);
        List<Rational> pull = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            pull.add(sum.get(i).toRational().multiply(unit));
        }
        return new Combination(pull, sum.get(size).toRational().multiply(unit));
    }

    /** Whether no point of the box satisfies the combination. */
    boolean contradicts(Box box) {
        return leastOver(box).compareTo(limit) > 0;
    }

    /**
     * Whether no point of a box nearer to a start than the radius satisfies the combination; {@code false} in doubt. From a start
     * that is a box itself every coordinate goes the way the pull sends it, so it begins at that side.
     */
    boolean keepsAway(Box box, Box start, Radius radius) {
        List<Rational> centre = new ArrayList<>();
        for (int i = 0; i < pull.size(); i++) {
            centre.add((pull.get(i).signum() > 0 ? start.lower() : start.upper()).get(i));
        }
        return switch (radius.norm()) {
            case LINF -> keepsOutOfCube(box, centre, radius.value());
            case L2 ->
                leastHalfSquare(box, centre).compareTo(radius.value().divide(Rational.of(2))) >= 0
                        || contradicts(cube(
                                box, centre, SquareRoot.ceiling(radius.value()).toRational()));
            case L1 -> keepsOutOfCross(box, centre, radius.value()) || contradicts(cube(box, centre, radius.value()));
        };
    }

    /** In the open cube the least value is not attained where some coordinate is held by the cube: equality is enough. */
    private boolean keepsOutOfCube(Box box, List<Rational> centre, Rational radius) {
        Box cube = cube(box, centre, radius);
        int comparison = leastOver(cube).compareTo(limit);
        boolean held = false;
        for (int i = 0; i < pull.size() && comparison == 0 && !held; i++) {
            int sign = pull.get(i).signum();
            held = sign > 0
                    ? cube.lower().get(i).equals(centre.get(i).subtract(radius))
                    : sign < 0 && cube.upper().get(i).equals(centre.get(i).add(radius));
        }
        return comparison > 0 || held;
    }

    private static Box cube(Box box, List<Rational> centre, Rational radius) {
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < centre.size(); i++) {
            lower.add(box.lower().get(i).max(centre.get(i).subtract(radius)));
            upper.add(box.upper().get(i).min(centre.get(i).add(radius)));
        }
        return new Box(lower, upper);
    }

    /** The least {@code pull . x} of the box, perhaps minus infinity. */
    private Rational leastOver(Box box) {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < pull.size(); i++) {
            int sign = pull.get(i).signum();
            if (sign != 0) {
                Rational side = sign > 0 ? box.lower().get(i) : box.upper().get(i);
                if (!side.isFinite()) {
                    return Rational.NEGATIVE_INFINITY;
                }
                sum = sum.add(pull.get(i).multiply(side));
            }
        }
        return sum;
    }

    /** The least {@code |x - centre|^2 / 2 + pull . x - limit} of the box: at most half the square where the combination holds. */
    private Rational leastHalfSquare(Box box, List<Rational> centre) {
        Rational sum = limit.negate();
        Rational half = Rational.of(1, 2);
        for (int i = 0; i < pull.size(); i++) {
            if (pull.get(i).signum() != 0) {
                Rational wish = centre.get(i).subtract(pull.get(i));
                Rational x = wish.max(box.lower().get(i)).min(box.upper().get(i));
                Rational step = x.subtract(centre.get(i));
                sum = sum.add(half.multiply(step).multiply(step).add(pull.get(i).multiply(x)));
            }
        }
        return sum;
    }

    /**
     * A lower bound on {@code pull . x} where box and cross-polytope meet: the pull's part up to one a coordinate goes to the ball,
     * the rest to the box, all of it to the ball where the box has no side. Equality is enough when the ball has a part.
     */
    private boolean keepsOutOfCross(Box box, List<Rational> centre, Rational radius) {
        Rational sum = Rational.ZERO;
        Rational steepest = Rational.ZERO;
        for (int i = 0; i < pull.size(); i++) {
            int sign = pull.get(i).signum();
            if (sign != 0) {
                Rational side = sign > 0 ? box.lower().get(i) : box.upper().get(i);
                Rational toBall = side.isFinite()
                        ? pull.get(i).abs().min(Rational.ONE)
                        : pull.get(i).abs();
                Rational signed = sign > 0 ? toBall : toBall.negate();
                steepest = steepest.max(toBall);
                sum = sum.add(signed.multiply(centre.get(i)));
                Rational toBox = pull.get(i).subtract(signed);
                sum = toBox.signum() == 0 ? sum : sum.add(toBox.multiply(side));
            }
        }
        int comparison = sum.subtract(steepest.multiply(radius)).compareTo(limit);
        return steepest.signum() > 0 ? comparison >= 0 : comparison > 0;
    }
}
