package io.github.relucert.certificate;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * An exact unsafe point.
 *
 * @param point rational coordinates in the domain, unsafe in exact arithmetic
 * @param distance its exact distance from the centre
 */
public record Witness(List<Rational> point, Radius distance) {
    /** Copies the point. */
    public Witness {
        point = List.copyOf(point);
    }

    /** The witness at {@code point} with its distance; whether the point is unsafe is for the checker to say. */
    public static Witness at(Problem problem, List<Rational> point) {
        return new Witness(point, problem.distance(point));
    }
}
