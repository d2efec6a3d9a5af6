package io.github.relucert.proofs;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.check.ProofChecker.Extent;
import io.github.relucert.check.Report;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.search.ProofWriter;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Proves without any solver: writes a tree, asks the checker which refutations it rejects, splits those leaves and starts again.
 * A few splits on neurons come first, halved boxes then; slopes, weights and the like are whatever comes to mind.
 */
public final class NaiveProver {
    private static final int MOST_LEAVES = 400;
    private static final List<ProofWriter.Bound> BOUNDS =
            List.of(ProofWriter.Bound.BOTH, ProofWriter.Bound.LOWER, ProofWriter.Bound.UPPER);

    private final Problem problem;
    private final Network network;
    private final Assertion assertion;
    private final Random random;
    private final Node root;
    private final List<Node> leaves = new ArrayList<>();

    private NaiveProver(Problem problem, Assertion assertion, Random random) {
        this.problem = problem;
        this.network = problem.network();
        this.assertion = assertion;
        this.random = random;
        double reach = switch (assertion) {
            case Assertion.RadiusAtLeast(Radius r) -> r.ceiling();
            case Assertion.RobustAt(Radius r) -> r.ceiling();
            case Assertion.NoUnsafePoint() -> Double.POSITIVE_INFINITY;
        };
        int size = network.inputSize();
        double[] lower = new double[size];
        double[] upper = new double[size];
        for (int k = 0; k < size; k++) {
            double centre = problem.centre().get(k).doubleNearest();
            lower[k] = Math.max(problem.domain().lower().get(k).doubleFloor(), centre - reach);
            upper[k] = Math.min(problem.domain().upper().get(k).doubleCeiling(), centre + reach);
        }
        if (problem.unsafe().disjuncts().size() == 1) {
            meetSides(problem.unsafe().disjuncts().getFirst(), lower, upper);
        }
        this.root = new Node(lower, upper, Set.of(), 0);
    }

    /** The checker meets the box with conditions on one input; so must whoever splits it. */
    private static void meetSides(List<Condition> conditions, double[] lower, double[] upper) {
        for (Condition condition : conditions) {
            List<Rational> factors = condition.input().coefficients();
            if (condition.output().indices().isEmpty()
                    && factors.size() == 1
                    && factors.getFirst().signum() != 0) {
                int k = condition.input().indices().getFirst();
                double side = condition
                        .input()
                        .constant()
                        .negate()
                        .divide(factors.getFirst())
                        .doubleNearest();
                if (side >= lower[k] && side <= upper[k]) {
                    (factors.getFirst().signum() > 0 ? upper : lower)[k] = side;
                }
            }
        }
    }

    /** A proof body, or nothing after so many rounds. */
    public static Optional<String> prove(Problem problem, Assertion assertion, Random random, int rounds) {
        NaiveProver prover = new NaiveProver(problem, assertion, random);
        for (int round = 0; round < rounds; round++) {
            String proof = prover.write();
            if (prover.leaves.size() > MOST_LEAVES) {
                return Optional.empty();
            }
            Report report = check(problem, assertion, proof, Arithmetic.OUTWARD);
            if (report.isValid()) {
                return Optional.of(proof);
            }
            for (Report.Rejection rejection : report.rejections()) {
                if (rejection.refutation() < 0) {
                    throw new IllegalStateException("line " + rejection.line() + ": " + rejection.reason());
                }
                prover.leaves.get((int) rejection.refutation()).split(prover);
            }
        }
        return Optional.empty();
    }

    /** Checks a proof body in memory, to its end. */
    public static Report check(Problem problem, Assertion assertion, String proof, Arithmetic arithmetic) {
        try (LineReader lines =
                new LineReader("proof", new ByteArrayInputStream(proof.getBytes(StandardCharsets.UTF_8)))) {
            ProofReader reader = ProofReader.ofBody(lines, problem.network());
            return new ProofChecker(problem, assertion).check(reader, arithmetic, Extent.ALL_REJECTIONS, 1);
        }
    }

