package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord.Precision;
import io.github.relucert.certificate.ProofRecord.Row;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.network.Neuron;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Evaluates combinations, on several threads: each as soon as the facts that it uses are known. A bounded number is under way; whoever
 * asks for more waits.
 */
final class Evaluator implements AutoCloseable {
    private static final int ROWS_A_TASK = 16;
    private static final int TASKS_A_THREAD = 16;

    private final Setting setting;
    private final Arithmetic arithmetic;
    private final Optional<ExecutorService> pool;
    private final int capacity;
    private final Semaphore room;
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** With one thread, everything is evaluated in the thread that asks for it. */
    Evaluator(Setting setting, Arithmetic arithmetic, int threads) {
        this.setting = setting;
        this.arithmetic = arithmetic;
        pool = threads == 1
                ? Optional.empty()
                : Optional.of(Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().factory()));
        capacity = TASKS_A_THREAD * threads;
        room = new Semaphore(capacity);
    }

    private <S, T> CompletableFuture<T> start(CompletableFuture<S> known, Function<S, T> work) {
        room.acquireUninterruptibly();
        CompletableFuture<T> result = pool.isPresent() ? known.thenApplyAsync(work, pool.get()) : known.thenApply(work);
        return result.whenComplete((_, failure) -> {
            Optional.ofNullable(failure).ifPresent(failures::add);
            room.release();
        });
    }

    /** What the work finds; otherwise, where numbers grow too large for exact arithmetic. */
    static <T> T bounded(Supplier<T> work, T otherwise) {
        try {
            return work.get();
        } catch (ArithmeticException numbersTooLarge) {
            return otherwise;
        }
    }

    private static double minimum(Form form, Combination start, Lines lines) {
        return bounded(
                () -> form.pushedBack(start, lines).minimum(start.region(), start.nu()), Double.NEGATIVE_INFINITY);
    }

    /** The facts with bounds of a layer's neurons added. */
    CompletableFuture<Facts> withBounds(
            CompletableFuture<Facts> before, Slopes slopes, int relu, List<Row> rows, List<Combination> starts) {
        CompletableFuture<Lines> lines = before.thenApply(facts -> new Lines(setting, slopes, facts));
        CompletableFuture<Facts> after = before;
        for (int from = 0; from < rows.size(); from += ROWS_A_TASK) {
            int to = Math.min(from + ROWS_A_TASK, rows.size());
            List<Row> part = rows.subList(from, to);
            Stream<Combination> own = starts.subList(from, to).stream();
            Form form = Form.zero(arithmetic, setting);
            CompletableFuture<double[]> bounds = start(
                    lines,
                    shared -> own.mapToDouble(start -> minimum(form, start, shared))
                            .toArray());
            after = after.thenCombine(bounds, (facts, found) -> facts.met(relu, part, found));
        }
        return after;
    }

    /** The facts with a half-space added. */
    CompletableFuture<Facts> withHalfSpace(CompletableFuture<Facts> before, Slopes slopes, Combination start) {
        HalfSpace trivial = HalfSpace.trivial(setting.centre().length);
        return start(
                before,
                facts -> facts.with(bounded(
                        () -> Form.zero(arithmetic, setting)
                                .pushedBack(start, new Lines(setting, slopes, facts))
                                .toHalfSpace(start.isStrict(facts)),
                        trivial)));
    }

    /** Rejects the line where the facts give cause for a complaint. */
    private void inspect(
            long line, long refutation, CompletableFuture<Facts> known, Function<Facts, String> complaint) {
        var _ = start(known, facts -> {
            String found = complaint.apply(facts);
            return found.isEmpty() || reject(new Rejection(line, refutation, found));
        });
    }

    /** Rejects the line unless each combination refutes the disjunct that it is for. */
    void refute(
            long line,
            long refutation,
            CompletableFuture<Facts> known,
            Slopes slopes,
            Map<Integer, Combination> all,
            Precision precision) {
        Arithmetic chosen = precision == Precision.EXACT ? Arithmetic.EXACT : arithmetic;
        // A node without points has no unsafe ones; the lines of crossing bounds need not be tight there.
        inspect(
                line,
                refutation,
                known,
                facts -> facts.cross() ? "" : gap(all, chosen, new Lines(setting, slopes, facts)));
    }

    /** Why a combination does not refute; empty when all do. */
    private String gap(Map<Integer, Combination> all, Arithmetic chosen, Lines lines) {
        Form form = Form.zero(chosen, setting);
        for (Map.Entry<Integer, Combination> entry : all.entrySet()) {
            Combination start = entry.getValue();
            boolean strict = start.isStrict(lines.facts());
            if (!bounded(() -> form.pushedBack(start, lines).refutes(start.region(), start.nu(), strict), false)) {
                return "the combination for disjunct " + entry.getKey() + " does not refute: it is only bounded by "
                        + minimum(form, start, lines);
            }
        }
        return "";
    }

    /** Rejects the line unless the bounds of the neuron cross. */
    void requireCrossing(long line, long refutation, CompletableFuture<Facts> known, Neuron neuron) {
        String complaint = "the bounds of " + neuron + " do not cross";
        inspect(line, refutation, known, facts -> facts.cross(neuron) ? "" : complaint);
    }

    boolean reject(Rejection rejection) {
        return rejections.add(rejection);
    }

    boolean hasRejections() {
        return !rejections.isEmpty();
    }

    /**
     * Waits until nothing is under way; what was rejected, by line.
     *
     * @throws IllegalStateException when something failed
     */
    List<Rejection> finish() {
        room.acquireUninterruptibly(capacity);
        room.release(capacity);
        for (Throwable failure : failures) {
            if (failure.getCause() instanceof OutOfMemoryError outOfMemory) {
                throw outOfMemory;
            }
            throw new IllegalStateException("checking failed: " + failure, failure);
        }
        return rejections.stream()
                .sorted(Comparator.comparingLong(Rejection::line))
                .toList();
    }

    @Override
    public void close() {
        pool.ifPresent(ExecutorService::shutdownNow);
    }
}
