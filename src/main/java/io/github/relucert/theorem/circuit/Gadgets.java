package io.github.relucert.theorem.circuit;

import java.util.ArrayList;
import java.util.List;

/**
 * Small functions made of ReLUs, exact on the range stated. Each adds its neurons to the circuit's open layer; the signal it
 * returns belongs to the next one.
 */
public final class Gadgets {
    private Gadgets() {}

    /** {@code max(u, v) = relu(u - v) + relu(v)} where {@code v >= 0}: two neurons. */
    public static Signal maximum(LayeredCircuit circuit, Signal u, Signal v) {
        return circuit.relu(u.minus(v)).plus(circuit.relu(v));
    }

    /** {@code max(u, v) = relu(u - v) + relu(v) - relu(-v)} everywhere: three neurons. */
    public static Signal maximumOfAny(LayeredCircuit circuit, Signal u, Signal v) {
        return maximum(circuit, u, v).minus(circuit.relu(v.times(-1)));
    }

    /** {@code min(u, v) = relu(u) - relu(u - v)} where {@code u >= 0}: two neurons. */
    public static Signal minimum(LayeredCircuit circuit, Signal u, Signal v) {
        return circuit.relu(u).minus(circuit.relu(u.minus(v)));
    }

    /** {@code |u| = relu(u) + relu(-u)}: two neurons. */
    public static Signal absolute(LayeredCircuit circuit, Signal u) {
        return circuit.relu(u).plus(circuit.relu(u.times(-1)));
    }

    /** {@code min(max(u, 0), 1) = relu(u) - relu(u - 1)}: two neurons. */
    public static Signal clip(LayeredCircuit circuit, Signal u) {
        return circuit.relu(u).minus(circuit.relu(u.plus(-1)));
    }

    /** Which of two numbers a tree keeps. */
    public enum Extreme {
        MAXIMUM,
        MINIMUM
    }

    /**
     * The extreme of each group of non-negative signals, by binary trees that share their layers; where a group has fewer levels
     * than the deepest, its signals pass through neurons. Closes a layer a level.
     *
     * @param groups none empty; all signals of the open layer and non-negative
     * @return one signal a group
     */
    public static List<Signal> extremes(LayeredCircuit circuit, Extreme extreme, List<List<Signal>> groups) {
        List<List<Signal>> level = groups;
        while (level.stream().anyMatch(group -> group.size() > 1)) {
            List<List<Signal>> next = new ArrayList<>();
            for (List<Signal> group : level) {
                next.add(halve(circuit, extreme, group));
            }
            circuit.closeLayer();
            level = next;
        }
        return level.stream().map(List::getFirst).toList();
    }

    /** Pairs of neighbours become one signal; a last one without a partner passes through. */
    private static List<Signal> halve(LayeredCircuit circuit, Extreme extreme, List<Signal> group) {
        List<Signal> result = new ArrayList<>();
        for (int k = 0; k + 1 < group.size(); k += 2) {
            Signal first = group.get(k);
            Signal second = group.get(k + 1);
            boolean ordered = first.units().size() >= second.units().size();
            Signal larger = ordered ? first : second;
            Signal smaller = ordered ? second : first;
            // The signal that is written twice is the one of fewer terms.
            result.add(
                    switch (extreme) {
                        case MAXIMUM -> maximum(circuit, larger, smaller);
                        case MINIMUM -> minimum(circuit, smaller, larger);
                    });
        }
        if (group.size() % 2 == 1) {
            result.add(circuit.relu(group.getLast()));
        }
        return result;
    }
}
