package io.github.relucert.export;

import io.github.relucert.certificate.ProofReader;
import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.exact.Rational;
import io.github.relucert.export.Atom.Relation;
import io.github.relucert.export.Fact.Choice;
import io.github.relucert.export.Node.Split;
import io.github.relucert.export.ProofText.Clause;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the tree of a certificate once and writes what it does as steps of another proof. */
final class Replay {
    private final Query query;
    private final Network network;
    private final ProofReader proof;
    private final ProofText text;
    private final NodeFacts facts;
    private final int disjuncts;
    private final Deque<Branching> waiting = new ArrayDeque<>();

    /** A split that waits for the clauses of its children. */
    private record Branching(Node node, List<Node> children, List<Clause> clauses, Join join) {}

    /** How the clauses of the children become one. */
    private sealed interface Join {}

    private record NeuronJoin(Choice choice) implements Join {}

    private record InputJoin(Atom first, Atom second) implements Join {}

    private record DisjunctJoin(List<Integer> disjuncts) implements Join {}

    Replay(Query query, ProofReader proof, ProofText text) {
        this.query = query;
        this.network = query.problem().network();
        this.proof = proof;
        this.text = text;
        this.facts = new NodeFacts(query);
        this.disjuncts = query.problem().unsafe().disjuncts().size();
    }

