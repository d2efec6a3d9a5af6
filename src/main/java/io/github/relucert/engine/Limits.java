package io.github.relucert.engine;

import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * When an engine stops.
 *
 * @param time wall-clock time for this problem
 * @param threads how many threads the engine may keep busy
 * @param upTo when present, only whether an unsafe point lies in the closed ball of this radius is asked
 * @param cancelled polled by the engine; once true it returns what it has as soon as it can
 */
public record Limits(Duration time, int threads, Optional<Radius> upTo, BooleanSupplier cancelled) {
    /** Refuses limits under which nothing can be done. */
    public Limits {
        if (time.isNegative() || time.isZero() || threads < 1) {
            throw new IllegalArgumentException("a time limit of " + time + " with " + threads + " threads");
        }
    }

    /** The exact radius is sought, on one thread, and nobody cancels. */
    public static Limits of(Duration time) {
        return new Limits(time, 1, Optional.empty(), () -> false);
    }

    /** The same limits with another time. */
    public Limits within(Duration other) {
        return new Limits(other, threads, upTo, cancelled);
    }

    /** The same limits for the question whether the radius exceeds {@code radius}. */
    public Limits upTo(Radius radius) {
        return new Limits(time, threads, Optional.of(radius), cancelled);
    }
}
