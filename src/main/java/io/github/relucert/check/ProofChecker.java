package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.certificate.ProofRecord.Method;
import io.github.relucert.certificate.ProofRecord.Precision;
import io.github.relucert.check.Combination.Term;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Checks proof bodies against a problem and an assertion. The rules are those of {@code certificates/FORMAT.md}; every bound is
 * recomputed from the network. Reads the proof once, holds one path of the tree.
 */
public final class ProofChecker {
    /** Most splits on a path. */
    public static final int MAX_DEPTH = 10_000;

    /** Most half-spaces in scope. */
    public static final int MAX_HALF_SPACES = 1_000;

    /** Most half-spaces that a row may weigh. */
    public static final int MAX_WEIGHED_HALF_SPACES = 32;

    /** Most numbers that the nodes of a path may hold together. */
    public static final long MAX_HELD = 1L << 26;

    private static final long NUMBERS_A_WEIGHT = 5;

    /** When to stop reading. */
    public enum Extent {
        FIRST_REJECTION,
        ALL_REJECTIONS
    }

    private final Problem problem;
    private final Network network;
    private final List<List<Condition>> disjuncts;
    private final Ball ball;
    private final Region root;

    /**
     * @throws IllegalArgumentException when the centre is not made of doubles
     * @throws ArithmeticException when the numbers of the problem have no common denominator of bounded size
     */
    public ProofChecker(Problem problem, Assertion assertion) {
        this.problem = problem;
        network = problem.network();
        ball = Ball.of(assertion);
        if (problem.centre().stream()
                .anyMatch(x -> !Rational.of(x.doubleFloor()).equals(x))) {
            throw new IllegalArgumentException("a coordinate of the centre is no double");
        }
        List<List<Condition>> unsafe = problem.unsafe().disjuncts();
        Region region = Region.root(problem, ball);
        root = unsafe.size() == 1 ? region.met(unsafe.getFirst(), problem.centre()) : region;
        disjuncts = unsafe.stream()
                .map(conditions -> conditions.stream().map(Condition::cleared).toList())
                .toList();
    }

    /**
     * Checks a proof.
     *
     * @param threads how many, at least one
     */
    public Report check(ProofReader proof, Arithmetic arithmetic, Extent extent, int threads) {
        int conditions = disjuncts.stream().mapToInt(List::size).max().orElse(0);
        int startTerms = conditions + network.reluLayers().size() + MAX_WEIGHED_HALF_SPACES;
        Setting setting = Setting.of(problem, ball, root, startTerms);
        // Doubles prove nothing where an input is unbounded: their prices are infinite.
        Arithmetic chosen = root.isBounded() ? arithmetic : Arithmetic.EXACT;
        try (Evaluator evaluator = new Evaluator(setting, chosen, threads)) {
            return new Reading(proof, extent, evaluator).run();
        }
    }

    /** The reading of one proof. The first of the nodes that wait is the one whose lines are read. */
    private final class Reading {
        private final ProofReader proof;
        private final Extent extent;
        private final Evaluator evaluator;
        private final Deque<Node> waiting = new ArrayDeque<>();
        private long refutations;

        Reading(ProofReader proof, Extent extent, Evaluator evaluator) {
            this.proof = proof;
            this.extent = extent;
            this.evaluator = evaluator;
        }

        Report run() {
            BitSet open = new BitSet();
            open.set(0, disjuncts.size());
            waiting.push(new Node(root, open, Slopes.initial(network), Facts.none(network)));
            try {
                readTree();
            } catch (InputException violation) {
                evaluator.reject(new Rejection(proof.line(), -1, String.valueOf(violation.getMessage())));
            }
            return new Report(refutations, evaluator.finish());
        }

        private void readTree() {
            while (!waiting.isEmpty()) {
                if (extent == Extent.FIRST_REJECTION && evaluator.hasRejections()) {
                    return;
                }
                apply(waiting.element(), proof.next().orElseThrow(() -> proof.violation("the proof ends too early")));
            }
            require(proof.next().isEmpty(), "the proof is complete, but the file goes on");
        }

        private void require(boolean kept, String otherwise) {
            if (!kept) {
                throw proof.violation(otherwise);
            }
        }

        private void hold(Node node, long numbers) {
            node.held += numbers;
            require(node.held <= MAX_HELD, "the nodes above hold more than " + MAX_HELD + " numbers");
        }

