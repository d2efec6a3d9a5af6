package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * An infimum over a set that need not contain its border.
 *
 * @param radius the exact infimum of the distances
 * @param point a point at that distance, in the closure of the set
 * @param inside a point of the set such that all points after {@code point} on the way to it belong to the set; equal to
 *     {@code point} where that belongs to the set itself
 */
public record StrictNearest(Radius radius, List<Rational> point, List<Rational> inside) {
    public StrictNearest {
        point = List.copyOf(point);
        inside = List.copyOf(inside);
    }

    /** Whether the infimum is a minimum. */
    public boolean isAttained() {
        return point.equals(inside);
    }
}
