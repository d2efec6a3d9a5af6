package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.network.Neuron;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    private final CellLeaf cells;
    private final NodeText text;
    private double radius = Double.NaN;
    private BoxAndBall geometry;

    NodeWorker(Question question) {
        this.question = question;
        this.pass = new RelaxedPass(question.network());
        this.lines = new Lines(question.network());
        this.ascent = new Ascent(question.network(), pass);
        this.tightening = new Tightening(question.network(), question.norm());
        this.branching = new Branching(question.network(), pass, ascent);
        this.cells = new CellLeaf(
                question.network(), question.norm(), question.centre(), question.lower(), question.upper(), pass);
        this.text = new NodeText(question.problem().network());
        this.geometry = question.geometry(0);
    }

    private void use(double newRadius) {
        if (newRadius != radius) {
            radius = newRadius;
            geometry = question.geometry(radius);
        }
    }

    @Override
    public Visited root(NodeState root, double newRadius) {
        use(newRadius);
        lines.load(root);
        var region = question.region(radius);
        Optional<Neuron> crossing = tightening.root(root, lines, geometry, region.lower(), region.upper(), text);
        crossing.ifPresent(neuron -> text.crossing(neuron.relu(), neuron.index()));
        return new Visited(
                crossing.isPresent() ? ProofTree.Kind.CLOSED : ProofTree.Kind.OPEN, root, text.take(), List.of());
    }

    @Override
    public Visited disjunct(NodeState root, int disjunct, double newRadius, double goal) {
        use(newRadius);
        NodeState node = root.forDisjunct(disjunct, evenWeights(disjunct));
        lines.load(node);
        return bounded(node, root.beta, evenWeights(disjunct), ROOT_STEPS, goal);
    }

    private double[] evenWeights(int disjunct) {
        double[] weights = new double[question.objectives().get(disjunct).conditions()];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** Raises the bound of a node whose lines are loaded, and writes the numbers that prove it. */
    private Visited bounded(NodeState node, double[] formerBeta, double[] formerWeights, int steps, double goal) {
        Objective objective = question.objectives().get(node.disjunct);
        List<double[]> unsafe = new ArrayList<>();
        ascent.run(objective, node, lines, geometry, steps, goal);
        if (node.value < goal) {
            double[] point = geometry.point().clone();
            if (node.unstableCount() == 0) {
                cells.solve(objective, node, lines, geometry, goal, cutoff(goal))
                        .ifPresent(unsafe::add);
                unsafe.add(cells.dualPoint());
                pass.backward(objective, node, node.beta, node.weights, lines);
            } else if (node.value > 0 && objective.largest(point, pass.evaluate(point)) <= 0) {
                unsafe.add(point);
            }
        }
        for (int relu = 0; relu < question.network().reluLayers(); relu++) {
            double[] c = pass.outputCoefficients(relu);
            text.align(node, lines, relu, Ascent.PLACES, i -> c[i] > 0);
        }
        text.halfSpaceWeights(node.halfSpaceWeights);
        text.weights(node, formerBeta, formerWeights, question.norm() != Norm.LINF);
        return new Visited(
                node.value >= goal ? ProofTree.Kind.LEAF : ProofTree.Kind.OPEN, node, text.take(), List.copyOf(unsafe));
    }

    private double cutoff(double goal) {
        return question.wholeBox() ? Double.POSITIVE_INFINITY : goal * (1 + 1e-6);
    }

    @Override
    public Expansion expand(NodeState node, double newRadius, double goal) {
        use(newRadius);
        if (node.unstableCount() == 0) {
            return new Expansion(
                    ProofTree.Kind.LEAF, "", List.of(new Visited(ProofTree.Kind.LEAF, node, "", List.of())));
        }
        Objective objective = question.objectives().get(node.disjunct);
        lines.load(node);
        ascent.evaluate(objective, node, lines, geometry);
        double[] normal = pass.normal().clone();
        double constant = pass.constant();
        Neuron neuron = branching.choose(objective, node, lines, geometry, goal);
        text.halfSpace(node.disjunct);
        node.halfSpace = Optional.of(new HalfSpace(node.halfSpace, node.halfSpaces(), normal, constant));
        Optional<Neuron> crossing = tightening.run(node, lines, geometry, 0, neuron.relu() + 1, text);
        if (crossing.isPresent()) {
            text.crossing(crossing.get().relu(), crossing.get().index());
            return new Expansion(ProofTree.Kind.CLOSED, text.take(), List.of());
        }
        if (!node.isUnstable(neuron.relu(), neuron.index())) {
            Optional<Neuron> other = branching.next(node);
            if (other.isEmpty()) {
                Visited settled = bounded(node, node.beta.clone(), node.weights.clone(), STEPS, goal);
                return new Expansion(ProofTree.Kind.LEAF, settled.lines(), List.of(settled));
            }
            neuron = other.get();
        }
        text.split(neuron.relu(), neuron.index());
        String own = text.take();
        List<Visited> children = List.of(child(node, neuron, false, goal), child(node, neuron, true, goal));
        return new Expansion(ProofTree.Kind.INNER, own, children);
    }

    private Visited child(NodeState node, Neuron neuron, boolean active, double goal) {
        NodeState child = node.child(neuron.relu(), neuron.index(), active);
        lines.load(child);
        Optional<Neuron> crossing = tightening.run(
                child, lines, geometry, neuron.relu() + 1, question.network().reluLayers(), text);
        if (crossing.isPresent()) {
            text.crossing(crossing.get().relu(), crossing.get().index());
            child.value = Double.POSITIVE_INFINITY;
            return new Visited(ProofTree.Kind.CLOSED, child, text.take(), List.of());
        }
        return bounded(child, node.beta, node.weights, STEPS, goal);
    }
}
