package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.Optional;

/** The exact point nearest to the origin under the half-spaces collected so far. Immutable. */
interface NearestInCell {
    /** Adds {@code normal . u <= bound}; empty when no point is left. */
    Optional<NearestInCell> with(List<Rational> normal, Rational bound);

    /** The distance in l_inf and l1, its square in l2. */
    Rational distance();

    /** The nearest point. */
    List<Rational> point();
}
