package io.github.relucert.certificate;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * An unsafe point, exactly.
 *
 * @param point its coordinates, finite
 * @param distance its distance from the centre, as stated
 */
public record Witness(List<Rational> point, Radius distance) {
    /** Copies the list. */
    public Witness {
        point = List.copyOf(point);
    }
}
