package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;

/**
 * The ball around the centre that an assertion speaks of.
 *
 * @param norm its norm
 * @param radius infinite where the assertion speaks of the whole domain
 * @param isOpen whether the sphere is left out
 */
record Ball(Norm norm, Radius radius, boolean isOpen) {
    static Ball of(Assertion assertion) {
        return switch (assertion) {
            case Assertion.RadiusAtLeast(Radius radius) -> new Ball(radius.norm(), radius, true);
            case Assertion.RobustAt(Radius radius) -> new Ball(radius.norm(), radius, false);
            case Assertion.NoUnsafePoint() ->
                new Ball(Norm.LINF, new Radius(Norm.LINF, Rational.POSITIVE_INFINITY), false);
        };
    }

    /** An open ball of radius zero holds no point. */
    boolean isEmpty() {
        return isOpen && radius.value().signum() == 0;
    }

    /** Half the side of a cube that holds the ball: the radius, in l2 its root rounded up to a dyadic. */
    Rational reach() {
        return norm == Norm.L2 && radius.isFinite()
                ? SquareRoot.ceiling(radius.value()).toRational()
                : radius.value();
    }

    /** A double not below the radius. */
    double ceiling() {
        return reach().doubleCeiling();
    }

    /** The radius times a scale that clears its denominator up to a power of two; l_inf and l1. */
    Dyadic scaled(Scale scale) {
        return scale.times(radius.value());
    }
}
