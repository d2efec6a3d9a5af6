package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Best-first search for the steepest cell: partial patterns in the order of a bound on their gradients. Stopped early it still
 * knows the steepest cell met and a bound on all others.
 */
public final class LipschitzSearch {
    private final Network network;
    private final LinearForm form;
    private final Box region;
    private final Norm norm;
    private final PriorityQueue<Node> open = new PriorityQueue<>(Comparator.comparingDouble((Node n) -> -n.bound)
            .thenComparingInt(n -> -n.cell.decided().size())
            .thenComparingLong(n -> n.number));
    private Optional<LipschitzConstant> largest = Optional.empty();
    private long nodes;

    private record Node(PartialCell cell, double bound, long number) {}

    /**
     * What is known.
     *
     * @param largest the steepest cell met: a lower bound that is attained
     * @param upper no gradient is longer (l2: the square)
     * @param nodes partial patterns looked at
     */
    public record Result(LipschitzConstant largest, Rational upper, long nodes) {
        /** Whether the steepest cell met is the steepest of all. */
        public boolean isExact() {
            return largest.value().equals(upper);
        }
    }

    private LipschitzSearch(Network network, LinearForm form, Box region, Norm norm) {
        this.network = network;
        this.form = form;
        this.region = region;
        this.norm = norm;
    }

    /**
     * A search that has not begun; see {@link LipschitzConstant#of}.
     *
     * @throws IllegalArgumentException when the sizes do not fit
     */
    public static LipschitzSearch of(Network network, LinearForm form, Box region, Norm norm) {
        if (region.size() != network.inputSize()) {
            throw new IllegalArgumentException(
                    "a region with " + region.size() + " sides for a network with " + network.inputSize() + " inputs");
        }
        if (!form.indices().isEmpty() && form.indices().getLast() >= network.outputSize()) {
            throw new IllegalArgumentException("output " + form.indices().getLast() + " of " + network.outputSize());
        }
        return new LipschitzSearch(network, form, region, norm);
    }

    /** Searches until the answer is exact or asked to stop; at least one cell is met. To be called once. */
    public Result run(BooleanSupplier stop) {
        PartialCell root = PartialCell.whole(network, region, List.of(), Extent.WITH_INTERIOR)
                .orElseThrow(() -> new ArithmeticException("a box without an interior relative to itself"));
        add(root);
        for (PartialCell cell = root; ; cell = cell.children().getFirst()) {
            if (cell.isWhole()) {
                offer(cell);
                break;
            }
        }
        while (!open.isEmpty() && !isSettled(open.peek()) && !stop.getAsBoolean()) {
            Node node = open.poll();
            if (node.cell.isWhole()) {
                offer(node.cell);
            } else {
                node.cell.children().forEach(this::add);
            }
        }
        LipschitzConstant found = largest.orElseThrow();
        boolean exact = open.isEmpty() || isSettled(open.peek());
        return new Result(found, exact ? found.value() : exactly(open.peek().bound), nodes);
    }

    private static Rational exactly(double bound) {
        return Double.isFinite(bound) ? Rational.of(bound) : Rational.POSITIVE_INFINITY;
    }

    private void add(PartialCell cell) {
        nodes++;
        open.add(new Node(cell, GradientBound.of(network, cell.decided(), form, region, norm), nodes));
    }

    /** Whether nothing in the node, and so nothing behind it in the queue, exceeds the steepest cell met. */
    private boolean isSettled(Node node) {
        return largest.filter(l -> l.value().compareTo(exactly(node.bound)) >= 0)
                .isPresent();
    }

    private void offer(PartialCell partial) {
        Cell cell = partial.toCell();
        List<Rational> gradient = cell.output(form).slope();
        Rational value = Slope.length(norm, gradient, region);
        if (largest.isEmpty() || value.compareTo(largest.get().value()) > 0) {
            largest = Optional.of(new LipschitzConstant(norm, value, gradient, cell));
        }
    }
}
