package io.github.relucert.cells;

import io.github.relucert.network.Phase;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Open nodes: the last one first until an unsafe point is known, then the nearest one, of equals the deepest. */
final class Frontier {
    private final ArrayDeque<Node> stack = new ArrayDeque<>();
    private final PriorityQueue<Node> queue = new PriorityQueue<>(Comparator.comparingDouble(Node::guess)
            .thenComparingInt(node -> -node.depth())
            .thenComparingLong(node -> -node.number()));
    private long added;

    /** An inequality and the number of the requirement that it stems from. */
    record Tangent(Row row, int requirement) {}

    /**
     * A node.
     *
     * @param phases by place in the {@link NeuronOrder}
     * @param phaseRows inequalities of the decided neurons that read an affine function of the input
     * @param tangents further inequalities that hold for the node's unsafe points within the best radius
     * @param guess its distance in double
     */
    record Node(Phase[] phases, List<Row> phaseRows, List<Tangent> tangents, double guess, int depth, long number) {}

    void add(Phase[] phases, List<Row> phaseRows, List<Tangent> tangents, double guess, int depth) {
        stack.push(new Node(phases, phaseRows, tangents, guess, depth, added++));
    }

    boolean isEmpty() {
        return stack.isEmpty() && queue.isEmpty();
    }

    /** Takes the last node added. */
    Node last() {
        return stack.isEmpty() ? queue.remove() : stack.pop();
    }

    /** Takes the node with the least guess. */
    Node nearest() {
        queue.addAll(stack);
        stack.clear();
        return queue.remove();
    }
}
