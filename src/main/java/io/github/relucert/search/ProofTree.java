package io.github.relucert.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The skeleton of a search tree, 32 bytes a node, with the nodes' lines in a {@link Spool}. Children of a node have consecutive
 * numbers. Written from one thread.
 */
final class ProofTree implements AutoCloseable {
    /** How a node's lines end. */
    enum Kind {
        /** Not expanded; counts as a leaf with the value that it has. */
        OPEN,
        /** Refuted by the numbers in force. */
        LEAF,
        /** The same, to be decided in exact arithmetic. */
        EXACT_LEAF,
        /** Its own lines end it: bounds cross. */
        CLOSED,
        /** Its own lines end it: a subtree of cells whose refutations leave no slack. */
        CRITICAL,
        /** Its own lines end in a split; children follow. */
        INNER
    }

    private final Spool spool = new Spool();
    private Kind[] kind = new Kind[16];
    private int[] firstChild = new int[16];
    private int[] length = new int[16];
    private int[] ownLength = new int[16];
    private long[] offset = new long[16];
    private double[] value = new double[16];
    private int nodes;

    /** Adds nodes with consecutive numbers and returns the first. */
    int add(int count) {
        int first = nodes;
        nodes += count;
        if (nodes > kind.length) {
            int room = Math.max(nodes, 2 * kind.length);
            kind = Arrays.copyOf(kind, room);
            firstChild = Arrays.copyOf(firstChild, room);
            length = Arrays.copyOf(length, room);
            ownLength = Arrays.copyOf(ownLength, room);
            offset = Arrays.copyOf(offset, room);
            value = Arrays.copyOf(value, room);
        }
        return first;
    }

    int size() {
        return nodes;
    }

    /** Sets what a node is and its lines without a leaf's last one. */
    void set(int node, Kind is, double bound, String lines) {
        kind[node] = is;
        value[node] = bound;
        offset[node] = spool.append(lines);
        length[node] = lines.length();
        ownLength[node] = 0;
    }

    /** Makes a node an inner one with the children given, adding lines to its own. */
    void expand(int node, String lines, int children) {
        String all = spool.read(offset[node], length[node]) + lines;
        int own = length[node];
        set(node, Kind.INNER, value[node], all);
        ownLength[node] = own;
        adopt(node, children);
    }

    /**
     * Whether an inner node's own numbers refute it at a lower end below the limit: then it is written as a leaf, and what is below it is left out. Happens
     * where the search began with an incumbent that was too far.
     */
    private boolean isCut(int node, double limit) {
        return kind[node] == Kind.INNER && ownLength[node] > 0 && value[node] >= limit;
    }

    /** Says where an inner node's children begin. */
    void adopt(int node, int children) {
        firstChild[node] = children;
    }

    /** Changes how a node ends. */
    void change(int node, Kind is) {
        kind[node] = is;
    }

    /** Changes a node's value. */
    void revalue(int node, double bound) {
        value[node] = bound;
    }

    /** Puts leaves whose value is below a limit to exact arithmetic. */
    void decideExactly(double limit) {
        for (int node : leavesBelow(limit)) {
            if (kind[node] != Kind.CRITICAL) {
                kind[node] = Kind.EXACT_LEAF;
            }
        }
    }

    Kind kind(int node) {
        return kind[node];
    }

    double value(int node) {
        return value[node];
    }

    /** Adds lines to a node's own and changes how it ends. */
    void append(int node, Kind is, String lines) {
        int own = length[node];
        set(node, is, value[node], spool.read(offset[node], own) + lines);
        ownLength[node] = own;
    }

    /**
     * Makes a node whose refutation was rejected one that waits to be expanded, without the lines that closed it. An inner node is one that was written
     * as a leaf; from now on it is not.
     */
    void reopen(int node) {
        switch (kind[node]) {
            case OPEN, LEAF, EXACT_LEAF -> kind[node] = Kind.OPEN;
            case CLOSED, CRITICAL -> set(node, Kind.OPEN, value[node], spool.read(offset[node], ownLength[node]));
            case INNER -> value[node] = Double.NEGATIVE_INFINITY;
        }
    }

    /** Makes a node that was closed as critical the leaf again that it was. */
    void restore(int node) {
        if (kind[node] == Kind.CRITICAL) {
            set(node, Kind.LEAF, value[node], spool.read(offset[node], ownLength[node]));
        }
    }

    /** The leaves, open ones included, whose value is below a limit. */
    List<Integer> leavesBelow(double limit) {
        return IntStream.range(0, nodes)
                .filter(node -> isLeaf(node) && value[node] < limit)
                .boxed()
                .toList();
    }

    /** The least value of all leaves, open ones included. */
    double leastValue() {
        double least = Double.POSITIVE_INFINITY;
        for (int node = 0; node < nodes; node++) {
            least = isLeaf(node) ? Math.min(least, value[node]) : least;
        }
        return least;
    }

    private boolean isLeaf(int node) {
        return switch (kind(node)) {
            case OPEN, LEAF, EXACT_LEAF, CRITICAL -> true;
            case CLOSED, INNER -> false;
        };
    }

    /**
     * Writes the body in preorder.
     *
     * @param childCounts children of the inner nodes that have not two
     * @param limit inner nodes with at least this value are written as leaves
     * @param reach halves of boxes beyond it are left out
     * @param refutations told the node of every refutation in order, however many of them a node's own lines hold
     */
    void write(Appendable out, Children childCounts, double limit, Reach reach, IntConsumer refutations)
            throws IOException {
        Deque<Integer> waiting = new ArrayDeque<>();
        waiting.push(0);
        while (!waiting.isEmpty()) {
            int node = waiting.pop();
            boolean cut = isCut(node, limit);
            String lines = spool.read(offset[node], cut ? ownLength[node] : length[node]);
            int last = lines.lastIndexOf('\n', lines.length() - 2) + 1;
            Reach.Held held = !cut && kind[node] == Kind.INNER ? reach.held(lines.substring(last)) : Reach.Held.ALL;
            out.append(held == Reach.Held.ALL ? lines : lines.substring(0, last));
            for (int at = 0; at >= 0 && at < lines.length(); at = next(lines, at)) {
                char word = lines.charAt(at);
                if (word == 'x' || word == 'c' || word == 'l') {
                    refutations.accept(node);
                }
            }
            switch (cut ? Kind.LEAF : kind(node)) {
                case OPEN, LEAF -> {
                    out.append("l\n");
                    refutations.accept(node);
                }
                case EXACT_LEAF -> {
                    out.append("l!\n");
                    refutations.accept(node);
                }
                case CLOSED, CRITICAL -> {}
                case INNER -> {
                    switch (held) {
                        case ALL -> {
                            for (int k = childCounts.of(node) - 1; k >= 0; k--) {
                                waiting.push(firstChild[node] + k);
                            }
                        }
                        case FIRST -> waiting.push(firstChild[node]);
                        case SECOND -> waiting.push(firstChild[node] + 1);
                    }
                }
            }
        }
    }

    private static int next(String lines, int at) {
        int end = lines.indexOf('\n', at);
        return end < 0 ? -1 : end + 1;
    }

    /** How many children an inner node has. */
    interface Children {
        int of(int node);
    }

    @Override
    public void close() {
        spool.close();
    }
}
