package io.github.relucert.search;

import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.ExactRepair;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Best-first branch and bound over one ball or box. Nodes are expanded in batches of fixed size and merged in order: the tree is a
 * function of question, incumbent and radius, whatever the number of threads, as long as no limit stops it.
 */
final class TreeSearch implements AutoCloseable {
    private static final int BATCH = 8;

    /** Values this close below the incumbent count as the incumbent: room for the checker's rounding. */
    private static final double ROOM = 3e-10;

    /** How much farther than asked for the parts of a node should be refuted whose refutation was rejected. */
    private static final double REOPENED_ROOM = 1e-6;

    private final Question question;
    private final WorkerPool<NodeExpander> pool;
    private final ProofTree tree = new ProofTree();
    private final ExactRepair repair;
    private final Goal goalKind;
    private final Stopwatch watch;
    private final PriorityQueue<NodeState> frontier = new PriorityQueue<>(
            Comparator.<NodeState>comparingDouble(n -> n.value).thenComparingInt(n -> n.id));
    private final long memoryLimit;
    private final RefutedStates refuted;
    private final ProgramGate programs = new ProgramGate();
    private final List<double[]> found = new ArrayList<>();
    private Optional<Witness> incumbent;
    private double radius;
    private int rootChildren;
    private boolean finished;

    /** What ends a search. */
    enum Goal {
        /** The least distance, up to {@link #ROOM}. */
        LEAST,
        /** Whether anything lies in the closed ball; a witness in it ends the search. */
        WITHIN,
        /** Whether anything lies in the box; a witness ends the search. */
        ANYWHERE
    }

    /**
     * @param radius of the ball that bounds are computed over: at least the incumbent's distance, or the radius asked for
     * @param expanders makes a worker's expander
     * @param watch told of checks
     */
    TreeSearch(
            Question question,
            Goal goalKind,
            Optional<Witness> incumbent,
            double radius,
            int threads,
            Function<Question, NodeExpander> expanders,
            Stopwatch watch) {
        this.question = question;
        this.watch = watch;
        this.goalKind = goalKind;
        this.incumbent = incumbent;
        this.radius = radius;
        this.pool = new WorkerPool<>(threads, () -> expanders.apply(question));
        this.repair = new ExactRepair(new AttackTarget(question.problem(), question.network()));
        this.memoryLimit = Runtime.getRuntime().maxMemory() / 3;
        this.refuted = new RefutedStates(memoryLimit / 4 / stateBytes());
    }

    /** The value from which on a node is of no interest. */
    private double goal() {
        return switch (goalKind) {
            case LEAST -> radius * (1 - ROOM);
            case WITHIN -> radius * (1 + ROOM / 8);
            case ANYWHERE -> 1 + ROOM;
        };
    }

    /** Searches until the tree is closed, a witness decides, or something stops it. */
    Optional<Stop> run(StopSignal stop) {
        List<NodeState> open = root();
        frontier.addAll(open);
        while (!frontier.isEmpty() && !finished) {
            Optional<Stop> reason = reason(stop);
            if (reason.isPresent()) {
                return reason;
            }
            expandBatch(goal(), radius);
        }
        return Optional.empty();
    }

    private Optional<Stop> reason(StopSignal stop) {
        boolean isFull = (long) frontier.size() * stateBytes() > memoryLimit;
        return isFull ? Optional.of(Stop.MEMORY) : stop.reason();
    }

    private long stateBytes() {
        long neurons = 0;
        for (int relu = 0; relu < question.network().reluLayers(); relu++) {
            neurons += question.network().reluSize(relu);
        }
        return 24 * neurons + 8L * question.network().inputSize() + 2_000;
    }

