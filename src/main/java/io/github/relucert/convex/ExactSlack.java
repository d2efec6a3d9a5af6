package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The largest slack that rows of a polyhedron can have at once, by exact pivoting.
 *
 * @param value the largest {@code s <= 1} with {@code G x + s <= h} for some {@code x} of the box: positive where the rows leave
 *     an interior, negative where they contradict each other
 * @param point a point of the box with that slack
 * @param multipliers a non-negative number a row, adding up to one over the rows that need slack if {@code value < 1}: over the box
 *     {@code multipliers . (G x - h)} is at least minus the value
 */
public record ExactSlack(Rational value, List<Rational> point, List<Rational> multipliers) {
    public ExactSlack {
        point = List.copyOf(point);
        multipliers = List.copyOf(multipliers);
    }

    /**
     * Solves {@code min 1 - s}; ends on every input, meant for some twenty coordinates.
     *
     * @param closed so many rows, the first ones, need no slack
     * @return empty when these alone contradict each other
     */
    public static Optional<ExactSlack> largest(ExactPolyhedron polyhedron, int closed) {
        List<Rational> lower = new ArrayList<>(polyhedron.box().lower());
        List<Rational> upper = new ArrayList<>(polyhedron.box().upper());
        lower.add(Rational.ZERO);
        upper.add(Rational.POSITIVE_INFINITY);
        List<ExactRow> rows = new ArrayList<>();
        for (ExactRow row : polyhedron.rows()) {
            List<Rational> normal = new ArrayList<>(row.normal());
            boolean needsSlack = rows.size() >= closed;
            normal.add(needsSlack ? Rational.ONE.negate() : Rational.ZERO);
            rows.add(new ExactRow(normal, needsSlack ? row.limit().subtract(Rational.ONE) : row.limit()));
        }
        List<Rational> cost = new ArrayList<>(Collections.nCopies(polyhedron.size(), Rational.ZERO));
        cost.add(Rational.ONE);
        int size = polyhedron.size();
        return ExactSimplex.least(lower, upper, rows, cost)
                .map(least -> new ExactSlack(
                        Rational.ONE.subtract(least.point().get(size)),
                        least.point().subList(0, size),
                        least.multipliers()));
    }
}
