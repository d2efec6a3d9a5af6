package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.exact.SquareRoot;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;

/**
 * The ball around the centre that an assertion speaks of.
 *
 * @param norm its norm; l_inf where the assertion speaks of the whole domain
 * @param radius infinite where the assertion speaks of the whole domain
 * @param isOpen whether the sphere is left out
 */
record Ball(Norm norm, Radius radius, boolean isOpen) {
    static Ball of(Assertion assertion) {
        Radius radius = assertion.lowerEnd(Norm.LINF);
        return new Ball(radius.norm(), radius, assertion instanceof Assertion.RadiusAtLeast);
    }

    /** An open ball of radius zero holds no point. */
    boolean isEmpty() {
        return isOpen && radius.value().signum() == 0;
    }

    /** Half the side of a cube that holds the ball: the radius, in l2 its root rounded up to a dyadic. */
    Rational reach() {
        return norm == Norm.L2 ? SquareRoot.ceiling(radius.value()).toRational() : radius.value();
    }

    /** The square of the radius. */
    Rational square() {
        return norm == Norm.L2 ? radius.value() : radius.value().multiply(radius.value());
    }
}
