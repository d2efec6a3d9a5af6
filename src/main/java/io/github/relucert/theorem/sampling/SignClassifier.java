package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import java.util.Arrays;

/**
 * {@code f(x) = sign(<w, x> + b)} with integer weights in the Bernoulli model with {@code theta* = (1, .., 1)}: {@code y} a fair sign,
 * {@code x = y z} with independent signs {@code z_i}, +1 with probability {@code 1/2 + tau}. Value 0 is an error.
 *
 * @param weights {@code w}
 * @param bias {@code b}
 */
record SignClassifier(int[] weights, int bias) {
    /** The robust error in l_inf, from the law of {@code <w, z>}: the worst perturbation costs {@code eps ||w||_1}. */
    Rational robustError(Rational tau, Rational eps) {
        SignedSum sum = new SignedSum(weights, tau);
        Rational cost =
                eps.multiply(Rational.of(Arrays.stream(weights).map(Math::abs).sum()));
        Rational shift = Rational.of(bias);
        return sum.atMost(cost.subtract(shift)).add(sum.atMost(cost.add(shift))).multiply(Rational.of(1, 2));
    }

    /** The same by the definition: all data points, all corners of the ball around each, {@code 2^(2d+1)} cases. */
    Rational robustErrorByEnumeration(Rational tau, Rational eps) {
        int d = weights.length;
        Rational agree = Rational.of(1, 2).add(tau);
        Rational error = Rational.ZERO;
        for (int signs = 0; signs < 1 << d; signs++) {
            Rational chance = Rational.of(1, 2);
            for (int i = 0; i < d; i++) {
                chance = chance.multiply((signs >> i & 1) == 1 ? agree : Rational.ONE.subtract(agree));
            }
            for (int label = -1; label <= 1; label += 2) {
                if (someCornerIsWrong(signs, label, eps)) {
                    error = error.add(chance);
                }
            }
        }
        return error;
    }

    private boolean someCornerIsWrong(int signs, int label, Rational eps) {
        for (int corner = 0; corner < 1 << weights.length; corner++) {
            Rational value = Rational.of(bias);
            for (int i = 0; i < weights.length; i++) {
                Rational step = (corner >> i & 1) == 1 ? eps : eps.negate();
                Rational x = Rational.of((signs >> i & 1) == 1 ? label : -label).add(step);
                value = value.add(x.multiply(Rational.of(weights[i])));
            }
            if (value.signum() * label <= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The robust error of {@code f(T(x))}, {@code T} the sign of each coordinate with {@code T(0) = +1}: the worst signs that a ball
     * reaches, over all data points.
     */
    Rational thresholdedRobustError(Rational tau, Rational eps) {
        int d = weights.length;
        int reach = eps.compareTo(Rational.ONE);
        Rational agree = Rational.of(1, 2).add(tau);
        Rational error = Rational.ZERO;
        for (int signs = 0; signs < 1 << d; signs++) {
            Rational chance = Rational.of(1, 2);
            for (int i = 0; i < d; i++) {
                chance = chance.multiply((signs >> i & 1) == 1 ? agree : Rational.ONE.subtract(agree));
            }
            for (int label = -1; label <= 1; label += 2) {
                long worst = (long) label * bias;
                for (int i = 0; i < d; i++) {
                    int x = (signs >> i & 1) == 1 ? label : -label;
                    // A ball of radius 1 takes -1 to 0, which counts as +1; only a larger one takes 1 below 0.
                    boolean flips = x < 0 ? reach >= 0 : reach > 0;
                    long own = (long) label * weights[i] * x;
                    worst += flips ? -Math.abs(own) : own;
                }
                if (worst <= 0) {
                    error = error.add(chance);
                }
            }
        }
        return error;
    }
}
