package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.check.Forms.Row;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Evaluates combinations in an arithmetic, several at a time and on several threads.
 */
final class Evaluator implements AutoCloseable {
    private static final int LARGEST_BATCH = 32;
    private static final int NUMBERS_A_BATCH = 1 << 20;

    private final Network network;
    private final Ball ball;
    private final Arithmetic arithmetic;
    private final ErrorBound errors;
    private final List<Dyadic> centre;
    private final double[] roundedCentre;
    private final int[] sizes;
    private final int batch;
    private final Tasks tasks;
    private final List<Claim> pending = new ArrayList<>();
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();

    /** A combination that is said to refute a disjunct. */
    record Claim(long line, long refutation, int disjunct, Combination combination, Future<Facts> facts) {}

    /** Every form has at most {@code startTerms} start terms on one coefficient. */
    Evaluator(Problem problem, Ball ball, Region root, Arithmetic arithmetic, int startTerms, int threads) {
        this.network = problem.network();
        this.ball = ball;
        // Doubles prove nothing where an input is unbounded: their prices are infinite.
        this.arithmetic = root.isBounded() ? arithmetic : Arithmetic.EXACT;
        this.errors = new ErrorBound(problem, ball, root, startTerms);
        this.centre = problem.centre().stream().map(Scale.none()::times).toList();
        this.roundedCentre = centre.stream().mapToDouble(Dyadic::doubleFloor).toArray();
        this.sizes = IntStream.rangeClosed(0, network.layers().size())
                .map(network::valueSize)
                .toArray();
        this.batch = Math.clamp(NUMBERS_A_BATCH / Arrays.stream(sizes).sum(), 1, LARGEST_BATCH);
        this.tasks = new Tasks(threads);
    }

    /** The facts with a block of bounds added. */
    Future<Facts> withBounds(Future<Facts> before, ProofRecord.Bounds block, List<Combination> rows) {
        List<Future<double[]>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batch) {
            List<Combination> part = rows.subList(from, Math.min(from + batch, rows.size()));
            parts.add(tasks.submit(() -> minima(part, Tasks.result(before))));
        }
        return tasks.submit(() -> {
            double[] bounds = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(Tasks.result(part)))
                    .toArray();
            return Tasks.result(before).met(block.relu(), block.neurons(), block.signs(), bounds);
        });
    }

    private double[] minima(List<Combination> combinations, Facts facts) {
        List<Row> rows = combinations.stream().map(c -> new Row(c, facts)).toList();
        double[] bounds = new double[rows.size()];
        try {
            Forms forms = pushedBack(rows, arithmetic);
            for (int row = 0; row < bounds.length; row++) {
                Combination combination = combinations.get(row);
                bounds[row] = forms.minimum(row, combination.region(), combination.nu());
            }
        } catch (ArithmeticException numbersTooLarge) {
            Arrays.fill(bounds, Double.NEGATIVE_INFINITY);
        }
        return bounds;
    }

    /** The facts with a half-space added. */
    Future<Facts> withHalfSpace(Future<Facts> before, Combination combination) {
        return tasks.submit(() -> {
            Row row = new Row(combination, Tasks.result(before));
            try {
                Forms forms = pushedBack(List.of(row), arithmetic);
                return row.facts().with(forms.toHalfSpace(0, row.isStrict()));
            } catch (ArithmeticException numbersTooLarge) {
                return row.facts().with(HalfSpace.trivial(sizes[0]));
            }
        });
    }

    /** Rejects the claim unless its combination refutes. */
    void refute(Claim claim, ProofRecord.Precision precision) {
        switch (precision) {
            case EXACT -> tasks.run(() -> decide(List.of(claim), Arithmetic.EXACT));
            case ANY -> {
                pending.add(claim);
                if (pending.size() == batch) {
                    flush();
                }
            }
        }
    }

    private void flush() {
        List<Claim> claims = List.copyOf(pending);
        pending.clear();
        tasks.run(() -> decide(claims, arithmetic));
    }

    private void decide(List<Claim> all, Arithmetic chosen) {
        // A node without points has no unsafe ones; the lines of crossing bounds need not be tight there.
        List<Claim> claims = all.stream()
                .filter(claim -> !Tasks.result(claim.facts()).cross())
                .toList();
        List<Row> rows = claims.stream()
                .map(claim -> new Row(claim.combination(), Tasks.result(claim.facts())))
                .toList();
        List<Rejection> found = new ArrayList<>();
        try {
            Forms forms = pushedBack(rows, chosen);
            for (int row = 0; row < rows.size(); row++) {
                Claim claim = claims.get(row);
                Combination combination = claim.combination();
                if (!forms.refutes(
                        row,
                        combination.region(),
                        combination.nu(),
                        rows.get(row).isStrict())) {
                    double bound = forms.minimum(row, combination.region(), combination.nu());
                    found.add(rejection(claim, "it is only bounded by " + bound));
                }
            }
        } catch (ArithmeticException numbersTooLarge) {
            if (claims.size() > 1) {
                claims.forEach(claim -> decide(List.of(claim), chosen));
                return;
            }
            found.add(
                    rejection(claims.getFirst(), "its numbers grow too large (" + numbersTooLarge.getMessage() + ")"));
        }
        rejections.addAll(found);
    }

    private static Rejection rejection(Claim claim, String reason) {
        return new Rejection(
                claim.line(),
                claim.refutation(),
                "the combination for disjunct " + claim.disjunct() + " does not refute: " + reason);
    }

    /** Rejects the line unless the bounds of the neuron cross. */
    void requireCrossing(long line, long refutation, Neuron neuron, Future<Facts> facts) {
        tasks.run(() -> {
            if (!Tasks.result(facts).cross(neuron)) {
                rejections.add(new Rejection(line, refutation, "the bounds of " + neuron + " do not cross"));
            }
        });
    }

    boolean hasRejections() {
        return !rejections.isEmpty();
    }

    /** Waits for all tasks; what they rejected, by line. */
    List<Rejection> finish() {
        flush();
        tasks.await();
        return rejections.stream()
                .sorted(Comparator.comparingLong(Rejection::line).thenComparing(Rejection::reason))
                .toList();
    }

    private Forms pushedBack(List<Row> rows, Arithmetic chosen) {
        Forms forms = switch (chosen) {
            case OUTWARD -> new OutwardForms(errors, ball, roundedCentre, sizes, rows.size());
            case EXACT -> new ExactForms(ball, centre, sizes, rows.size());
        };
        BackwardPass.run(network, forms, rows);
        return forms;
    }

    @Override
    public void close() {
        tasks.close();
    }
}