    /**
     * Writes the whole proof.
     *
     * @throws io.github.relucert.exact.InputException when a step does not prove what it should, naming the line
     */
    void run() throws IOException {
        int[] sizes = network.reluLayers().stream()
                .mapToInt(layer -> network.layers().get(layer).outputSize())
                .toArray();
        Node root = new Node(query, sizes, disjuncts);
        if (disjuncts == 1) {
            facts.meet(root, 0);
        }
        Clause closed = read(root);
        while (!waiting.isEmpty()) {
            Branching branching = waiting.peek();
            branching.clauses().add(closed);
            int done = branching.clauses().size();
            if (done < branching.children().size()) {
                closed = read(branching.children().get(done));
            } else {
                waiting.pop();
                closed = joined(branching);
            }
        }
        require(proof.next().isEmpty(), "the proof is complete, but the file goes on");
        require(closed.splits().isEmpty(), "the proof leaves " + closed.splits() + " open");
        text.end(closed);
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            throw proof.violation(otherwise);
        }
    }

    /** Reads a node and its first descendants, down to the first one that is closed; returns its clause. */
    private Clause read(Node start) throws IOException {
        Node node = start;
        while (true) {
            ProofRecord next = proof.next().orElseThrow(() -> proof.violation("the proof ends too early"));
            switch (next) {
                case ProofRecord.Slopes change -> slopes(node, change);
                case ProofRecord.SplitWeights(var weights) -> {
                    require(weights.isEmpty() || weights.lastKey() < node.path.size(), "a split deeper than the path");
                    node.splitWeights.putAll(weights);
                }
                case ProofRecord.ConditionWeights(int disjunct, var weights) -> {
                    require(
                            disjunct < disjuncts
                                    && weights.size()
                                            == query.conditions(disjunct).size(),
                            "weights that fit no disjunct");
                    node.conditionWeights.put(disjunct, weights);
                }
                case ProofRecord.HalfSpaceWeights(var weights) -> {
                    requireHalfSpaces(node, weights.isEmpty() ? -1 : weights.lastKey());
                    node.halfSpaceWeights = weights;
                }
                case ProofRecord.Multiplier(var nu) -> node.nu = nu;
                case ProofRecord.Bounds block -> {
                    requireHalfSpaces(
                            node,
                            block.halfSpaces().isEmpty()
                                    ? -1
                                    : block.halfSpaces().lastKey());
                    facts.bounds(node, block);
                }
                case ProofRecord.HalfSpace(OptionalInt disjunct) -> {
                    require(
                            disjunct.isEmpty() || (node.open.cardinality() == 1 && node.open.get(disjunct.getAsInt())),
                            "a condition holds at a node only if no other disjunct is open there");
                    node.halfSpaces.add(facts.halfSpace(node, disjunct));
                }
                case ProofRecord.Refutation(OptionalInt disjunct, var _) -> {
                    if (disjunct.isEmpty()) {
                        return close(node);
                    }
                    int j = disjunct.getAsInt();
                    require(node.open.get(j), "disjunct " + j + " is not open here");
                    node.refuted.put(j, refuted(node, j));
                    node.open.clear(j);
                }
                case ProofRecord.Crossing(Neuron neuron) -> {
                    Refutation crossing = facts.crossing(node, neuron)
                            .orElseThrow(() -> proof.violation("the bounds of " + neuron + " do not cross"));
                    Clause clause = text.refuted(crossing);
                    for (int j : node.open.stream().toArray()) {
                        node.refuted.put(j, clause);
                    }
                    return discharged(node);
                }
                case ProofRecord.NeuronSplit(Neuron neuron) -> node = split(node, neuron);
                case ProofRecord.InputSplit(int coordinate, var at) -> node = split(node, coordinate, at.toRational());
                case ProofRecord.DisjunctSplit() -> node = split(node);
            }
        }
    }

    private void requireHalfSpaces(Node node, int last) {
        require(last < node.halfSpaces.size(), "no such half-space is in scope");
    }

    private static void slopes(Node node, ProofRecord.Slopes change) {
        int relu = change.relu();
        if (change.lower().length > 0) {
            node.alpha[relu] = replaced(node.alpha[relu], change.neurons(), change.lower());
        }
        if (change.upper().length > 0) {
            node.slope[relu] = replaced(node.slope[relu], change.neurons(), change.upper());
        }
    }

    private static double[] replaced(double[] slopes, int[] neurons, double[] values) {
        double[] changed = slopes.clone();
        for (int n = 0; n < neurons.length; n++) {
            changed[neurons[n]] = values[n];
        }
        return changed;
    }

    private Clause refuted(Node node, int disjunct) throws IOException {
        Refutation refutation = facts.refutation(node, disjunct)
                .orElseThrow(() -> proof.violation("does not refute disjunct " + disjunct + " in the arithmetic of "
                        + query.format().id()));
        return text.refuted(refutation);
    }

    private Clause close(Node node) throws IOException {
        for (int j : node.open.stream().toArray()) {
            node.refuted.put(j, refuted(node, j));
        }
        return discharged(node);
    }

    /** The clause of a node all of whose disjuncts are refuted: one that needs no disjunct, or all resolved. */
    private Clause discharged(Node node) throws IOException {
        for (Clause clause : node.refuted.values()) {
            if (clause.splits().stream().noneMatch(this::isDisjunct)) {
                return clause;
            }
        }
        return node.assumed.isPresent()
                ? Objects.requireNonNull(node.refuted.get(node.assumed.getAsInt()))
                : resolved(node.refuted);
    }

    private boolean isDisjunct(Atom atom) {
        return query.unsafe().map(choice -> choice.atoms().contains(atom)).orElse(false);
    }

    private Clause resolved(Map<Integer, Clause> refuted) throws IOException {
        Map<Atom, Clause> clauses = new HashMap<>();
        for (int j = 0; j < disjuncts; j++) {
            Clause clause = refuted.get(j);
            require(clause != null, "disjunct " + j + " is not refuted");
            clauses.put(query.literal(j).orElseThrow(), clause);
        }
        return text.chosen(query.unsafe().orElseThrow(), clauses);
    }

    private Node enter(Node node, List<Node> children, Join join) {
        waiting.push(new Branching(node, children, new ArrayList<>(), join));
        return children.getFirst();
    }

    private Node split(Node node, Neuron neuron) {
        require(!node.sides.containsKey(neuron), neuron + " is split twice on a path");
        Choice choice = query.phases(neuron.relu(), neuron.index());
        List<Node> children = List.of(node.child(), node.child());
        for (int side = 0; side < 2; side++) {
            Split split = new Split(neuron, Fact.assumed(choice.atoms().get(side)), side == 1);
            children.get(side).sides.put(neuron, split);
            children.get(side).path.add(split);
        }
        return enter(node, children, new NeuronJoin(choice));
    }

    private Node split(Node node, int k, Rational at) {
        Polynomial x = query.variable(0, k);
        Polynomial limit = Polynomial.constant(at);
        Atom first = query.atom("left", Relation.AT_MOST, x, limit);
        Atom second = query.below("right", limit, x);
        List<Node> children = List.of(node.child(), node.child());
        boolean within = NodeFacts.narrow(children.getFirst(), k, 1, Side.of(at, Fact.assumed(first)))
                && NodeFacts.narrow(children.getLast(), k, -1, Side.of(at, Fact.assumed(second)));
        require(within, "an input is split outside the node's box");
        return enter(node, children, new InputJoin(first, second));
    }

    private Node split(Node node) {
        require(!node.open.isEmpty(), "no disjunct is open");
        List<Integer> open = node.open.stream().boxed().toList();
        List<Node> children = new ArrayList<>();
        for (int j : open) {
            Node child = node.child();
            child.open.clear();
            child.open.set(j);
            child.assumed = OptionalInt.of(j);
            facts.meet(child, j);
            children.add(child);
        }
        return enter(node, children, new DisjunctJoin(open));
    }

    private Clause joined(Branching branching) throws IOException {
        List<Clause> clauses = branching.clauses();
        return switch (branching.join()) {
            case NeuronJoin(Choice choice) -> {
                Optional<Clause> alone = alone(choice.atoms(), clauses);
                yield alone.isPresent()
                        ? alone.get()
                        : text.chosen(
                                choice,
                                Map.of(
                                        choice.atoms().getFirst(),
                                        clauses.getFirst(),
                                        choice.atoms().getLast(),
                                        clauses.getLast()));
            }
            case InputJoin(Atom first, Atom second) -> {
                Optional<Clause> alone = alone(List.of(first, second), clauses);
                yield alone.isPresent()
                        ? alone.get()
                        : text.ordered(first, clauses.getFirst(), second, clauses.getLast());
            }
            case DisjunctJoin(List<Integer> open) -> {
                Map<Integer, Clause> refuted = new HashMap<>(branching.node().refuted);
                for (int c = 0; c < clauses.size(); c++) {
                    refuted.put(open.get(c), clauses.get(c));
                }
                branching.node().refuted.putAll(refuted);
                yield discharged(branching.node());
            }
        };
    }

    /** A child's clause that does not rest on the split closes the node by itself. */
    private static Optional<Clause> alone(List<Atom> sides, List<Clause> clauses) {
        for (int c = 0; c < clauses.size(); c++) {
            if (!clauses.get(c).splits().contains(sides.get(c))) {
                return Optional.of(clauses.get(c));
            }
        }
        return Optional.empty();
    }
}
