package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.network.Neuron;
import io.github.relucert.search.InputBranching.Halving;
import io.github.relucert.search.ProgramGate.Program;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Expands nodes by bounds over box, ball and half-space, an ascent on the distance, and exact cells at the end. One thread. */
final class NodeWorker implements NodeExpander {
    private static final int STEPS = 25;
    private static final int ROOT_STEPS = 60;

    private final Question question;
    private final RelaxedPass pass;
    private final Lines lines;
    private final Ascent ascent;
    private final Tightening tightening;
    private final Branching branching;
    private final InputBranching inputs;
    private final InputRule rule;
    private final CellLeaf cells;
    private final TriangleProgram triangles;
    private final NodeText text;
    private final List<Question.Sides> sides;
    private double radius = Double.NaN;
    private int mostUnstable;
    private BoxAndBall whole;

    NodeWorker(Question question) {
        this(question, InputRule.STANDARD);
    }

    NodeWorker(Question question, InputRule rule) {
        this.rule = rule;
        this.question = question;
        this.pass = new RelaxedPass(question.network());
        this.lines = new Lines(question.network());
        this.ascent = new Ascent(question.network(), pass);
        this.tightening = new Tightening(question.network(), question.norm());
        this.branching = new Branching(question.network(), pass, ascent);
        this.inputs = new InputBranching(question.network(), pass);
        this.cells = new CellLeaf(question.network(), question.norm(), question.centre(), pass);
        this.triangles = new TriangleProgram(question.network(), pass, ascent);
        this.text = new NodeText(question.problem().network());
        this.sides = IntStream.range(0, question.objectives().size())
                .mapToObj(question::sides)
                .toList();
        this.whole = question.geometry(0);
    }

    private void use(double newRadius) {
        if (newRadius != radius) {
            radius = newRadius;
            whole = question.geometry(radius);
        }
    }

    private BoxAndBall geometry(NodeState node) {
        boolean isWhole = Arrays.equals(node.low, question.lower()) && Arrays.equals(node.high, question.upper());
        return isWhole ? whole : question.geometry(node.low, node.high, radius);
    }

    @Override
    public Visited root(NodeState root, double newRadius) {
        use(newRadius);
        lines.load(root);
        var region = question.region(radius);
        Optional<Neuron> crossing = tightening.root(root, lines, whole, region.lower(), region.upper(), text);
        crossing.ifPresent(neuron -> text.crossing(neuron.relu(), neuron.index()));
        return new Visited(
                crossing.isPresent() ? ProofTree.Kind.CLOSED : ProofTree.Kind.OPEN, root, text.take(), List.of());
    }

    @Override
    public Visited disjunct(NodeState root, int disjunct, double newRadius, double goal) {
        use(newRadius);
        mostUnstable = 0;
        Question.Sides own = sides.get(disjunct);
        NodeState node = root.forDisjunct(disjunct, own.lower(), own.upper(), evenWeights(disjunct));
        BoxAndBall geometry = geometry(node);
        NodeState before = node.snapshot();
        lines.load(node);
        if (geometry != whole && crosses(node, geometry, 0)) {
            return closed(before);
        }
        return bounded(node, geometry, root.beta, evenWeights(disjunct), ROOT_STEPS, goal);
    }

