package io.github.relucert.export;

import io.github.relucert.exact.Rational;
import java.util.function.Supplier;

/**
 * A side of a region and the fact that gives it.
 *
 * @param value the coordinate's limit
 * @param factor what the fact has to be multiplied by to speak of the coordinate with coefficient 1 or -1
 * @param fact asked for only where the side is used
 */
record Side(Rational value, Rational factor, Supplier<Fact> fact) {
    static Side of(Rational value, Fact fact) {
        return new Side(value, Rational.ONE, () -> fact);
    }
}
