package io.github.relucert.attack;

import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Local search over activation cells: the nearest unsafe point of the cell that a point lies in, then of the cells beyond the
 * hyperplanes that hold this point back, and so on as long as the distance falls. On each cell the answer is exact up to
 * rounding, because the network is affine there.
 */
public final class CellPolish {
    private static final double GAIN = 1e-9;

    private final AttackTarget target;
    private final BooleanSupplier stopped;
    private final Map<Visit, Double> settled = new HashMap<>();

    /** A cell, by its active neurons, and the disjunct asked for in it. */
    private record Visit(BitSet active, int disjunct) {}

    /** @param stopped polled before each program; once true the best point so far is returned */
    public CellPolish(AttackTarget target, BooleanSupplier stopped) {
        this.target = target;
        this.stopped = stopped;
    }

    /**
     * A local optimum reached from a point.
     *
     * @param cutoff only nearer points are of interest
     * @return empty when nothing nearer was found
     */
    Optional<CellPoint> polish(double[] x, double cutoff) {
        ActivationCell cell =
                new ActivationCell(target.network(), target.network().pattern(x));
        double[] y = target.network().evaluate(x);
        int disjunct = target.nearestDisjunct(x, 0, y, 0);
        if (disjunct < 0) {
            return Optional.empty();
        }
        Optional<CellPoint> start = solve(cell, disjunct, cutoff, List.of());
        return start.map(this::descend);
    }

    private CellPoint descend(CellPoint start) {
        CellPoint best = start;
        Optional<CellPoint> next = Optional.of(start);
        while (next.isPresent()) {
            best = next.get();
            next = neighbour(best);
        }
        return best;
    }

    /** The first neighbour with a nearer point: one binding neuron flipped, all of them, then the other disjuncts. */
    private Optional<CellPoint> neighbour(CellPoint from) {
        double cutoff = from.distance() * (1 - GAIN);
        List<Neuron> binding = from.bindingNeurons();
        List<List<Neuron>> flips = new ArrayList<>();
        binding.forEach(neuron -> flips.add(List.of(neuron)));
        if (binding.size() > 1) {
            flips.add(binding);
        }
        for (List<Neuron> flip : flips) {
            Optional<CellPoint> next = solve(from.cell().flipped(flip), from.disjunct(), cutoff, from.neurons());
            if (next.isPresent()) {
                return next;
            }
        }
        for (int disjunct = 0; disjunct < target.disjuncts(); disjunct++) {
            if (disjunct != from.disjunct()) {
                Optional<CellPoint> next = solve(from.cell(), disjunct, cutoff, from.neurons());
                if (next.isPresent()) {
                    return next;
                }
            }
        }
        return Optional.empty();
    }

    /** The cell's program, unless an earlier one has settled that it has nothing below the cutoff. */
    private Optional<CellPoint> solve(ActivationCell cell, int disjunct, double cutoff, Collection<Neuron> hints) {
        Visit visit = new Visit(activeNeurons(cell), disjunct);
        if (stopped.getAsBoolean() || settled.getOrDefault(visit, 0.0) >= cutoff) {
            return Optional.empty();
        }
        Optional<CellPoint> point = new CellProgram(target, cell, disjunct, 0, hints).solve(cutoff);
        settled.put(visit, point.isPresent() ? Double.POSITIVE_INFINITY : cutoff);
        return point;
    }

    private BitSet activeNeurons(ActivationCell cell) {
        BitSet active = new BitSet();
        int number = 0;
        for (Phase[] layer : cell.pattern()) {
            for (Phase phase : layer) {
                active.set(number++, phase == Phase.ACTIVE);
            }
        }
        return active;
    }
}
