package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.Activation;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.apache.commons.math3.util.FastMath;

/** Expectations of functions of one standard normal variable {@code Z}, to about 1e-10. */
final class GaussianMoments {
    private static final double TAIL = 12;
    private static final int EVALUATIONS = 1 << 20;

    private GaussianMoments() {}

    /** {@code E psi(Z)^2}. */
    static double ofSquare(Activation activation) {
        return expectation(z -> square(activation.value(z)));
    }

    /** {@code E psi'(Z)^2}. */
    static double ofSquaredSlope(Activation activation) {
        return expectation(z -> square(activation.slope(z)));
    }

    /** {@code E psi'(Z)^2 Z^2}. */
    static double ofSquaredSlopeAndPlace(Activation activation) {
        return expectation(z -> square(activation.slope(z) * z));
    }

    private static double square(double x) {
        return x * x;
    }

    /** Both halves apart, so that a kink at zero costs no accuracy. */
    private static double expectation(DoubleUnaryOperator function) {
        return half(function) + half(z -> function.applyAsDouble(-z));
    }

    private static double half(DoubleUnaryOperator function) {
        // Approached from the right: a ReLU's slope at zero itself would be one of its two values.
        SimpsonIntegrator integrator = new SimpsonIntegrator(1e-11, 1e-12, 3, 30);
        return integrator.integrate(
                EVALUATIONS,
                z -> function.applyAsDouble(Math.max(z, Double.MIN_NORMAL))
                        * FastMath.exp(-z * z / 2)
                        / Math.sqrt(2 * Math.PI),
                0,
                TAIL);
    }
}
