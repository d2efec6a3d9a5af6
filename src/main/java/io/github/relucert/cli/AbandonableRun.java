package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.theorem.TheoremRun;
import io.github.relucert.theorem.statement.Theorem;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * A statement being checked on a thread that does not keep the process alive: a check cannot be told to stop, so when the process is
 * asked to end the check is left behind.
 */
final class AbandonableRun {
    private static final long POLL_MILLIS = 50;

    private final Theorem theorem;
    private final FutureTask<TheoremRun> task;

    /** Starts the checks. */
    AbandonableRun(Theorem theorem, long seed) {
        this.theorem = theorem;
        this.task = new FutureTask<>(() -> TheoremRun.of(theorem, seed));
        Thread.ofPlatform().daemon().name(theorem.id()).start(task);
    }

    /**
     * Waits for the end of the checks.
     *
     * @throws CancellationException once nobody waits for them any more
     */
    TheoremRun await(BooleanSupplier cancelled) {
        while (true) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    throw abandoned(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw abandoned(e);
            } catch (ExecutionException e) {
                throw failed(e);
            }
        }
    }

    private static CancellationException abandoned(Exception reason) {
        CancellationException abandoned = new CancellationException();
        abandoned.initCause(reason);
        return abandoned;
    }

    /** A check that ends without a finding is an error of the program, and its statement is named. */
    private RuntimeException failed(ExecutionException e) {
        return switch (e.getCause()) {
            case InputException input -> input;
            case Error error -> throw error;
            case null, default -> {
                RuntimeException failure =
                        new IllegalStateException(theorem.id() + " could not be checked: " + e.getMessage(), e);
                if (e.getCause() instanceof Exception cause) {
                    failure.setStackTrace(cause.getStackTrace());
                }
                yield failure;
            }
        };
    }
}
