package io.github.relucert.data;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.specification.Box;

/** What a number of the file means as an input of the network. */
enum Scaling {
    /** Itself. */
    AS_STORED,

    /** Itself, rounded to the input's type. */
    ROUNDED,

    /** {@code k} of 255 shades, rounded once to the input's type. */
    SHADES;

    double apply(double value, FloatType type) {
        return switch (this) {
            case AS_STORED -> value;
            case ROUNDED -> type.round(value);
            // Numbers and quotient of one type, so that the one division is the one rounding.
            case SHADES ->
                switch (type) {
                    case FLOAT32 -> (float) value / 255f;
                    case FLOAT64 -> value / 255;
                };
        };
    }

    /** Where inputs lie when nothing else is said. */
    Box standardDomain(int size) {
        return switch (this) {
            case AS_STORED, ROUNDED -> Box.unbounded(size);
            case SHADES -> Box.uniform(size, Rational.ZERO, Rational.ONE);
        };
    }
}