    private double[] evenWeights(int disjunct) {
        double[] weights = new double[question.objectives().get(disjunct).conditions()];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** Raises the bound of a node whose lines are loaded, and writes the numbers that prove it. */
    private Visited bounded(
            NodeState node, BoxAndBall geometry, double[] formerBeta, double[] formerWeights, int steps, double goal) {
        Objective objective = question.objectives().get(node.disjunct);
        List<double[]> unsafe = new ArrayList<>();
        ascent.run(objective, node, lines, geometry, steps, goal);
        if (node.value < goal && isForProgram(node)) {
            triangles
                    .raise(objective, node, lines, geometry, goal)
                    .filter(point -> objective.largest(point, pass.evaluate(point)) <= 0)
                    .ifPresent(unsafe::add);
            ascent.evaluate(objective, node, lines, geometry);
            node.program = node.value >= goal ? Program.REFUTED : Program.LEFT_OPEN;
        }
        if (node.value < goal) {
            double[] point = geometry.point().clone();
            if (node.unstableCount() == 0) {
                cells.solve(objective, node, lines, geometry, goal, cutoff(goal))
                        .ifPresent(unsafe::add);
                unsafe.add(cells.dualPoint());
                pass.backward(objective, node, node.beta, node.weights, lines);
            } else if ((node.value > 0 || hasOwnOrigin(geometry))
                    && objective.largest(point, pass.evaluate(point)) <= 0) {
                unsafe.add(point);
            }
        }
        for (int relu = 0; relu < question.network().reluLayers(); relu++) {
            double[] c = pass.outputCoefficients(relu);
            text.align(node, lines, relu, Ascent.PLACES, i -> c[i] > 0);
        }
        text.halfSpaceWeights(node.halfSpaceWeights);
        text.weights(node, formerBeta, formerWeights, question.norm() != Norm.LINF);
        node.value = Math.max(node.value, geometry.nearest() > 0 ? geometry.nearest() : Double.NEGATIVE_INFINITY);
        return new Visited(
                node.value >= goal ? ProofTree.Kind.LEAF : ProofTree.Kind.OPEN, node, text.take(), List.copyOf(unsafe));
    }

    private boolean isForProgram(NodeState node) {
        return question.norm() == Norm.LINF && node.unstableCount() > 0 && node.unstableCount() <= mostUnstable;
    }

    /** Whether a bound's point may be unsafe although the bound excludes nothing: not if it is the problem's centre. */
    private boolean hasOwnOrigin(BoxAndBall geometry) {
        return question.wholeBox() || geometry.nearest() > 0;
    }

    private double cutoff(double goal) {
        return question.wholeBox() ? Double.POSITIVE_INFINITY : goal * (1 + 1e-6);
    }

    @Override
    public Expansion expand(NodeState node, double newRadius, double goal, int programsUpTo) {
        use(newRadius);
        mostUnstable = programsUpTo;
        if (node.unstableCount() == 0) {
            return new Expansion(
                    ProofTree.Kind.LEAF, "", List.of(new Visited(ProofTree.Kind.LEAF, node, "", List.of())));
        }
        BoxAndBall geometry = geometry(node);
        if (geometry.nearest() >= goal) {
            node.value = geometry.nearest();
            return new Expansion(
                    ProofTree.Kind.LEAF, "", List.of(new Visited(ProofTree.Kind.LEAF, node, "", List.of())));
        }
        Objective objective = question.objectives().get(node.disjunct);
        lines.load(node);
        ascent.evaluate(objective, node, lines, geometry);
        HalfSpace halfSpace =
                new HalfSpace(node.halfSpace, node.halfSpaces(), pass.normal().clone(), pass.constant());
        if (rule.splitsInput(question, node)) {
            Optional<Halving> halving = inputs.choose(
                    node, lines, geometry, sides.get(node.disjunct).isCut());
            if (halving.isPresent()) {
                text.halfSpace(node.disjunct);
                node.halfSpace = Optional.of(halfSpace);
                return halves(node, halving.get(), goal);
            }
        }
        Neuron neuron = branching.choose(objective, node, lines, geometry, goal);
        NodeState before = node.snapshot();
        text.halfSpace(node.disjunct);
        node.halfSpace = Optional.of(halfSpace);
        Optional<Neuron> crossing = tightening.run(node, lines, geometry, 0, neuron.relu() + 1, text);
        if (crossing.isPresent()) {
            text.crossing(crossing.get().relu(), crossing.get().index());
            return new Expansion(ProofTree.Kind.CLOSED, text.take(), List.of(closed(before)));
        }
        if (!node.isUnstable(neuron.relu(), neuron.index())) {
            Optional<Neuron> other = branching.next(node);
            if (other.isEmpty()) {
                Visited settled = bounded(node, geometry, node.beta.clone(), node.weights.clone(), STEPS, goal);
                return new Expansion(ProofTree.Kind.LEAF, settled.lines(), List.of(settled));
            }
            neuron = other.get();
        }
        text.split(neuron.relu(), neuron.index());
        String own = text.take();
        List<Visited> children =
                List.of(child(node, geometry, neuron, false, goal), child(node, geometry, neuron, true, goal));
        return new Expansion(ProofTree.Kind.INNER, own, children);
    }

    private Visited child(NodeState node, BoxAndBall geometry, Neuron neuron, boolean active, double goal) {
        NodeState child = node.child(neuron.relu(), neuron.index(), active);
        NodeState before = child.snapshot();
        lines.load(child);
        return crosses(child, geometry, neuron.relu() + 1)
                ? closed(before)
                : bounded(child, geometry, node.beta, node.weights, STEPS, goal);
    }

    private Expansion halves(NodeState node, Halving halving, double goal) {
        text.split(halving.coordinate(), halving.at());
        String own = text.take();
        return new Expansion(
                ProofTree.Kind.INNER, own, List.of(half(node, halving, false, goal), half(node, halving, true, goal)));
    }

    /** One half of a box: all layers are bounded again. */
    private Visited half(NodeState node, Halving halving, boolean above, double goal) {
        NodeState child = node.half(halving.coordinate(), halving.at(), above);
        BoxAndBall geometry = geometry(child);
        NodeState before = child.snapshot();
        lines.load(child);
        return crosses(child, geometry, 0)
                ? closed(before)
                : bounded(child, geometry, node.beta, node.weights, STEPS, goal);
    }

    /** Tightens the layers from one on; when bounds cross, the line that says so is written. */
    private boolean crosses(NodeState node, BoxAndBall geometry, int from) {
        Optional<Neuron> crossing =
                tightening.run(node, lines, geometry, from, question.network().reluLayers(), text);
        crossing.ifPresent(neuron -> text.crossing(neuron.relu(), neuron.index()));
        return crossing.isPresent();
    }

    /** A node whose bounds cross, as it was before its bounds were tightened: what crosses within rounding is to be forgotten if the proof fails. */
    private Visited closed(NodeState before) {
        before.value = Double.POSITIVE_INFINITY;
        return new Visited(ProofTree.Kind.CLOSED, before, text.take(), List.of());
    }
}
