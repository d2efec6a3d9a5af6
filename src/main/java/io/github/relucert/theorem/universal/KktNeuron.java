package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.twolayer.HiddenNeuron;
import java.util.List;

/**
 * A hidden neuron {@code v relu(<w, x> + b)} of a stationary point in numbers that stay rational where {@code w}, {@code b}, {@code v}
 * and the multipliers are fourth roots. With a positive unit {@code rho}, the root of a rational:
 * {@code w / v = rho direction}, {@code b / v = rho offset}, {@code v^2 = share / rho}, and
 * {@code lambda_i sigma'_i = rho coefficients_i}.
 *
 * @param sign sign of {@code v}, -1 or +1
 * @param share {@code v^2 rho}, so that the neuron computes {@code sign share relu(sign (<direction, x> + offset))}
 * @param squaredUnit {@code rho^2}
 * @param direction {@code w} up to scale, {@code d} numbers
 * @param offset {@code b} in the same scale
 * @param coefficients a number a point
 */
public record KktNeuron(
        int sign,
        Rational share,
        Rational squaredUnit,
        List<Rational> direction,
        Rational offset,
        List<Rational> coefficients) {
    public KktNeuron {
        direction = List.copyOf(direction);
        coefficients = List.copyOf(coefficients);
    }

    /** {@code sign (<direction, x> + offset)}: positive where the neuron is on. */
    Rational activation(List<Rational> x) {
        return Vectors.dot(direction, x).add(offset).multiply(Rational.of(sign));
    }

    /** The function that it computes. */
    HiddenNeuron function() {
        return new HiddenNeuron(
                Rational.of(sign).multiply(share),
                Vectors.multiple(Rational.of(sign), direction),
                offset.multiply(Rational.of(sign)));
    }

    /** The same neuron with another share. */
    KktNeuron withShare(Rational other) {
        return new KktNeuron(sign, other, squaredUnit, direction, offset, coefficients);
    }

    /** The same weights with other coefficients, that is with other subgradients. */
    KktNeuron withCoefficients(List<Rational> others) {
        return new KktNeuron(sign, share, squaredUnit, direction, offset, others);
    }
}
