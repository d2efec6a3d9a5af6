package io.github.relucert.search;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long proofs may be checked: to the deadline, and after a cancellation a little longer, so that what an interrupted search has
 * found is not lost. For the thread that made it.
 */
final class CheckingTime {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final BooleanSupplier cancelled;
    private long deadline;
    private boolean isCancelled;

    CheckingTime(StopSignal stop) {
        this.cancelled = stop.cancelled();
        this.deadline = stop.deadline();
    }

    /** Whether checking has to end now. */
    boolean isOver() {
        long now = System.nanoTime();
        if (!isCancelled && (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted())) {
            isCancelled = true;
            deadline = now + Math.min(deadline - now, GRACE.toNanos());
        }
        return deadline - now <= 0;
    }
}
