package io.github.relucert.cells;

import io.github.relucert.bounds.Region;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Best-first search for the steepest cell: partial patterns in the order of a bound on their gradients. Stopped early it still
 * knows the steepest cell met and a bound on all others.
 */
public final class LipschitzSearch {
    private static final int SAMPLES = 200;
    private static final long SEED = 20_200;
    private static final double FAR = 8;

    /** Coefficients of a linear program beyond which no cell is looked for: then only the bound on all gradients is known. */
    private static final long LARGEST_PROGRAM = 50_000;

    private final Network network;
    private final LinearForm form;
    private final Box region;
    private final Norm norm;
    private final NeuronOrder order;
    private final PhaseBounds bounds;
    private final Requirement slope;
    private final PriorityQueue<Node> open = new PriorityQueue<>(Comparator.comparingDouble((Node n) -> -n.bound)
            .thenComparingInt(n -> -n.cell.decided().size())
            .thenComparingLong(n -> n.number));
    private Optional<Steepest> largest = Optional.empty();
    private long nodes;

    private record Steepest(Rational value, List<Rational> gradient, Phase[] pattern, List<Rational> point) {}

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
        this.order = new NeuronOrder(network);
        this.slope = Requirement.of(
                Condition.onOutput(new LinearForm(form.indices(), form.coefficients(), Rational.ZERO)),
                network.layers().size(),
                network.inputSize());
        Phase[] undecided = new Phase[order.count()];
        Arrays.fill(undecided, Phase.UNSTABLE);
        this.bounds = PhaseBounds.of(order, undecided, Region.box(sides(region.lower(), -1), sides(region.upper(), 1)));
    }

    private static double[] sides(List<Rational> sides, int direction) {
        return sides.stream()
                .mapToDouble(side -> direction < 0 ? side.doubleFloor() : side.doubleCeiling())
                .toArray();
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
        sample();
        if (largest.isEmpty()) {
            // Every point drawn stands on a kink, as where a neuron is zero throughout: a way down ends in a cell all
            // the same.
            PartialCell cell = root;
            while (!cell.isWhole()) {
                cell = cell.children().getFirst();
            }
            offer(phases(cell), cell.witness().toList());
        }
        boolean small = (long) network.inputSize() * network.neuronCount() <= LARGEST_PROGRAM;
        while (small && !open.isEmpty() && !isSettled(open.peek()) && !stop.getAsBoolean()) {
            Node node = open.poll();
            if (node.cell.isWhole()) {
                offer(phases(node.cell), node.cell.witness().toList());
            } else {
                Optional<List<PartialCell>> children = children(node.cell, stop);
                if (children.isEmpty()) {
                    open.add(node);
                    break;
                }
                children.get().forEach(this::add);
            }
        }
        Steepest found = largest.orElseThrow();
        Cell cell = PartialCell.cell(network, List.of(found.pattern), found.point);
        LipschitzConstant constant = new LipschitzConstant(norm, found.value, found.gradient, cell);
        boolean exact = open.isEmpty() || isSettled(open.peek());
        return new Result(constant, exact ? found.value : exactly(open.peek().bound), nodes);
    }

    /** The children, unless asked to stop before they are known: one exact linear program can outlast any time limit. */
    private static Optional<List<PartialCell>> children(PartialCell cell, BooleanSupplier stop) {
        FutureTask<List<PartialCell>> task = new FutureTask<>(cell::children);
        Thread.ofPlatform().daemon().start(task);
        boolean wanted = true;
        while (wanted) {
            try {
                return Optional.of(task.get(20, TimeUnit.MILLISECONDS));
            } catch (TimeoutException unfinished) {
                wanted = !stop.getAsBoolean();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                wanted = false;
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed.getCause());
            }
        }
        task.cancel(true);
        return Optional.empty();
    }

    private static Rational exactly(double bound) {
        return Double.isFinite(bound) ? Rational.of(bound) : Rational.POSITIVE_INFINITY;
    }

    private void add(PartialCell cell) {
        nodes++;
        open.add(new Node(cell, GradientBound.of(network, phases(cell), form, region, norm), nodes));
    }

    /** The phases decided by a partial cell or by the bounds of the region. */
    private Phase[] phases(PartialCell cell) {
        Phase[] phases = bounds.phases().clone();
        for (int neuron = 0; neuron < cell.decided().size(); neuron++) {
            phases[neuron] = cell.decided().get(neuron);
        }
        return phases;
    }

    /** Whether nothing in the node, and so nothing behind it in the queue, exceeds the steepest cell met. */
    private boolean isSettled(Node node) {
        return largest.filter(l -> l.value.compareTo(exactly(node.bound)) >= 0).isPresent();
    }

    /** Random points: where no neuron stands at its kink, a cell has an interior around the point. The steepest one is taken. */
    private void sample() {
        SplittableRandom random = new SplittableRandom(SEED);
        double steepest = -1;
        List<Rational> best = List.of();
        Phase[] undecided = new Phase[order.count()];
        Arrays.fill(undecided, Phase.UNSTABLE);
        for (int sample = 0; sample < SAMPLES; sample++) {
            ExactPoint point = ExactPoint.within(region, draw(random));
            double[] read = order.preActivations(point.rounded(), undecided);
            Phase[] pattern = new Phase[order.count()];
            Arrays.setAll(pattern, neuron -> read[neuron] > 0 ? Phase.ACTIVE : Phase.INACTIVE);
            double bound = GradientBound.of(network, pattern, form, region, norm);
            if (bound > steepest) {
                steepest = bound;
                best = point.toList();
            }
        }
        Phase[] pattern = exactPattern(best);
        if (Arrays.stream(pattern).noneMatch(phase -> phase == Phase.UNSTABLE)) {
            offer(pattern, best);
        }
    }

    private double[] draw(SplittableRandom random) {
        double[] x = new double[region.size()];
        for (int i = 0; i < x.length; i++) {
            double low = region.lower().get(i).doubleCeiling();
            double high = region.upper().get(i).doubleFloor();
            double from = Double.isInfinite(low) ? (Double.isInfinite(high) ? -FAR : high - FAR) : low;
            double to = Double.isInfinite(high) ? from + 2 * FAR : high;
            x[i] = from < to ? random.nextDouble(from, to) : from;
        }
        return x;
    }

    private Phase[] exactPattern(List<Rational> point) {
        ExactEvaluation evaluation = new ExactEvaluation(network, RationalVector.of(point));
        List<Phase> pattern = new ArrayList<>();
        for (int relu = 0; relu < network.reluLayers().size(); relu++) {
            RationalVector read = evaluation.preActivation(relu);
            for (int i = 0; i < read.size(); i++) {
                int sign = read.signum(i);
                pattern.add(sign > 0 ? Phase.ACTIVE : sign < 0 ? Phase.INACTIVE : Phase.UNSTABLE);
            }
        }
        return pattern.toArray(Phase[]::new);
    }

    private void offer(Phase[] pattern, List<Rational> point) {
        Linearisation piece = new Linearisation(order, pattern, bounds, new double[order.count()]);
        List<Rational> gradient = piece.form(slope).toFunction().slope();
        Rational value = Slope.length(norm, gradient, region);
        if (largest.isEmpty() || value.compareTo(largest.get().value) > 0) {
            largest = Optional.of(new Steepest(value, gradient, pattern, point));
        }
    }
}
