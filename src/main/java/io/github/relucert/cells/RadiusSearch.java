package io.github.relucert.cells;

import io.github.relucert.cells.Frontier.Node;
import io.github.relucert.cells.Frontier.Tangent;
import io.github.relucert.cells.Incumbent.Aim;
import io.github.relucert.cells.Incumbent.Disjunct;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.Projection;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Branch and bound for the nearest unsafe point, exact at every turn. A node decides the phases of some neurons and carries
 * linear inequalities that all its unsafe points within the best radius satisfy: tangents of what is convex, lines over what is
 * not ({@link Linearisation}). The node's nearest point is guessed in double. A node is dropped when exact multipliers show it
 * to be no nearer than the best point known, solved when its exact nearest point is unsafe, and otherwise gets the tangents
 * that its point violates or is split at the neuron whose line lies farthest above it. Tangents and splits are finitely many,
 * so the search ends; it opens nodes depth first until an unsafe point is known, then nearest first.
 */
final class RadiusSearch {
    private static final double VIOLATED = 1e-9;
    private static final double OPEN_GAP = 1e-9;
    private static final double LEAST_IMPORTANCE = 1e-3;
    private static final int ROUNDS = 60;

    /** A smaller ball means tighter bounds: so many nodes apart a nearer unsafe point is looked for from a node's point. */
    private static final int PURSUIT = 4;

    private final Problem problem;
    private final Aim aim;
    private final BooleanSupplier stop;
    private final NeuronOrder order;
    private final Distance distance;
    private final Incumbent incumbent;
    private final Frontier frontier = new Frontier();
    private long nodes;

    /**
     * @param distance what is to be small; the problem's own norm and centre do not count
     * @param stop asked before every node
     */
    RadiusSearch(Problem problem, Distance distance, Aim aim, BooleanSupplier stop) {
        this.problem = problem;
        this.aim = aim;
        this.stop = stop;
        this.order = new NeuronOrder(problem.network());
        this.distance = distance;
        this.incumbent = new Incumbent(problem, aim, order, distance);
    }

