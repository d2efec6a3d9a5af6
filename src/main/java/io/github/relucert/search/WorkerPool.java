package io.github.relucert.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Some workers that share out a list of tasks; answers come in the order of the tasks, whoever did them. */
final class WorkerPool<W> implements AutoCloseable {
    private final List<W> workers = new ArrayList<>();
    private final ExecutorService threads;

    /** One worker a thread; the caller's thread is the first. */
    WorkerPool(int count, Supplier<W> maker) {
        for (int k = 0; k < count; k++) {
            workers.add(maker.get());
        }
        threads = Executors.newFixedThreadPool(
                Math.max(1, count - 1), Thread.ofPlatform().daemon().factory());
    }

    /** A worker for the caller's own use between two calls of {@link #map}. */
    W first() {
        return workers.getFirst();
    }

    /** Applies a function to all tasks. */
    <T, R> List<R> map(List<T> tasks, BiFunction<W, T, R> function) {
        List<R> results = new ArrayList<>(java.util.Collections.nCopies(tasks.size(), null));
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int k = 1; k < Math.min(workers.size(), tasks.size()); k++) {
            W worker = workers.get(k);
            running.add(threads.submit(() -> drain(worker, tasks, function, next, results)));
        }
        drain(workers.getFirst(), tasks, function, next, results);
        for (Future<?> each : running) {
            await(each);
        }
        return results;
    }

    private static <W, T, R> void drain(
            W worker, List<T> tasks, BiFunction<W, T, R> function, AtomicInteger next, List<R> results) {
        for (int k = next.getAndIncrement(); k < tasks.size(); k = next.getAndIncrement()) {
            results.set(k, function.apply(worker, tasks.get(k)));
        }
    }

    private static void await(Future<?> running) {
        boolean interrupted = false;
        while (true) {
            try {
                running.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a worker failed", e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
