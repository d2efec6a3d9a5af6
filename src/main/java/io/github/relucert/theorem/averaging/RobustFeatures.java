package io.github.relucert.theorem.averaging;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;

/**
 * The radii of {@link io.github.relucert.theorem.twolayer.MatchedFilters} on orthogonal centres of squared norm {@code d}, one neuron a
 * cluster: {@code f(x) = sum_j y_j relu(<mu_j, x> - beta d)}.
 */
public final class RobustFeatures {
    private RobustFeatures() {}

    /**
     * The distance from a centre to the nearest error, ties included, for {@code 0 <= beta <= 1/2}:
     * {@code sqrt(d) min(1 - beta, min_q (1 + (q - 1) beta) / sqrt(q + 1))}, where q runs over the numbers of opposite clusters that
     * are raised together and the first term switches the own neuron off.
     *
     * @param opposite number of clusters of the other class, at least one
     */
    public static Radius radius(int d, int opposite, Rational beta) {
        Rational off = Rational.ONE.subtract(beta);
        Rational own = Rational.of(d).multiply(off).multiply(off);
        return new Radius(Norm.L2, own.min(strictRadius(d, opposite, beta).value()));
    }

    /** The same for errors with a strictly wrong sign: on the plateau where all neurons are off there is none. */
    public static Radius strictRadius(int d, int opposite, Rational beta) {
        Rational least = Rational.POSITIVE_INFINITY;
        for (int q = 1; q <= opposite; q++) {
            Rational reach = Rational.ONE.add(beta.multiply(Rational.of(q - 1)));
            least = least.min(reach.multiply(reach).divide(Rational.of(q + 1)));
        }
        return new Radius(Norm.L2, least.multiply(Rational.of(d)));
    }
}
