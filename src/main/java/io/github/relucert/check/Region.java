package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Problem;
import java.util.List;

/**
 * The inputs a node speaks of: a box that meets the ball. Sides are relative to the centre and never reach beyond the cube
 * around the ball; each is kept exactly, times the scale, and as a double rounded outward. Immutable.
 */
final class Region {
    private final Scale scale;
    private final Dyadic[][] exact;
    private final double[][] outward;
    private final boolean[][] onBall;

    private Region(Scale scale, Dyadic[][] exact, double[][] outward, boolean[][] onBall) {
        this.scale = scale;
        this.exact = exact;
        this.outward = outward;
        this.onBall = onBall;
    }

    /** The domain met with the cube around the ball. */
    static Region root(Problem problem, Ball ball) {
        int size = problem.centre().size();
        Rational reach = ball.reach();
        Scale scale = Scale.none().with(reach);
        for (int k = 0; k < size; k++) {
            scale = scale.with(problem.domain().lower().get(k))
                    .with(problem.domain().upper().get(k));
        }
        for (List<Condition> disjunct : problem.unsafe().disjuncts()) {
            for (Condition condition : disjunct) {
                scale = isSide(condition) ? scale.with(sideOf(condition)) : scale;
            }
        }
        Region region = new Region(scale, new Dyadic[2][size], new double[2][size], new boolean[2][size]);
        for (int k = 0; k < size; k++) {
            Rational lower =
                    difference(problem.domain().lower().get(k), problem.centre().get(k));
            Rational upper =
                    difference(problem.domain().upper().get(k), problem.centre().get(k));
            region.set(0, k, lower.max(reach.negate()), lower.compareTo(reach.negate()) <= 0);
            region.set(1, k, upper.min(reach), upper.compareTo(reach) >= 0);
        }
        return region;
    }

    private static Rational difference(Rational side, Rational centre) {
        return side.isFinite() ? side.subtract(centre) : side;
    }

    private void set(int which, int k, Rational side, boolean ballSide) {
        exact[which][k] = side.isFinite() ? scale.times(side) : Dyadic.ZERO;
        outward[which][k] = which == 0 ? side.doubleFloor() : side.doubleCeiling();
        onBall[which][k] = ballSide;
    }

    int size() {
        return outward[0].length;
    }

    Scale scale() {
        return scale;
    }

    double lower(int k) {
        return outward[0][k];
    }

    double upper(int k) {
        return outward[1][k];
    }

    /** The lower (0) or upper (1) side, times the scale; meaningless where it is infinite. */
    Dyadic exact(int which, int k) {
        return exact[which][k];
    }

    boolean isInfinite(int which, int k) {
        return Double.isInfinite(outward[which][k]);
    }

    /** Whether a side is also the ball's own, so that an open ball does not reach it. */
    boolean isOnBall(int which, int k) {
        return onBall[which][k];
    }

    /** -1 where the box lies below the centre in this coordinate, +1 where above, 0 where it does not exclude it. */
    int sideOfCentre(int k) {
        boolean above = !isInfinite(0, k) && exact[0][k].signum() > 0;
        boolean below = !isInfinite(1, k) && exact[1][k].signum() < 0;
        return above ? 1 : below ? -1 : 0;
    }

    boolean isBounded() {
        for (int k = 0; k < size(); k++) {
            if (isInfinite(0, k) || isInfinite(1, k)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a side, relative to the centre, lies within the box. */
    boolean holds(int k, Rational side) {
        Dyadic scaled = scale.times(side);
        return (isInfinite(0, k) || scaled.compareTo(exact[0][k]) >= 0)
                && (isInfinite(1, k) || scaled.compareTo(exact[1][k]) <= 0);
    }

    /** This region with another lower (0) or upper (1) side, which lies within the box. */
    Region with(int which, int k, Rational side) {
        Dyadic[][] newExact = {exact[0].clone(), exact[1].clone()};
        double[][] newOutward = {outward[0].clone(), outward[1].clone()};
        boolean[][] newOnBall = {onBall[0].clone(), onBall[1].clone()};
        Region region = new Region(scale, newExact, newOutward, newOnBall);
        boolean same = !isInfinite(which, k) && scale.times(side).equals(exact[which][k]);
        region.set(which, k, side, same && onBall[which][k]);
        return region;
    }

    /** This region met with those conditions that speak of one input alone; one that would empty the box is left out. */
    Region met(List<Condition> conditions, List<Rational> centre) {
        Region region = this;
        for (Condition condition : conditions) {
            if (isSide(condition)) {
                LinearForm input = condition.input();
                int k = input.indices().getFirst();
                Rational side = sideOf(condition).subtract(centre.get(k));
                int which = input.coefficients().getFirst().signum() > 0 ? 1 : 0;
                region = region.holds(k, side) ? region.with(which, k, side) : region;
            }
        }
        return region;
    }

    private static boolean isSide(Condition condition) {
        List<Rational> coefficients = condition.input().coefficients();
        return condition.output().indices().isEmpty()
                && coefficients.size() == 1
                && coefficients.getFirst().signum() != 0;
    }

    /** The value of the one input at which the condition's left side is zero. */
    private static Rational sideOf(Condition condition) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        return constant.negate().divide(condition.input().coefficients().getFirst());
    }
}
