package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * A nearest point whose feasibility and optimality have been verified exactly.
 *
 * @param point the point
 * @param distance its distance from the centre
 * @param multipliers a non-negative number a row: the distance (l2: half its square) is the minimum over the box of itself plus
 *     {@code multipliers . (G x - h)}
 */
public record ExactNearest(List<Rational> point, Radius distance, List<Rational> multipliers) {
    public ExactNearest {
        point = List.copyOf(point);
        multipliers = List.copyOf(multipliers);
    }
}
