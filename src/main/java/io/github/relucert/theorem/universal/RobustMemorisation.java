package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.twolayer.MatchedFilters;
import io.github.relucert.theorem.twolayer.TwoLayer;

/**
 * The robust network for points of squared norm {@code d} with {@code <x_i, x_j> <= c d}:
 * {@code f(x) = sum_j y_j relu(2 <x_j, x> / (d (1 - c)) - (1 + c)/(1 - c))}. At {@code x_i} the i-th neuron is 1 and no other is on.
 *
 * @param data the points
 * @param c in [0, 1)
 */
record RobustMemorisation(LabelledPoints data, Rational c) {
    /** {@code f} times {@code d (1 - c) / 2}, with the points themselves as weights and {@code -(1 + c) d / 2} as biases. */
    TwoLayer network() {
        return MatchedFilters.network(data, Rational.ONE.add(c).divide(Rational.of(2)));
    }

    /** The factor {@code d (1 - c) / 2}, the value of {@link #network} where {@code f} is 1. */
    Rational factor() {
        return Rational.of(data.dimension()).multiply(gap()).divide(Rational.of(2));
    }

    /** {@code 1 - c}. */
    private Rational gap() {
        return Rational.ONE.subtract(c);
    }

    /**
     * The radius of every point of {@code {-1,+1}^d}: {@code (1 - c) sqrt(d) / 2} in l2, {@code (1 - c) / 2} in l_inf and
     * {@code (1 - c) d / 2} in l1. The own neuron has to lose {@code factor()}, at unit rate along the dual of its weights.
     */
    Radius radius(Norm norm) {
        Rational d = Rational.of(data.dimension());
        return switch (norm) {
            case LINF -> new Radius(norm, factor().divide(d));
            case L2 -> new Radius(norm, factor().multiply(factor()).divide(d));
            case L1 -> new Radius(norm, factor());
        };
    }
}
