package io.github.relucert.search;

import io.github.relucert.engine.Effort;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Parts of one search's time; a part within another one is taken out of it. For the thread that made it. */
final class Stopwatch {
    private final LongSupplier clock;
    private final Map<Part, Long> spent = new EnumMap<>(Part.class);
    private Part running = Part.SEARCH;
    private long since;

    /** @param clock in nanoseconds */
    Stopwatch(LongSupplier clock) {
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** What is measured. */
    enum Part {
        SEARCH,
        ZERO_GAP,
        CHECK
    }

    /** Counts some work as one part. */
    <R> R measure(Part part, Supplier<R> work) {
        Part outer = change(part);
        try {
            return work.get();
        } finally {
            change(outer);
        }
    }

    private Part change(Part next) {
        long now = clock.getAsLong();
        spent.merge(running, now - since, Long::sum);
        Part former = running;
        running = next;
        since = now;
        return former;
    }

    /** The parts so far. */
    Effort effort() {
        change(running);
        return new Effort(total(Part.SEARCH), total(Part.ZERO_GAP), total(Part.CHECK));
    }

    private Duration total(Part part) {
        return Duration.ofNanos(spent.getOrDefault(part, 0L));
    }
}
