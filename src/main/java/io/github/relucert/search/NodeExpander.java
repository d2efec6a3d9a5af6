package io.github.relucert.search;

import java.util.List;

/**
 * What a tree is grown by: functions of the node, the ball and the goal alone, so that results do not depend on which worker is asked.
 * Nothing that an expander says is believed: the checker recomputes it from the lines.
 */
interface NodeExpander {
    /**
     * A node with its lines.
     *
     * @param kind open, leaf or closed
     * @param state what is known at its end
     * @param lines in the proof
     * @param unsafe points that look unsafe and nearer than the incumbent
     */
    record Visited(ProofTree.Kind kind, NodeState state, String lines, List<double[]> unsafe) {}

    /**
     * An expanded node.
     *
     * @param kind inner with two children; closed, whose only entry among the children is then the node itself as it was before; or a leaf, with
     *     the node as it is now
     * @param lines what is added to the node's own
     * @param children see {@code kind}
     */
    record Expansion(ProofTree.Kind kind, String lines, List<Visited> children) {}

    /** Bounds the root over the whole ball; no disjunct is looked at. */
    Visited root(NodeState root, double radius);

    /** The first look at one disjunct, with the root's bounds. */
    Visited disjunct(NodeState root, int disjunct, double radius, double goal);

    /**
     * Splits a node and bounds its children.
     *
     * @param programsUpTo children with more unstable neurons are bounded without a linear program
     */
    Expansion expand(NodeState node, double radius, double goal, int programsUpTo);
}
