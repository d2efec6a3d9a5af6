package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A node of the tree while its lines are read. What its fields hold is shared with other nodes and never changed in place; a child
 * starts as a copy.
 */
final class Node implements Cloneable {
    int depth;
    long held;
    Optional<Path> path = Optional.empty();
    Region region;
    BitSet open;
    Slopes slopes;
    CompletableFuture<Facts> facts;
    int halfSpaces;
    SortedMap<Integer, Dyadic> splitWeights = new TreeMap<>();
    SortedMap<Integer, Dyadic> halfSpaceWeights = new TreeMap<>();
    SortedMap<Integer, List<Dyadic>> conditionWeights = new TreeMap<>();
    Dyadic nu = Dyadic.ZERO;

    Node(Region region, BitSet open, Slopes slopes, Facts facts) {
        this.region = region;
        this.open = open;
        this.slopes = slopes;
        this.facts = CompletableFuture.completedFuture(facts);
    }

    /** A child that differs from this node only in its depth. */
    Node child() {
        try {
            Node child = (Node) clone();
            child.depth++;
            return child;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