    private String write() {
        StringBuilder text = new StringBuilder();
        leaves.clear();
        try {
            root.write(this, new ProofWriter(text, network));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static final class Node {
        private final double[] lower;
        private final double[] upper;
        private final Set<Neuron> split;
        private final int depth;
        private Optional<Neuron> neuron = Optional.empty();
        private int coordinate;
        private double at;
        private List<Node> children = List.of();

        Node(double[] lower, double[] upper, Set<Neuron> split, int depth) {
            this.lower = lower;
            this.upper = upper;
            this.split = split;
            this.depth = depth;
        }

        void split(NaiveProver prover) {
            if (!children.isEmpty()) {
                return;
            }
            List<Neuron> free = new ArrayList<>();
            for (int relu = 0; relu < prover.network.reluLayers().size(); relu++) {
                for (int i = 0; i < prover.reluSize(relu); i++) {
                    free.add(new Neuron(relu, i));
                }
            }
            free.removeAll(split);
            if (!free.isEmpty() && prover.random.nextInt(8) == 0) {
                Neuron chosen = free.get(prover.random.nextInt(free.size()));
                neuron = Optional.of(chosen);
                Set<Neuron> more = new HashSet<>(split);
                more.add(chosen);
                children = List.of(new Node(lower, upper, more, depth + 1), new Node(lower, upper, more, depth + 1));
                return;
            }
            for (int k = 0; k < lower.length; k++) {
                coordinate = upper[k] - lower[k] > upper[coordinate] - lower[coordinate] ? k : coordinate;
            }
            if (upper[coordinate] - lower[coordinate] < 1e-12) {
                return;
            }
            at = lower[coordinate] / 2 + upper[coordinate] / 2;
            double[] below = upper.clone();
            double[] above = lower.clone();
            below[coordinate] = at;
            above[coordinate] = at;
            children = List.of(new Node(lower, below, split, depth + 1), new Node(above, upper, split, depth + 1));
        }

        void write(NaiveProver prover, ProofWriter out) throws IOException {
            prover.writeFacts(this, out);
            if (children.isEmpty()) {
                prover.writeLeaf(this, out);
                return;
            }
            if (neuron.isPresent()) {
                out.split(neuron.get());
            } else {
                out.split(coordinate, Dyadic.of(at));
            }
            for (Node child : children) {
                child.write(prover, out);
            }
        }
    }

    private int reluSize(int relu) {
        return network.valueSize(network.reluLayers().get(relu) + 1);
    }

    private void writeFacts(Node node, ProofWriter out) throws IOException {
        List<double[][]> hull = IntervalHull.preActivations(network, node.lower, node.upper);
        for (int relu = 0; relu < hull.size(); relu++) {
            int size = reluSize(relu);
            int[] all = IntStream.range(0, size).toArray();
            out.intervalBounds(relu, Dyadic.ZERO);
            double[] above = new double[size];
            double[] below = new double[size];
            for (int i = 0; i < size; i++) {
                double l = Math.min(0, hull.get(relu)[0][i]);
                double u = Math.max(0, hull.get(relu)[1][i]);
                above[i] = ProofWriter.writable(u > 0 ? u / (u - l) : 0, 2);
                below[i] = ProofWriter.writable(u + l > 0 ? 1 : random.nextInt(3) / 4.0, 1);
            }
            out.slopes(ProofWriter.Side.UPPER, relu, all, above, 2);
            out.slopes(ProofWriter.Side.LOWER, relu, all, below, 1);
            if (random.nextInt(3) == 0) {
                List<ProofWriter.Bound> sides = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    sides.add(BOUNDS.get(random.nextInt(BOUNDS.size())));
                }
                out.bounds(relu, all, sides, List.of(Dyadic.of(random.nextInt(3))), new TreeMap<>());
            }
        }
    }

    private void writeLeaf(Node node, ProofWriter out) throws IOException {
        boolean far = distance(node) > 0;
        for (int j = 0; j < problem.unsafe().disjuncts().size(); j++) {
            List<Condition> conditions = problem.unsafe().disjuncts().get(j);
            int chosen = far ? -1 : largestAtMiddle(node, conditions);
            out.conditionWeights(
                    j,
                    IntStream.range(0, conditions.size())
                            .mapToObj(c -> Dyadic.of(c == chosen ? 1 : 0))
                            .toList());
        }
        if (problem.norm() != Norm.LINF) {
            out.multiplier(far ? Dyadic.ONE : Dyadic.of(random.nextInt(4) * 0.25));
        }
        if (problem.unsafe().disjuncts().size() == 1 && random.nextInt(4) == 0) {
            out.halfSpace(0);
        }
        leaves.add(node);
        out.leaf();
    }

    private int largestAtMiddle(Node node, List<Condition> conditions) {
        List<Rational> middle = IntStream.range(0, node.lower.length)
                .mapToObj(k -> Rational.of((float) (node.lower[k] / 2 + node.upper[k] / 2)))
                .toList();
        List<Rational> output = problem.output(middle);
        int best = 0;
        for (int c = 1; c < conditions.size(); c++) {
            Rational value = conditions.get(c).leftSide(middle, output);
            best = value.compareTo(conditions.get(best).leftSide(middle, output)) > 0 ? c : best;
        }
        return best;
    }

    /** How far the box lies outside the ball, positive where it does by a safe margin. */
    private double distance(Node node) {
        double sum = 0;
        for (int k = 0; k < node.lower.length; k++) {
            double centre = problem.centre().get(k).doubleNearest();
            double gap = Math.max(0, Math.max(node.lower[k] - centre, centre - node.upper[k]));
            sum += problem.norm() == Norm.L2 ? gap * gap : gap;
        }
        Rational limit = switch (assertion) {
            case Assertion.RadiusAtLeast(Radius r) -> r.value();
            case Assertion.RobustAt(Radius r) -> r.value();
            case Assertion.NoUnsafePoint() -> Rational.POSITIVE_INFINITY;
        };
        return problem.norm() == Norm.LINF ? -1 : sum - 1.000001 * limit.doubleCeiling();
    }
}
