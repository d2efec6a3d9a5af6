package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.certificate.ProofRecord.Precision;
import io.github.relucert.check.Combination.Term;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;

/** Evaluates combinations in an arithmetic, on several threads. */
final class Evaluator implements AutoCloseable {
    private static final int ROWS_A_TASK = 16;

    private final Network network;
    private final Ball ball;
    private final Arithmetic arithmetic;
    private final ErrorBound errors;
    private final double[] centre;
    private final Tasks tasks;
    private final Queue<Rejection> rejections = new ConcurrentLinkedQueue<>();

    /** Every form has at most {@code startTerms} start terms on one coefficient. */
    Evaluator(Problem problem, Ball ball, Region root, Arithmetic arithmetic, int startTerms, int threads) {
        this.network = problem.network();
        this.ball = ball;
        // Doubles prove nothing where an input is unbounded: their prices are infinite.
        this.arithmetic = root.isBounded() ? arithmetic : Arithmetic.EXACT;
        this.errors = new ErrorBound(problem, ball, root, startTerms);
        this.centre =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        this.tasks = new Tasks(threads);
    }

    /** The facts with a block of bounds added. */
    Future<Facts> withBounds(Future<Facts> before, ProofRecord.Bounds block, List<Combination> rows) {
        List<Future<double[]>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS_A_TASK) {
            List<Combination> part = rows.subList(from, Math.min(from + ROWS_A_TASK, rows.size()));
            parts.add(tasks.submit(() -> part.stream()
                    .mapToDouble(row -> minimum(row, Tasks.result(before)))
                    .toArray()));
        }
        return tasks.submit(() -> {
            double[] bounds = parts.stream()
                    .flatMapToDouble(part -> Arrays.stream(Tasks.result(part)))
                    .toArray();
            return Tasks.result(before).met(block.relu(), block.neurons(), block.signs(), bounds);
        });
    }

    private double minimum(Combination row, Facts facts) {
        try {
            return pushedBack(row, facts, arithmetic).minimum(row.region(), row.nu());
        } catch (ArithmeticException numbersTooLarge) {
            return Double.NEGATIVE_INFINITY;
        }
    }

    /** The facts with a half-space added. */
    Future<Facts> withHalfSpace(Future<Facts> before, Combination combination) {
        return tasks.submit(() -> {
            Facts facts = Tasks.result(before);
            try {
                Form form = pushedBack(combination, facts, arithmetic);
                return facts.with(form.toHalfSpace(isStrict(combination, facts)));
            } catch (ArithmeticException numbersTooLarge) {
                return facts.with(HalfSpace.trivial(centre.length));
            }
        });
    }

    /** Rejects the line unless each combination refutes the disjunct that it is for. */
    void refute(long line, long refutation, Map<Integer, Combination> all, Future<Facts> facts, Precision precision) {
        Arithmetic chosen = switch (precision) {
            case ANY -> arithmetic;
            case EXACT -> Arithmetic.EXACT;
        };
        tasks.run(() -> {
            Facts known = Tasks.result(facts);
            // A node without points has no unsafe ones; the lines of crossing bounds need not be tight there.
            if (!known.cross()) {
                all.forEach((disjunct, combination) -> {
                    String gap = gap(combination, known, chosen);
                    if (!gap.isEmpty()) {
                        String reason = "the combination for disjunct " + disjunct + " does not refute: " + gap;
                        rejections.add(new Rejection(line, refutation, reason));
                    }
                });
            }
        });
    }

    /** Why the combination does not refute; empty when it does. */
    private String gap(Combination combination, Facts facts, Arithmetic chosen) {
        try {
            Form form = pushedBack(combination, facts, chosen);
            Region region = combination.region();
            return form.refutes(region, combination.nu(), isStrict(combination, facts))
                    ? ""
                    : "it is only bounded by " + form.minimum(region, combination.nu());
        } catch (ArithmeticException numbersTooLarge) {
            return "its numbers grow too large (" + numbersTooLarge.getMessage() + ")";
        }
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
        tasks.await();
        return rejections.stream()
                .sorted(Comparator.comparingLong(Rejection::line).thenComparing(Rejection::reason))
                .toList();
    }

    /** Whether a strict fact has a positive weight. */
    private static boolean isStrict(Combination combination, Facts facts) {
        return combination.strict()
                || combination.halfSpaces().entrySet().stream()
                        .anyMatch(weighed -> weighed.getValue().signum() > 0
                                && facts.halfSpaces().get(weighed.getKey()).isStrict());
    }

    private Form pushedBack(Combination start, Facts facts, Arithmetic chosen) {
        Form zero = switch (chosen) {
            case OUTWARD -> new OutwardForm(errors, ball, centre);
            case EXACT -> new ExactForm(errors, ball, centre);
        };
        return pushedBack(zero, network, start, facts);
    }

    /** The one rule that proves everything: a form that is zero is started and pushed back to the network's input. */
    static Form pushedBack(Form form, Network network, Combination start, Facts facts) {
        form.add(start.constant());
        for (Term term : start.terms()) {
            form.add(term.value(), term.index(), term.coefficient());
        }
        start.halfSpaces()
                .forEach((number, weight) -> form.add(facts.halfSpaces().get(number), weight));
        int ordinal = network.reluLayers().size();
        for (int value = network.layers().size(); value > 0; value--) {
            switch (network.layers().get(value - 1)) {
                case Affine affine -> form.throughAffine(value, affine);
                case Relu relu -> form.throughRelu(value, relu.source(), --ordinal, start.slopes(), facts);
            }
        }
        return form;
    }

    @Override
    public void close() {
        tasks.close();
    }
}
