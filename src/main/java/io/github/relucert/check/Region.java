package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs a node speaks of: a box that meets the ball. Sides are relative to the centre and never reach beyond the cube
 * around the ball. Immutable.
 *
 * @param scale an integer that makes every side, also those of input splits, and in l_inf and l1 the radius dyadic
 * @param lower the lower sides
 * @param upper the upper sides
 */
record Region(BigInteger scale, Side[] lower, Side[] upper) {
    /**
     * A side of the box.
     *
     * @param at possibly infinite
     * @param scaled the same times the scale; zero where infinite
     * @param outward the same rounded outward
     * @param isBall whether it is also the ball's own, so that an open ball does not reach it
     */
    record Side(Rational at, Dyadic scaled, double outward, boolean isBall) {}

    /** The domain met with the cube around the ball. */
    static Region root(Problem problem, Ball ball) {
        Rational reach = ball.reach();
        List<Rational> sides = new ArrayList<>(problem.domain().lower());
        sides.addAll(problem.domain().upper());
        sides.add(reach);
        for (List<Condition> disjunct : problem.unsafe().disjuncts()) {
            disjunct.forEach(condition -> condition.side().ifPresent(side -> sides.add(side.at())));
        }
        int size = problem.centre().size();
        Region region = new Region(Rational.clearing(sides), new Side[size], new Side[size]);
        for (int k = 0; k < size; k++) {
            Rational lower =
                    relative(problem.domain().lower().get(k), problem.centre().get(k));
            Rational upper =
                    relative(problem.domain().upper().get(k), problem.centre().get(k));
            region.lower[k] = region.lowerSide(lower.max(reach.negate()), lower.compareTo(reach.negate()) <= 0);
            region.upper[k] = region.upperSide(upper.min(reach), upper.compareTo(reach) >= 0);
        }
        return region;
    }

    private static Rational relative(Rational side, Rational centre) {
        return side.isFinite() ? side.subtract(centre) : side;
    }

    private Side lowerSide(Rational at, boolean isBall) {
        return new Side(at, at.isFinite() ? at.times(scale) : Dyadic.ZERO, at.doubleFloor(), isBall);
    }

    private Side upperSide(Rational at, boolean isBall) {
        return new Side(at, at.isFinite() ? at.times(scale) : Dyadic.ZERO, at.doubleCeiling(), isBall);
    }

    /** -1 where the box lies below the centre in this coordinate, +1 where above, 0 where it does not exclude it. */
    int sideOfCentre(int k) {
        return lower[k].at.signum() > 0 ? 1 : upper[k].at.signum() < 0 ? -1 : 0;
    }

    boolean isBounded() {
        return Arrays.stream(lower).allMatch(side -> side.at.isFinite())
                && Arrays.stream(upper).allMatch(side -> side.at.isFinite());
    }

    /** Whether a value, relative to the centre, lies within the box. */
    boolean holds(int k, Rational at) {
        return at.compareTo(lower[k].at) >= 0 && at.compareTo(upper[k].at) <= 0;
    }

    /** This region with another lower side, which lies within the box. */
    Region from(int k, Rational at) {
        Side[] changed = lower.clone();
        changed[k] = lowerSide(at, lower[k].isBall && at.equals(lower[k].at));
        return new Region(scale, changed, upper);
    }

    /** This region with another upper side, which lies within the box. */
    Region upTo(int k, Rational at) {
        Side[] changed = upper.clone();
        changed[k] = upperSide(at, upper[k].isBall && at.equals(upper[k].at));
        return new Region(scale, lower, changed);
    }

    /** This region met with those conditions that speak of one input alone; one that would empty the box is left out. */
    Region met(List<Condition> conditions, List<Rational> centre) {
        Region region = this;
        for (Condition.Side side :
                conditions.stream().flatMap(c -> c.side().stream()).toList()) {
            int k = side.input();
            Rational at = side.at().subtract(centre.get(k));
            if (region.holds(k, at)) {
                region = side.isUpper() ? region.upTo(k, at) : region.from(k, at);
            }
        }
        return region;
    }
}
