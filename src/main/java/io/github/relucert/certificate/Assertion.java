package io.github.relucert.certificate;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;

/** What is said of the distance of unsafe points in the domain. */
public sealed interface Assertion {
    /** No unsafe point is nearer than the radius: none in the open ball. */
    record RadiusAtLeast(Radius radius) implements Assertion {
        /** Refuses infinity, which {@link NoUnsafePoint} stands for. */
        public RadiusAtLeast {
            requireFinite(radius);
        }
    }

    /** No unsafe point is as near as the radius: none in the closed ball. */
    record RobustAt(Radius radius) implements Assertion {
        /** Refuses infinity, which {@link NoUnsafePoint} stands for. */
        public RobustAt {
            requireFinite(radius);
        }
    }

    /** There is no unsafe point in the domain at all. */
    record NoUnsafePoint() implements Assertion {}

    /** The lower end of the radius that follows. */
    default Radius lowerEnd(Norm norm) {
        return switch (this) {
            case RadiusAtLeast(Radius radius) -> radius;
            case RobustAt(Radius radius) -> radius;
            case NoUnsafePoint() -> new Radius(norm, Rational.POSITIVE_INFINITY);
        };
    }

    /** Whether an unsafe point at this distance shows it to be false. */
    default boolean isRefutedBy(Radius distance) {
        int side = distance.compareTo(lowerEnd(distance.norm()));
        return switch (this) {
            case RadiusAtLeast _, NoUnsafePoint _ -> side < 0;
            case RobustAt _ -> side <= 0;
        };
    }

    private static void requireFinite(Radius radius) {
        if (!radius.isFinite()) {
            throw new IllegalArgumentException("an infinite radius");
        }
    }
}
