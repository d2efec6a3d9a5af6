package io.github.relucert.check;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/**
 * Runs tasks on several threads, started in the order in which they are submitted, so that a task may wait for earlier ones.
 * A bounded number is in memory; whoever submits waits for room.
 */
final class Tasks implements AutoCloseable {
    private static final int TASKS_A_THREAD = 16;

    private final Optional<ExecutorService> pool;
    private final int capacity;
    private final Semaphore room;
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** With one thread, tasks run in the thread that submits them. */
    Tasks(int threads) {
        capacity = TASKS_A_THREAD * threads;
        room = new Semaphore(capacity);
        pool = threads == 1
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().factory()));
    }

    /** Runs a task whose result others wait for. */
    <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        return task;
    }

    /** Runs a task. */
    void run(Runnable work) {
        start(new FutureTask<>(work, true));
    }

    private void start(FutureTask<?> task) {
        room.acquireUninterruptibly();
        Runnable run = () -> {
            task.run();
            if (task.state() == Future.State.FAILED) {
                failures.add(task.exceptionNow());
            }
            room.release();
        };
        pool.ifPresentOrElse(executor -> executor.execute(run), run);
    }

    /** What a task submitted earlier returns; waits for it. */
    static <T> T result(Future<T> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("checking was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("checking failed", e.getCause());
        }
    }

    /**
     * Waits until every task has ended.
     *
     * @throws IllegalStateException when one of them has failed
     */
    void await() {
        room.acquireUninterruptibly(capacity);
        room.release(capacity);
        for (Throwable failure : failures) {
            if (failure instanceof OutOfMemoryError outOfMemory) {
                throw outOfMemory;
            }
            throw new IllegalStateException("checking failed: " + failure, failure);
        }
    }

    @Override
    public void close() {
        pool.ifPresent(ExecutorService::shutdownNow);
    }
}
