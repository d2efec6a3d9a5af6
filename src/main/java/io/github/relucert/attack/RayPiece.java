package io.github.relucert.attack;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import java.util.List;

/**
 * A stretch of a ray on which a network is affine: output {@code i} is {@code constants_i + t slopes_i} for
 * {@code start <= t <= end}.
 *
 * @param end larger than {@code start}, infinite on the last piece
 */
public record RayPiece(Rational start, Rational end, List<Dyadic> constants, List<Dyadic> slopes) {
    /** Copies the lists. */
    public RayPiece {
        constants = List.copyOf(constants);
        slopes = List.copyOf(slopes);
    }

    /** The sign of an output at {@code t}; at infinity the sign that it takes in the end. */
    public int sign(int output, Rational t) {
        Dyadic constant = constants.get(output);
        Dyadic slope = slopes.get(output);
        return t.isFinite() ? signAt(constant, slope, t) : slope.signum() == 0 ? constant.signum() : slope.signum();
    }

    /** The sign of {@code constant + t slope}. */
    static int signAt(Dyadic constant, Dyadic slope, Rational t) {
        Dyadic numerator = slope.multiply(Dyadic.of(t.numerator(), 0));
        return constant.multiply(Dyadic.of(t.denominator(), 0)).add(numerator).signum();
    }

    /** Where {@code constant + t slope} is zero; the slope is not. */
    static Rational root(Dyadic constant, Dyadic slope) {
        return constant.toRational().divide(slope.toRational()).negate();
    }
}
