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
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Condition;
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
import java.util.concurrent.CompletableFuture;

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
    private final List<List<ClearedCondition>> disjuncts;
    private final Ball ball;
    private final Region root;
    private final Slopes initialSlopes;

    /**
     * @throws IllegalArgumentException when the assertion speaks of another norm, or the centre is not made of doubles
     * @throws ArithmeticException when the numbers of the problem have no common denominator of bounded size
     */
    public ProofChecker(Problem problem, Assertion assertion) {
        this.problem = problem;
        this.network = problem.network();
        this.ball = Ball.of(assertion);
        if (ball.radius().isFinite() && ball.norm() != problem.norm()) {
            throw new IllegalArgumentException(
                    assertion + " does not suit a problem in " + problem.norm().id());
        }
        if (!problem.centre().stream()
                .allMatch(x -> Rational.of(x.doubleNearest()).equals(x))) {
            throw new IllegalArgumentException("a coordinate of the centre is no double");
        }
        Region region = Region.root(problem, ball);
        List<List<Condition>> unsafe = problem.unsafe().disjuncts();
        this.root = unsafe.size() == 1 ? region.met(unsafe.getFirst(), problem.centre()) : region;
        int output = network.layers().size();
        this.disjuncts = problem.unsafe().disjuncts().stream()
                .map(conditions -> conditions.stream()
                        .map(condition -> ClearedCondition.of(condition, output))
                        .toList())
                .toList();
        this.initialSlopes = Slopes.initial(network);
    }

    /**
     * Checks a proof.
     *
     * @param threads how many, at least one
     */
    public Report check(ProofReader proof, Arithmetic arithmetic, Extent extent, int threads) {
        int conditions = disjuncts.stream().mapToInt(List::size).max().orElse(0);
        int startTerms = conditions + network.reluLayers().size() + MAX_WEIGHED_HALF_SPACES;
        try (Evaluator evaluator = new Evaluator(problem, ball, root, arithmetic, startTerms, threads)) {
            return new Reading(proof, extent, evaluator).run();
        }
    }

    /** The reading of one proof. */
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
            List<Rejection> rejections = new ArrayList<>();
            try {
                readTree();
            } catch (InputException violation) {
                rejections.add(new Rejection(proof.line(), -1, String.valueOf(violation.getMessage())));
            }
            rejections.addAll(0, evaluator.finish());
            return new Report(refutations, rejections);
        }

        private void readTree() {
            BitSet open = new BitSet();
            open.set(0, disjuncts.size());
            waiting.push(new Node(root, open, initialSlopes, CompletableFuture.completedFuture(Facts.none(network))));
            while (!waiting.isEmpty() && !(extent == Extent.FIRST_REJECTION && evaluator.hasRejections())) {
                Node node = waiting.pop();
                boolean finished = false;
                while (!finished) {
                    finished = apply(node, proof.next().orElseThrow(() -> proof.violation("the proof ends too early")));
                }
            }
            if (waiting.isEmpty() && proof.next().isPresent()) {
                throw proof.violation("the proof is complete, but the file goes on");
            }
        }

        /** Whether the record ends the lines of the node. */
        private boolean apply(Node node, ProofRecord next) {
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
                case ProofRecord.Refutation(OptionalInt disjunct, Precision precision) -> {
                    return refute(node, disjunct, precision);
                }
                case ProofRecord.Crossing(Neuron neuron) -> {
                    evaluator.requireCrossing(proof.line(), refutations++, neuron, node.facts);
                    return true;
                }
                case ProofRecord.NeuronSplit(Neuron neuron) -> {
                    return splitNeuron(node, neuron);
                }
                case ProofRecord.InputSplit(int coordinate, Dyadic at) -> {
                    return splitInput(node, coordinate, at);
                }
                case ProofRecord.DisjunctSplit() -> {
                    return splitDisjuncts(node);
                }
            }
            return false;
        }

        private void require(boolean kept, String otherwise) {
            if (!kept) {
                throw proof.violation(otherwise);
            }
        }

        private void requireHalfSpaces(Node node, SortedMap<Integer, ?> weights) {
            require(weights.isEmpty() || weights.lastKey() < node.halfSpaces, "no such half-space is in scope");
            require(weights.size() <= MAX_WEIGHED_HALF_SPACES, "more than " + MAX_WEIGHED_HALF_SPACES + " half-spaces");
        }

        private void hold(Node node, long numbers) {
            node.held += numbers;
            require(node.held <= MAX_HELD, "the nodes above hold more than " + MAX_HELD + " numbers");
        }

        private int splits(Node node) {
            return node.path.map(path -> path.depth() + 1).orElse(0);
        }

        private int reluSize(int relu) {
            return network.valueSize(network.reluLayers().get(relu) + 1);
        }

        private int preActivation(Neuron neuron) {
            return network.layers()
                    .get(network.reluLayers().get(neuron.relu()))
                    .sources()
                    .getFirst();
        }

        private void bounds(Node node, ProofRecord.Bounds block) {
            requireHalfSpaces(node, block.halfSpaces());
            hold(node, 2L * reluSize(block.relu()));
            Slopes slopes = block.method() == Method.INTERVAL ? node.slopes.flat() : node.slopes;
            List<Combination> rows = new ArrayList<>();
            for (int r = 0; r < block.neurons().length; r++) {
                int row = r;
                Neuron neuron = new Neuron(block.relu(), block.neurons()[r]);
                Term start = new Term(preActivation(neuron), neuron.index(), Dyadic.of(block.signs()[r]));
                SortedMap<Integer, Dyadic> halfSpaces = new TreeMap<>();
                block.halfSpaces().forEach((number, weights) -> halfSpaces.put(number, weights.get(row)));
                int given = block.multipliers().size();
                Dyadic nu = given == 0 ? node.nu : block.multipliers().get(given == 1 ? 0 : row);
                rows.add(new Combination(slopes, node.region, List.of(start), Dyadic.ZERO, false, halfSpaces, nu));
            }
            node.facts = evaluator.withBounds(node.facts, block, rows);
        }

        private void halfSpace(Node node, OptionalInt disjunct) {
            require(
                    disjunct.isEmpty() || (node.open.cardinality() == 1 && node.open.get(disjunct.getAsInt())),
                    "a condition holds at a node only if no other disjunct is open there");
            require(node.halfSpaces < MAX_HALF_SPACES, "more than " + MAX_HALF_SPACES + " half-spaces in scope");
            hold(node, 3L * network.inputSize());
            node.facts = evaluator.withHalfSpace(node.facts, combination(node, disjunct));
            node.halfSpaces++;
        }

        /** Conditions of a disjunct and splits with the weights in force, half-spaces too. */
        private Combination combination(Node node, OptionalInt disjunct) {
            List<Term> terms = new ArrayList<>();
            Dyadic constant = Dyadic.ZERO;
            boolean strict = false;
            List<ClearedCondition> conditions = disjunct.isEmpty() ? List.of() : disjuncts.get(disjunct.getAsInt());
            for (int c = 0; c < conditions.size(); c++) {
                ClearedCondition condition = conditions.get(c);
                List<Dyadic> given = node.conditionWeights.getOrDefault(disjunct.getAsInt(), List.of());
                Dyadic weight = given.isEmpty() ? Dyadic.ONE : given.get(c);
                condition.terms().forEach(term -> terms.add(term.times(weight)));
                constant = constant.add(condition.constant().multiply(weight));
                strict |= condition.isStrict() && weight.signum() > 0;
            }
            for (Optional<Path> at = node.path; at.isPresent(); at = at.get().above()) {
                Dyadic weight = node.splitWeights.getOrDefault(at.get().depth(), Dyadic.ZERO);
                if (weight.signum() > 0) {
                    Neuron neuron = at.get().neuron();
                    Dyadic signed = at.get().side() == Phase.INACTIVE ? weight : weight.negate();
                    terms.add(new Term(preActivation(neuron), neuron.index(), signed));
                }
            }
            return new Combination(node.slopes, node.region, terms, constant, strict, node.halfSpaceWeights, node.nu);
        }

        private boolean refute(Node node, OptionalInt disjunct, Precision precision) {
            require(disjunct.isEmpty() || node.open.get(disjunct.getAsInt()), "the disjunct is not open here");
            SortedMap<Integer, Combination> combinations = new TreeMap<>();
            for (int j : disjunct.isPresent()
                    ? new int[] {disjunct.getAsInt()}
                    : node.open.stream().toArray()) {
                combinations.put(j, combination(node, OptionalInt.of(j)));
            }
            if (!ball.isEmpty()) {
                evaluator.refute(proof.line(), refutations, combinations, node.facts, precision);
            }
            refutations++;
            if (disjunct.isPresent()) {
                node.open = (BitSet) node.open.clone();
                node.open.clear(disjunct.getAsInt());
            }
            return disjunct.isEmpty();
        }

        private boolean splitNeuron(Node node, Neuron neuron) {
            require(!node.slopes.isSplit(neuron), "the neuron is split already");
            Node off = child(node);
            Node on = child(node);
            off.path = Optional.of(new Path(node.path, neuron, Phase.INACTIVE, splits(node)));
            on.path = Optional.of(new Path(node.path, neuron, Phase.ACTIVE, splits(node)));
            hold(off, reluSize(neuron.relu()));
            hold(on, reluSize(neuron.relu()));
            off.slopes = node.slopes.split(neuron, Phase.INACTIVE);
            on.slopes = node.slopes.split(neuron, Phase.ACTIVE);
            waiting.push(on);
            waiting.push(off);
            return true;
        }

        private boolean splitInput(Node node, int coordinate, Dyadic at) {
            Rational side = at.toRational().subtract(problem.centre().get(coordinate));
            require(node.region.holds(coordinate, side), "the split lies outside the node's box");
            Node below = child(node);
            Node above = child(node);
            hold(below, 8L * network.inputSize());
            hold(above, 8L * network.inputSize());
            below.region = node.region.with(1, coordinate, side);
            above.region = node.region.with(0, coordinate, side);
            waiting.push(above);
            waiting.push(below);
            return true;
        }

        private boolean splitDisjuncts(Node node) {
            for (int j = node.open.length() - 1; j >= 0; j = node.open.previousSetBit(j - 1)) {
                Node only = child(node);
                hold(only, 8L * network.inputSize());
                only.open = new BitSet();
                only.open.set(j);
                only.region = node.region.met(problem.unsafe().disjuncts().get(j), problem.centre());
                waiting.push(only);
            }
            return true;
        }

        private Node child(Node node) {
            require(node.depth < MAX_DEPTH, "more than " + MAX_DEPTH + " splits on a path");
            return node.child();
        }
    }
}
