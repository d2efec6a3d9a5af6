package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Neuron;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which neuron to split. Scores are coefficient times the distance between line and ReLU at the point where the node's form is
 * least: what the relaxation of the neuron costs there. The best few are tried on both sides by a few steps of ascent. One thread.
 */
final class Branching {
    private static final int TRIED = 4;
    private static final int STEPS = 2;

    private final CompiledNetwork network;
    private final RelaxedPass pass;
    private final Ascent ascent;
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(Neuron neuron, double score) {}

    Branching(CompiledNetwork network, RelaxedPass pass, Ascent ascent) {
        this.network = network;
        this.pass = pass;
        this.ascent = ascent;
    }

    /** The neuron to split, after {@link Ascent#evaluate} of the node, which has an unstable one. */
    Neuron choose(Objective objective, NodeState node, Lines lines, BoxAndBall geometry, double goal) {
        candidates.clear();
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            double[] c = pass.outputCoefficients(relu);
            double[] z = pass.preActivations(relu);
            double[] y = pass.outputs(relu);
            for (int i = 0; i < c.length; i++) {
                if (node.isUnstable(relu, i)) {
                    double score = Math.abs(c[i]) * Math.abs(y[i] - Math.max(0, z[i]));
                    candidates.add(new Candidate(new Neuron(relu, i), score));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        Neuron best = candidates.getFirst().neuron();
        double bestGain = Double.NEGATIVE_INFINITY;
        int tried = Math.min(TRIED, candidates.size());
        if (tried > 1 && candidates.get(1).score() > 0) {
            for (Candidate candidate : List.copyOf(candidates.subList(0, tried))) {
                double off = trial(objective, node, lines, geometry, candidate.neuron(), false, goal);
                double on = trial(objective, node, lines, geometry, candidate.neuron(), true, goal);
                double gain = gain(node, off, on, goal);
                if (gain > bestGain) {
                    bestGain = gain;
                    best = candidate.neuron();
                }
            }
            lines.load(node);
        }
        return best;
    }

    private static double gain(NodeState node, double off, double on, double goal) {
        double low = Math.min(Math.min(off, on), goal) - node.value;
        double high = Math.min(Math.max(off, on), goal) - node.value;
        return low + 0.1 * high;
    }

    private double trial(
            Objective objective,
            NodeState node,
            Lines lines,
            BoxAndBall geometry,
            Neuron neuron,
            boolean active,
            double goal) {
        NodeState child = node.child(neuron.relu(), neuron.index(), active);
        lines.load(child);
        return ascent.probe(objective, child, lines, geometry, STEPS, goal);
    }

    /** The best scored candidate of the last choice that a node's bounds leave unstable. */
    Optional<Neuron> next(NodeState node) {
        return candidates.stream()
                .map(Candidate::neuron)
                .filter(n -> node.isUnstable(n.relu(), n.index()))
                .findFirst();
    }
}
