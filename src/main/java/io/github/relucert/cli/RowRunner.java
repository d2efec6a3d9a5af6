package io.github.relucert.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on many questions at once and hands the answers over in the order of the questions. When the process is asked to end
 * (Ctrl-C), running work is cancelled, what is known by then is handed over, and what was not begun is left out.
 */
final class RowRunner {
    private static final long GRACE_SECONDS = 20;

    private final int threads;
    private final Progress progress;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    RowRunner(int threads, Progress progress) {
        this.threads = threads;
        this.progress = progress;
    }

    /** True once the process was asked to end. */
    BooleanSupplier cancelled() {
        return cancelled::get;
    }

    /**
     * Answers all questions.
     *
     * @param work run on several threads
     * @param consumer called on this thread, in order
     */
    <Q, A> void run(List<Q> questions, Function<Q, A> work, Consumer<A> consumer) {
        run(questions, work, consumer, () -> {});
    }

    /**
     * Answers all questions.
     *
     * @param work run on several threads
     * @param consumer called on this thread, in order
     * @param last called on this thread once no work is under way any more, also when the process was asked to end, which waits for it;
     *     not when something failed
     */
    <Q, A> void run(List<Q> questions, Function<Q, A> work, Consumer<A> consumer, Runnable last) {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            cancelled.set(true);
            await(finished);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<A>> answers = new ArrayList<>();
            for (Q question : questions) {
                answers.add(pool.submit(() -> {
                    if (cancelled.get()) {
                        throw new CancellationException();
                    }
                    A answer = work.apply(question);
                    progress.show(done.incrementAndGet(), questions.size());
                    return answer;
                }));
            }
            try {
                for (Future<A> answer : answers) {
                    consumer.accept(answer.get());
                }
            } catch (ExecutionException e) {
                cancelled.set(true);
                if (!(e.getCause() instanceof CancellationException)) {
                    pool.shutdownNow();
                    throw unwrapped(e);
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                cancelled.set(true);
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                // An answer that cannot be saved: what is queued would only be lost too.
                pool.shutdownNow();
                cancelled.set(true);
                throw e;
            }
            awaitEnd(pool);
            progress.clear();
            last.run();
        } finally {
            progress.clear();
            finished.countDown();
            removeHook(hook);
        }
    }

    /** What is queued when the process is asked to end is given up at once; what is under way ends in its own time. */
    private static void awaitEnd(ExecutorService pool) {
        pool.shutdown();
        try {
            boolean ended = false;
            while (!ended) {
                ended = pool.awaitTermination(1, TimeUnit.HOURS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException runtime -> runtime;
            case Error error -> throw error;
            case null, default -> new IllegalStateException(e);
        };
    }

    private static void await(CountDownLatch finished) {
        try {
            if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("relucert: stopped before the last rows could report");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeHook(Thread hook) {
        // While the process ends hooks can be neither added nor removed.
        if (!cancelled.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
