package io.github.relucert.milp;

import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * When work has to end.
 *
 * @param deadline on the scale of {@link System#nanoTime()}
 * @param cancelled polled
 */
record StopSignal(long deadline, BooleanSupplier cancelled) {
    /** Shares of the time get no smaller than this many nanoseconds. */
    private static final long LEAST = 100_000_000;

    /** The signal of limits that start to count now. */
    static StopSignal startingNow(Limits limits) {
        return new StopSignal(System.nanoTime() + limits.time().toNanos(), limits.cancelled());
    }

    /** This signal, or the given share of the time that is left. */
    StopSignal within(double share) {
        return within(Duration.ofNanos(Math.max(LEAST, (long) (share * (deadline - System.nanoTime())))));
    }

    /** This signal, or the given time from now, whichever comes first. */
    StopSignal within(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return new StopSignal(end - deadline < 0 ? end : deadline, cancelled);
    }

    /** This signal, which another condition raises too. */
    StopSignal or(BooleanSupplier other) {
        return new StopSignal(deadline, () -> cancelled.getAsBoolean() || other.getAsBoolean());
    }

    /** Milliseconds left, at least one. */
    long millisecondsLeft() {
        return Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
    }

    /** Why to stop, when it is time to. */
    Optional<Outcome.Stop> reason() {
        if (cancelled.getAsBoolean()) {
            return Optional.of(Outcome.Stop.INTERRUPTED);
        }
        return deadline - System.nanoTime() <= 0 ? Optional.of(Outcome.Stop.TIMEOUT) : Optional.empty();
    }
}