        private void apply(Node node, ProofRecord next) {
            hold(node, 1 + proof.lineLength() / Long.BYTES);
            switch (next) {
                case ProofRecord.Slopes change -> {
                    hold(node, 2L * reluSize(change.relu()));
                    node.slopes = node.slopes.with(change);
                }
                case ProofRecord.SplitWeights(var weights) -> {
                    require(weights.isEmpty() || weights.lastKey() < splits(node), "a split deeper than the path");
                    node.splitWeights = new TreeMap<>(node.splitWeights);
                    node.splitWeights.putAll(weights);
                    hold(node, NUMBERS_A_WEIGHT * node.splitWeights.size());
                }
                case ProofRecord.ConditionWeights(int disjunct, var weights) -> {
                    require(disjunct < disjuncts.size(), "there is no disjunct " + disjunct);
                    require(weights.size() == disjuncts.get(disjunct).size(), "one weight a condition is needed");
                    node.conditionWeights = new TreeMap<>(node.conditionWeights);
                    node.conditionWeights.put(disjunct, weights);
                    hold(node, NUMBERS_A_WEIGHT * node.conditionWeights.size());
                }
                case ProofRecord.HalfSpaceWeights(var weights) -> {
                    requireHalfSpaces(node, weights);
                    node.halfSpaceWeights = weights;
                }
                case ProofRecord.Multiplier(Dyadic nu) -> node.nu = nu;
                case ProofRecord.Bounds block -> bounds(node, block);
                case ProofRecord.HalfSpace(OptionalInt disjunct) -> halfSpace(node, disjunct);
                case ProofRecord.Refutation(OptionalInt disjunct, Precision precision) ->
                    refute(node, disjunct, precision);
                case ProofRecord.Crossing(Neuron neuron) -> {
                    evaluator.requireCrossing(proof.line(), refutations++, node.facts, neuron);
                    waiting.pop();
                }
                case ProofRecord.NeuronSplit(Neuron neuron) -> splitNeuron(node, neuron);
                case ProofRecord.InputSplit(int coordinate, Dyadic at) -> splitInput(node, coordinate, at);
                case ProofRecord.DisjunctSplit() -> splitDisjuncts(node);
            }
        }

        private void requireHalfSpaces(Node node, SortedMap<Integer, ?> weights) {
            require(weights.isEmpty() || weights.lastKey() < node.halfSpaces, "no such half-space is in scope");
            require(weights.size() <= MAX_WEIGHED_HALF_SPACES, "more than " + MAX_WEIGHED_HALF_SPACES + " half-spaces");
        }

        private int splits(Node node) {
            return node.path.map(path -> path.depth() + 1).orElse(0);
        }

        private int reluSize(int relu) {
            return network.valueSize(network.reluLayers().get(relu) + 1);
        }

        private Term preActivation(Neuron neuron, Dyadic weight) {
            int layer = network.reluLayers().get(neuron.relu());
            return new Term(network.layers().get(layer).sources().getFirst(), neuron.index(), weight);
        }

        private void bounds(Node node, ProofRecord.Bounds block) {
            requireHalfSpaces(node, block.halfSpaces());
            hold(node, 2L * reluSize(block.relu()));
            Slopes slopes = block.method() == Method.INTERVAL ? node.slopes.flat(network) : node.slopes;
            List<Combination> forms = new ArrayList<>();
            for (int r = 0; r < block.rows().size(); r++) {
                int row = r;
                Neuron neuron = new Neuron(block.relu(), block.rows().get(r).neuron());
                Term start = preActivation(neuron, Dyadic.of(block.rows().get(r).sign()));
                SortedMap<Integer, Dyadic> halfSpaces = new TreeMap<>();
                block.halfSpaces().forEach((number, weights) -> halfSpaces.put(number, weights.get(row)));
                int given = block.multipliers().size();
                Dyadic nu = given == 0 ? node.nu : block.multipliers().get(given == 1 ? 0 : row);
                forms.add(new Combination(node.region, List.of(start), Dyadic.ZERO, false, halfSpaces, nu));
            }
            node.facts = evaluator.withBounds(node.facts, slopes, block.relu(), block.rows(), forms);
        }

        private void halfSpace(Node node, OptionalInt disjunct) {
            require(
                    disjunct.isEmpty() || (node.open.cardinality() == 1 && node.open.get(disjunct.getAsInt())),
                    "a condition holds at a node only if no other disjunct is open there");
            require(node.halfSpaces < MAX_HALF_SPACES, "more than " + MAX_HALF_SPACES + " half-spaces in scope");
            hold(node, 3L * network.inputSize());
            node.facts = evaluator.withHalfSpace(node.facts, node.slopes, combination(node, disjunct));
            node.halfSpaces++;
        }