    /** Runs; {@code false} when it was stopped before the answer was settled. */
    boolean run() {
        List<Disjunct> disjuncts = problem.unsafe().disjuncts().stream()
                .map(conditions -> Disjunct.of(conditions, order))
                .toList();
        disjuncts.forEach(disjunct -> incumbent.pursue(distance.start(), disjunct));
        for (Disjunct disjunct : disjuncts) {
            Phase[] undecided = new Phase[order.count()];
            Arrays.fill(undecided, Phase.UNSTABLE);
            frontier.add(undecided, List.of(), List.of(), 0, 0);
            while (!frontier.isEmpty()) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                nodes++;
                process(incumbent.nearest().isPresent() ? frontier.nearest() : frontier.last(), disjunct);
            }
        }
        return true;
    }

    Optional<StrictNearest> nearest() {
        return incumbent.nearest();
    }

    /** Nodes opened so far. */
    long nodes() {
        return nodes;
    }

    private void process(Node node, Disjunct disjunct) {
        PhaseBounds bounds = PhaseBounds.of(order, node.phases(), distance.within(incumbent.best()));
        if (bounds.isContradictory()) {
            return;
        }
        SortedMap<Integer, Requirement> requirements = requirements(node, disjunct);
        List<Tangent> tangents = new ArrayList<>(node.tangents());
        for (int round = 0; ; round++) {
            List<Row> rows = rows(node, tangents);
            Projection guess = distance.guess(rows, incumbent.best().ceiling());
            if (distance.provesNoNearer(guess, rows, incumbent.best())) {
                return;
            }
            double[] importance = importance(node, tangents, guess, requirements.lastKey() + 1);
            if (guess instanceof Projection.Nearest found && round < ROUNDS) {
                Linearisation here = linearisation(bounds, found.point());
                if (addViolated(
                        here,
                        requirements,
                        importance,
                        tangents,
                        row -> row.roundedViolation(found.point()) > VIOLATED)) {
                    continue;
                }
                int split = widestGap(here, bounds, OPEN_GAP);
                if (split >= 0) {
                    if (incumbent.nearest().isEmpty() || nodes % PURSUIT == 0) {
                        incumbent.pursue(found.point(), disjunct);
                    }
                    branch(node, tangents, guess, split, found.point());
                    return;
                }
            }
            Optional<ExactNearest> exact = distance.exactly(guess, rows);
            if (exact.isEmpty()
                    || exact.get().distance().compareTo(incumbent.best()) >= 0
                    || incumbent.offer(exact.get().point(), disjunct, bounds.phases())) {
                return;
            }
            ExactPoint x = ExactPoint.of(exact.get().point());
            Linearisation here = linearisation(bounds, x.rounded());
            if (addViolated(here, requirements, importance, tangents, row -> row.violation(x) > 0)) {
                continue;
            }
            int split = anySplit(here, bounds, x.rounded());
            if (split >= 0 && mayHoldWhatIsLookedFor(here, disjunct, rows)) {
                branch(node, tangents, guess, split, x.rounded());
            } else if (split < 0 && aim == Aim.CLOSED) {
                throw new ArithmeticException("a cell's nearest unsafe point that is not unsafe");
            }
            return;
        }
    }

    private static List<Row> rows(Node node, List<Tangent> tangents) {
        List<Row> rows = new ArrayList<>(node.phaseRows());
        tangents.forEach(tangent -> rows.add(tangent.row()));
        return rows;
    }

    /** How much each requirement presses against the node's point, by its tangents' multipliers; a little for every one. */
    private static double[] importance(Node node, List<Tangent> tangents, Projection guess, int requirements) {
        double[] importance = new double[requirements];
        double total = 0;
        if (guess instanceof Projection.Nearest found) {
            for (int k = 0; k < tangents.size(); k++) {
                double multiplier = found.multipliers()[node.phaseRows().size() + k];
                importance[tangents.get(k).requirement()] += multiplier;
                total += multiplier;
            }
        }
        double least = total > 0 ? LEAST_IMPORTANCE * total : 1;
        Arrays.setAll(importance, k -> Math.max(importance[k], least));
        return importance;
    }

    /**
     * The conditions, numbered from 0, and after them, numbered by neuron, the phases of the decided neurons whose input is not
     * affine by itself.
     */
    private SortedMap<Integer, Requirement> requirements(Node node, Disjunct disjunct) {
        SortedMap<Integer, Requirement> requirements = new TreeMap<>();
        int conditions = disjunct.requirements().size();
        for (int k = 0; k < conditions; k++) {
            requirements.put(k, disjunct.requirements().get(k));
        }
        for (int neuron = 0; neuron < order.count(); neuron++) {
            Phase phase = node.phases()[neuron];
            if (phase != Phase.UNSTABLE && order.known(order.value(neuron)).isEmpty()) {
                requirements.put(conditions + neuron, Requirement.of(order, neuron, phase));
            }
        }
        return requirements;
    }

    private Linearisation linearisation(PhaseBounds bounds, double[] x) {
        return new Linearisation(order, bounds.phases(), bounds, order.preActivations(x, bounds.phases()));
    }

    private static boolean addViolated(
            Linearisation here,
            SortedMap<Integer, Requirement> requirements,
            double[] importance,
            List<Tangent> tangents,
            Predicate<Row> violated) {
        boolean added = false;
        for (Map.Entry<Integer, Requirement> requirement : requirements.entrySet()) {
            int number = requirement.getKey();
            Optional<Row> row =
                    here.row(requirement.getValue(), importance[number]).filter(violated);
            if (row.isPresent()) {
                tangents.add(new Tangent(row.get(), number));
                added = true;
            }
        }
        return added;
    }

    private static int widestGap(Linearisation here, PhaseBounds bounds, double least) {
        int widest = -1;
        double gap = least;
        for (int neuron = 0; neuron < here.gaps().length; neuron++) {
            if (bounds.phases()[neuron] == Phase.UNSTABLE && here.gaps()[neuron] > gap) {
                gap = here.gaps()[neuron];
                widest = neuron;
            }
        }
        return widest;
    }

    /** An undecided neuron: with the widest gap if there is one, else the one nearest to its kink; -1 if all are decided. */
    private int anySplit(Linearisation here, PhaseBounds bounds, double[] x) {
        int best = widestGap(here, bounds, 0);
        if (best < 0) {
            double[] read = order.preActivations(x, bounds.phases());
            for (int neuron = 0; neuron < read.length; neuron++) {
                boolean nearer = best < 0 || Math.abs(read[neuron]) < Math.abs(read[best]);
                best = bounds.phases()[neuron] == Phase.UNSTABLE && nearer ? neuron : best;
            }
        }
        return best;
    }

    /** Where a strictly unsafe point is looked for: whether the rows leave room for one. */
    private boolean mayHoldWhatIsLookedFor(Linearisation here, Disjunct disjunct, List<Row> rows) {
        if (aim == Aim.CLOSED) {
            return true;
        }
        List<Row> strict = new ArrayList<>();
        disjunct.requirements().forEach(r -> here.row(r, 0).ifPresent(strict::add));
        return LargestSlack.strictly(rows, strict, problem.domain()).isPresent();
    }

    private void branch(Node node, List<Tangent> tangents, Projection guess, int neuron, double[] x) {
        double value =
                guess instanceof Projection.Nearest found ? Math.max(found.distance(), node.guess()) : node.guess();
        List<Tangent> pressing = pressing(node, tangents, guess);
        boolean active = order.preActivations(x, node.phases())[neuron] > 0;
        // The last node added is the first one opened: the side on which the point lies.
        for (Phase phase : active ? List.of(Phase.INACTIVE, Phase.ACTIVE) : List.of(Phase.ACTIVE, Phase.INACTIVE)) {
            Phase[] phases = node.phases().clone();
            phases[neuron] = phase;
            List<Row> phaseRows = new ArrayList<>(node.phaseRows());
            order.known(order.value(neuron))
                    .ifPresent(
                            forms -> phaseRows.add(Row.of(forms[order.index(neuron)], phase == Phase.ACTIVE ? -1 : 1)));
            frontier.add(phases, List.copyOf(phaseRows), pressing, value, node.depth() + 1);
        }
    }

    /** The tangents that press against the node's point. */
    private static List<Tangent> pressing(Node node, List<Tangent> tangents, Projection guess) {
        List<Tangent> pressing = new ArrayList<>();
        for (int k = 0; k < tangents.size(); k++) {
            if (guess instanceof Projection.Nearest found
                    && found.multipliers()[node.phaseRows().size() + k] > 0) {
                pressing.add(tangents.get(k));
            }
        }
        return List.copyOf(pressing);
    }
}