    private List<NodeState> root() {
        int layers = question.network().reluLayers();
        double[][] lower = new double[layers][];
        double[][] upper = new double[layers][];
        double[][] below = new double[layers][];
        double[][] above = new double[layers][];
        for (int relu = 0; relu < layers; relu++) {
            int size = question.network().reluSize(relu);
            lower[relu] = new double[size];
            upper[relu] = new double[size];
            Arrays.fill(lower[relu], Double.NEGATIVE_INFINITY);
            Arrays.fill(upper[relu], Double.POSITIVE_INFINITY);
            below[relu] = new double[size];
            above[relu] = new double[size];
            Arrays.fill(above[relu], 1);
        }
        NodeState root = new NodeState(question.lower(), question.upper(), lower, upper, below, above);
        root.id = tree.add(1);
        NodeExpander.Visited bounded = pool.first().root(root, radius);
        if (bounded.kind() == ProofTree.Kind.CLOSED) {
            tree.set(root.id, ProofTree.Kind.CLOSED, Double.POSITIVE_INFINITY, bounded.lines());
            return List.of();
        }
        return disjuncts(root, bounded.lines());
    }

    /** One child a disjunct. */
    private List<NodeState> disjuncts(NodeState root, String lines) {
        List<Integer> all =
                IntStream.range(0, question.objectives().size()).boxed().toList();
        double goal = goal();
        List<NodeExpander.Visited> looks = pool.map(all, (worker, j) -> worker.disjunct(root, j, radius, goal));
        if (looks.isEmpty()) {
            tree.set(root.id, ProofTree.Kind.LEAF, Double.POSITIVE_INFINITY, lines);
            return List.of();
        }
        rootChildren = looks.size();
        int first = tree.add(rootChildren);
        tree.set(root.id, ProofTree.Kind.INNER, Double.POSITIVE_INFINITY, lines + "d\n");
        tree.adopt(root.id, first);
        List<NodeState> open = adopt(first, looks);
        offerFound();
        return open;
    }

    /** Gives visited nodes their places in the tree and returns those that stay open. */
    private List<NodeState> adopt(int first, List<NodeExpander.Visited> visited) {
        List<NodeState> open = new ArrayList<>();
        for (int k = 0; k < visited.size(); k++) {
            NodeExpander.Visited node = visited.get(k);
            node.state().id = first + k;
            tree.set(first + k, node.kind(), node.state().value, node.lines());
            found.addAll(node.unsafe());
            programs.count(node.state().program);
            if (node.kind() == ProofTree.Kind.OPEN) {
                open.add(node.state());
            } else {
                refuted.keep(node.state());
            }
        }
        return open;
    }

