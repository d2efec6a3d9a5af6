package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Future;

/**
 * A node of the tree while its lines are read. Maps and arrays are shared with other nodes and never changed in place; a child
 * starts as a copy.
 */
final class Node {
    int depth;
    long held;
    Optional<Path> path = Optional.empty();
    Region region;
    BitSet open;
    Slopes slopes;
    Future<Facts> facts;
    int halfSpaces;
    SortedMap<Integer, Dyadic> splitWeights = new TreeMap<>();
    SortedMap<Integer, Dyadic> halfSpaceWeights = new TreeMap<>();
    SortedMap<Integer, List<Dyadic>> conditionWeights = new TreeMap<>();
    Dyadic nu = Dyadic.ZERO;

    Node(Region region, BitSet open, Slopes slopes, Future<Facts> facts) {
        this.region = region;
        this.open = open;
        this.slopes = slopes;
        this.facts = facts;
    }

    private Node(Node parent) {
        this(parent.region, parent.open, parent.slopes, parent.facts);
        this.depth = parent.depth + 1;
        this.held = parent.held;
        this.path = parent.path;
        this.halfSpaces = parent.halfSpaces;
        this.splitWeights = parent.splitWeights;
        this.halfSpaceWeights = parent.halfSpaceWeights;
        this.conditionWeights = parent.conditionWeights;
        this.nu = parent.nu;
    }

    /** A child that differs from this node in nothing yet. */
    Node child() {
        return new Node(this);
    }
}
