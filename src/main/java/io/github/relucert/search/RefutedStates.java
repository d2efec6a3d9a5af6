package io.github.relucert.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The states of nodes that count as refuted, for the day the checker sees it otherwise. Holds a bounded number, the first that come; of two
 * searches over the same tree both hold the same.
 */
final class RefutedStates {
    private final Map<Integer, NodeState> states = new HashMap<>();
    private final int room;

    RefutedStates(long room) {
        this.room = (int) Math.min(Integer.MAX_VALUE, room);
    }

    /** Keeps a state if there is room for it. */
    void keep(NodeState node) {
        if (states.size() < room) {
            states.put(node.id, node);
        }
    }

    /** The state of a node, if it is kept. */
    Optional<NodeState> find(int id) {
        return Optional.ofNullable(states.get(id));
    }

    /** Whether a node is kept that has something to split. */
    boolean canSplit(int id) {
        return find(id).filter(node -> node.unstableCount() > 0).isPresent();
    }

    /** Hands out a state, which is not kept any longer. */
    Optional<NodeState> take(int id) {
        return Optional.ofNullable(states.remove(id));
    }
}