    private void offer(double[] point) {
        if (finished || (goalKind != Goal.ANYWHERE && distance(point) > goal())) {
            return;
        }
        // Solvers of cells have tolerances of their own; the point itself may be nearer than what they make of it.
        Stream.of(repair.repair(point), repair.stretched(point))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Witness::distance))
                .ifPresent(this::take);
    }

    /** Takes a witness for the incumbent if it is nearer. */
    void take(Witness witness) {
        if (incumbent.isEmpty() || witness.distance().compareTo(incumbent.get().distance()) < 0) {
            incumbent = Optional.of(witness);
            switch (goalKind) {
                case LEAST -> radius = Math.min(radius, witness.distance().ceiling());
                case WITHIN -> finished = witness.distance().floor() <= radius;
                case ANYWHERE -> finished = true;
            }
        }
    }

    private double distance(double[] point) {
        double total = 0;
        for (int k = 0; k < point.length; k++) {
            double step = Math.abs(point[k] - question.centre()[k]);
            total = switch (question.norm()) {
                case LINF -> Math.max(total, step);
                case L2 -> Math.hypot(total, step);
                case L1 -> total + step;
            };
        }
        return total;
    }

    private void expandBatch(double goal, double ball) {
        List<NodeState> batch = new ArrayList<>();
        while (batch.size() < BATCH && !frontier.isEmpty()) {
            NodeState node = frontier.remove();
            if (node.value >= goal) {
                tree.change(node.id, ProofTree.Kind.LEAF);
                refuted.keep(node);
            } else {
                batch.add(node);
            }
        }
        int programsUpTo = programs.mostUnstable();
        List<NodeExpander.Expansion> expansions =
                pool.map(batch, (worker, node) -> worker.expand(node, ball, goal, programsUpTo));
        for (int k = 0; k < batch.size(); k++) {
            merge(batch.get(k), expansions.get(k));
        }
        offerFound();
    }

    /** Offers the points of a round, the nearest first: making a point exact is dear, and a nearer witness makes those behind it needless. */
    private void offerFound() {
        found.sort(Comparator.comparingDouble(this::distance));
        found.forEach(this::offer);
        found.clear();
    }

    private void merge(NodeState node, NodeExpander.Expansion expansion) {
        switch (expansion.kind()) {
            case INNER -> {
                int first = tree.add(expansion.children().size());
                tree.expand(node.id, expansion.lines(), first);
                frontier.addAll(adopt(first, expansion.children()));
            }
            case CLOSED -> {
                tree.append(node.id, ProofTree.Kind.CLOSED, expansion.lines());
                refuted.keep(expansion.children().getFirst().state());
            }
            case LEAF, EXACT_LEAF, OPEN, CRITICAL -> {
                NodeExpander.Visited self = expansion.children().getFirst();
                tree.append(node.id, ProofTree.Kind.LEAF, expansion.lines());
                tree.revalue(node.id, self.state().value);
                refuted.keep(self.state());
                found.addAll(self.unsafe());
            }
        }
    }

    /**
     * Splits nodes that count as refuted, until what is below them is refuted at a larger distance or by cells. For a search that has
     * closed its tree.
     *
     * @param rejected nodes whose refutations were rejected
     * @param distance at which they are to be refuted
     * @return whether there is something new to check: every node could be split, and nothing stopped it
     */
    boolean reopen(Collection<Integer> rejected, double distance, StopSignal stop) {
        return reopen(rejected, Math.min(distance, goal()) * (1 + REOPENED_ROOM), radius, stop);
    }

    /**
     * The same to a distance beyond the incumbent's. Bounds are computed over a ball larger still: next to the nearest unsafe point a node's half-space
     * would leave nothing of a smaller one, and rounding would decide.
     */
    boolean sharpen(Collection<Integer> rejected, StopSignal stop) {
        double distance = goalKind == Goal.ANYWHERE ? goal() : radius;
        return reopen(rejected, distance * (1 + REOPENED_ROOM), radius * (1 + 10 * REOPENED_ROOM), stop);
    }

    private boolean reopen(Collection<Integer> rejected, double goal, double ball, StopSignal stop) {
        if (!frontier.isEmpty() || !rejected.stream().allMatch(this::canSplit)) {
            return false;
        }
        for (int id : rejected) {
            tree.reopen(id);
            refuted.take(id).ifPresent(node -> {
                // The search's own estimate of the node was wrong; at a value of its own it would be taken for a leaf
                // again.
                node.value = Double.NEGATIVE_INFINITY;
                tree.revalue(id, node.value);
                frontier.add(node);
            });
        }
        while (!frontier.isEmpty() && !finished && reason(stop).isEmpty()) {
            expandBatch(goal, ball);
        }
        return frontier.isEmpty();
    }

    /** The state of a node that counts as refuted, as long as there is room for it. */
    Optional<NodeState> refuted(int node) {
        return refuted.find(node);
    }

    /** Whether a node counts as refuted and has something to split. */
    boolean canSplit(int node) {
        return refuted.canSplit(node) || tree.kind(node) == ProofTree.Kind.INNER;
    }

    /** Makes a refuted node one that its own further lines close. */
    void close(int node, String lines) {
        tree.append(node, ProofTree.Kind.CRITICAL, lines);
    }

    /** What the search is about. */
    Question question() {
        return question;
    }

    /** The nearest unsafe point known. */
    Optional<Witness> incumbent() {
        return incumbent;
    }

    /** Whether a witness has decided the question. */
    boolean isFinished() {
        return finished;
    }

    /** No unsafe point is nearer than this, in the search's own arithmetic; infinite when every leaf is empty. */
    double leastValue() {
        return Math.min(tree.leastValue(), goal());
    }

    /** The check of the tree, without what lies below nodes of at least the given value. */
    Certification certification(double limit, int threads, CheckingTime time) {
        return new Certification(question.problem(), tree, this::children, limit, threads, time, watch);
    }

    ProofTree tree() {
        return tree;
    }

    /** Children of an inner node. */
    int children(int node) {
        return node == 0 ? rootChildren : 2;
    }

    @Override
    public void close() {
        pool.close();
    }
}
