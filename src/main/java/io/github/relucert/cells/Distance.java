package io.github.relucert.cells;

import io.github.relucert.bounds.Region;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Optional;

/** How far polyhedra within a domain lie from where one starts, a point or a box: guessed in double, decided exactly. */
sealed interface Distance permits PointDistance, BoxDistance {
    /** A region that holds every point of the domain at most this far away. */
    Region within(Radius radius);

    /** The exact distance of a point. */
    Radius of(List<Rational> point);

    /** Where to start from. */
    double[] start();

    /** A point moved on by a factor, within the domain. */
    double[] beyond(double[] x, double factor);

    /** The nearest point of the rows within the domain in double, a guess. */
    Projection guess(List<Row> rows, double cutoff);

    /** Whether a guess proves that no point of the rows within the domain is nearer than the radius; {@code false} in doubt. */
    boolean provesNoNearer(Projection guess, List<Row> rows, Radius radius);

    /** The nearest point of the rows within the domain, exactly; empty when there is none. */
    Optional<ExactNearest> exactly(Projection guess, List<Row> rows);
}