        /** Conditions of a disjunct and splits with the weights in force, half-spaces too. */
        private Combination combination(Node node, OptionalInt disjunct) {
            List<Term> terms = new ArrayList<>();
            Dyadic constant = Dyadic.ZERO;
            boolean strict = false;
            List<Condition> conditions = disjunct.isEmpty() ? List.of() : disjuncts.get(disjunct.getAsInt());
            for (int c = 0; c < conditions.size(); c++) {
                Condition condition = conditions.get(c);
                List<Dyadic> given = node.conditionWeights.getOrDefault(disjunct.getAsInt(), List.of());
                Dyadic weight = given.isEmpty() ? Dyadic.ONE : given.get(c);
                constant = constant.add(append(terms, 0, condition.input(), weight));
                constant = constant.add(append(terms, network.layers().size(), condition.output(), weight));
                strict |= condition.relation() == Condition.Relation.BELOW_ZERO && weight.signum() > 0;
            }
            for (Optional<Path> at = node.path; at.isPresent(); at = at.get().above()) {
                Dyadic weight = node.splitWeights.getOrDefault(at.get().depth(), Dyadic.ZERO);
                if (weight.signum() > 0) {
                    terms.add(preActivation(at.get().neuron(), at.get().side() < 0 ? weight : weight.negate()));
                }
            }
            return new Combination(node.region, terms, constant, strict, node.halfSpaceWeights, node.nu);
        }

        /** Appends the weighted terms of a form over a value; returns its weighted constant. */
        private static Dyadic append(List<Term> terms, int value, LinearForm form, Dyadic weight) {
            for (int i = 0; i < form.indices().size(); i++) {
                Dyadic coefficient = Dyadic.of(form.coefficients().get(i)).multiply(weight);
                terms.add(new Term(value, form.indices().get(i), coefficient));
            }
            return Dyadic.of(form.constant()).multiply(weight);
        }

        private void refute(Node node, OptionalInt disjunct, Precision precision) {
            require(disjunct.isEmpty() || node.open.get(disjunct.getAsInt()), "the disjunct is not open here");
            IntStream refuted = disjunct.isPresent() ? IntStream.of(disjunct.getAsInt()) : node.open.stream();
            SortedMap<Integer, Combination> forms = new TreeMap<>();
            refuted.forEach(j -> forms.put(j, combination(node, OptionalInt.of(j))));
            if (!ball.isEmpty()) {
                evaluator.refute(proof.line(), refutations, node.facts, node.slopes, forms, precision);
            }
            refutations++;
            node.open = (BitSet) node.open.clone();
            forms.keySet().forEach(node.open::clear);
            if (disjunct.isEmpty()) {
                waiting.pop();
            }
        }

        /** A child that is read before all that wait now. */
        private Node child(Node node, long numbers) {
            require(node.depth < MAX_DEPTH, "more than " + MAX_DEPTH + " splits on a path");
            Node child = node.child();
            hold(child, numbers);
            waiting.push(child);
            return child;
        }

        private void splitNeuron(Node node, Neuron neuron) {
            require(!node.slopes.isSplit(neuron), "the neuron is split already");
            waiting.pop();
            for (int side = 1; side >= -1; side -= 2) {
                Node child = child(node, reluSize(neuron.relu()));
                child.path = Optional.of(new Path(node.path, neuron, side, splits(node)));
                child.slopes = node.slopes.split(neuron, side);
            }
        }

        private void splitInput(Node node, int coordinate, Dyadic at) {
            Rational side = at.toRational().subtract(problem.centre().get(coordinate));
            require(node.region.holds(coordinate, side), "the split lies outside the node's box");
            waiting.pop();
            child(node, 8L * network.inputSize()).region = node.region.from(coordinate, side);
            child(node, 8L * network.inputSize()).region = node.region.upTo(coordinate, side);
        }

        private void splitDisjuncts(Node node) {
            waiting.pop();
            for (int j = node.open.length() - 1; j >= 0; j = node.open.previousSetBit(j - 1)) {
                Node only = child(node, 8L * network.inputSize());
                only.open = new BitSet();
                only.open.set(j);
                only.region = node.region.met(problem.unsafe().disjuncts().get(j), problem.centre());
            }
        }
    }
}
