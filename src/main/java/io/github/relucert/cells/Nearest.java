package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * A nearest point of a closed set.
 *
 * @param radius its exact distance
 * @param point a point at that distance
 */
public record Nearest(Radius radius, List<Rational> point) {
    public Nearest {
        point = List.copyOf(point);
    }
}
