package io.github.relucert.search;

import io.github.relucert.engine.Outcome.Stop;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * When a search has to end.
 *
 * @param deadline on the scale of {@link System#nanoTime()}
 * @param cancelled polled
 */
record StopSignal(long deadline, BooleanSupplier cancelled) {
    /** Why to stop, when it is time to. */
    Optional<Stop> reason() {
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            return Optional.of(Stop.INTERRUPTED);
        }
        return deadline - System.nanoTime() <= 0 ? Optional.of(Stop.TIMEOUT) : Optional.empty();
    }

    /** This signal, but no later than after the given share of the time left. */
    StopSignal within(double share) {
        long now = System.nanoTime();
        return new StopSignal(now + (long) (share * Math.max(0, deadline - now)), cancelled);
    }
}
