package io.github.relucert.search;

import io.github.relucert.attack.ExactCell;
import io.github.relucert.convex.ActiveSet;
import io.github.relucert.convex.ExactGuess;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.convex.ExactSlack;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The nearest point of a settled cell in exact arithmetic, with its multipliers. The rows that a solver in double found active determine both; where
 * rounding has misjudged them, and the program is small, exact pivoting decides.
 */
final class ExactCellNearest {
    private static final int SCRATCH_SIZE = 24;
    private static final int SCRATCH_ROWS = 48;

    /** So many weakly held coordinates are pivoted over. */
    private static final int MOST_WEAK = 12;

    private final Problem problem;
    private final NodeState node;
    private final Box box;
    private final ExactCell cell;
    private final List<Condition> conditions;
    private final Map<Integer, ExactRow> known = new HashMap<>();

    /**
     * @param box the node's
     * @param pattern the phase of every neuron at the node
     */
    ExactCellNearest(Problem problem, NodeState node, Box box, Phase[][] pattern) {
        this.problem = problem;
        this.node = node;
        this.box = box;
        this.cell = new ExactCell(problem.network(), pattern);
        this.conditions = problem.unsafe().disjuncts().get(node.disjunct);
    }

    /** Distance and multipliers of an active set, one for each of the node's rows; nothing verified, see {@link #holds}. */
    Optional<ExactGuess> unverified(ActiveSet active) {
        return ExactNearestPoint.unverified(problem.norm(), binding(active), problem.centre(), renumbered(active))
                .map(guess -> new ExactGuess(guess.distance(), spread(active, guess.multipliers())));
    }

    /**
     * The point nearest to the centre that satisfies the rows of an active set, with one multiplier for each of the node's rows: a bound on the distance of
     * the cell, whose nearest point may lie farther.
     */
    Optional<ExactNearest> fromGuess(ActiveSet active) {
        return ExactNearestPoint.fromGuess(problem.norm(), binding(active), problem.centre(), renumbered(active))
                .map(found -> new ExactNearest(found.point(), found.distance(), spread(active, found.multipliers())));
    }

    /** The point that an active set determines; nothing verified. */
    Optional<List<Rational>> pointOf(ActiveSet active) {
        return ExactNearestPoint.pointOf(problem.norm(), binding(active), problem.centre(), renumbered(active));
    }

    private ExactPolyhedron binding(ActiveSet active) {
        return new ExactPolyhedron(active.rows().stream().map(this::row).toList(), box);
    }

    private static ActiveSet renumbered(ActiveSet active) {
        return new ActiveSet(IntStream.range(0, active.rows().size()).boxed().toList(), active.places());
    }

    private List<Rational> spread(ActiveSet active, List<Rational> multipliers) {
        List<Rational> spread = new ArrayList<>(Collections.nCopies(count(), Rational.ZERO));
        for (int k = 0; k < multipliers.size(); k++) {
            spread.set(active.rows().get(k), multipliers.get(k));
        }
        return spread;
    }

    /** Whether an active set's multipliers hold those coordinates in their places that a solver in double was not sure of. */
    boolean holds(ActiveSet active, ExactGuess guess, OpenPlaces open) {
        List<Rational> multipliers =
                active.rows().stream().map(guess.multipliers()::get).toList();
        return ExactNearestPoint.holds(
                problem.norm(), binding(active), problem.centre(), multipliers, active.places(), open.weak());
    }

    /** The same in l_inf and l1 by exact pivoting over what the guess leaves open. */
    Optional<ExactNearest> fromNearby(ActiveSet guess, OpenPlaces open) {
        if (problem.norm() == Norm.L2
                || open.free().size() > SCRATCH_SIZE
                || open.rows().size() > SCRATCH_ROWS) {
            return Optional.empty();
        }
        Set<Integer> coordinates = new TreeSet<>(open.free());
        open.weak().stream().limit(MOST_WEAK).forEach(coordinates::add);
        ActiveSet active = new ActiveSet(open.rows(), guess.places());
        return ExactNearestPoint.fromPlaces(
                        problem.norm(), binding(active), problem.centre(), active.places(), coordinates)
                .map(found -> new ExactNearest(found.point(), found.distance(), spread(active, found.multipliers())));
    }

    /** The same for all rows by exact pivoting; empty where they contradict each other, or are too many. */
    Optional<ExactNearest> fromScratch() {
        if (!isSmall()) {
            return Optional.empty();
        }
        List<ExactRow> rows = IntStream.range(0, count()).mapToObj(this::row).toList();
        return ExactNearestPoint.fromScratch(problem.norm(), new ExactPolyhedron(rows, box), problem.centre());
    }

    private boolean isSmall() {
        return box.size() <= SCRATCH_SIZE && count() <= SCRATCH_ROWS;
    }

    /**
     * How far below zero the strict conditions can be at once, in a cell where they can be zero, with one multiplier for each of the node's rows. By exact
     * pivoting; empty where the rows are too many.
     */
    Optional<ExactSlack> strictly() {
        if (!isSmall()) {
            return Optional.empty();
        }
        List<Integer> order = IntStream.range(0, count())
                .boxed()
                .sorted(Comparator.comparing(this::isStrict))
                .toList();
        int closed = (int) order.stream().filter(k -> !isStrict(k)).count();
        ExactPolyhedron ordered =
                new ExactPolyhedron(order.stream().map(this::row).toList(), box);
        return ExactSlack.largest(ordered, closed).map(slack -> {
            List<Rational> multipliers = new ArrayList<>(Collections.nCopies(count(), Rational.ZERO));
            for (int k = 0; k < order.size(); k++) {
                multipliers.set(order.get(k), slack.multipliers().get(k));
            }
            return new ExactSlack(slack.value(), slack.point(), multipliers);
        });
    }

    private boolean isStrict(int k) {
        int splits = node.splitRelu.length;
        return k >= splits && conditions.get(k - splits).relation() == Condition.Relation.BELOW_ZERO;
    }

    /** Whether a point satisfies the splits and the conditions as the cell has them. */
    boolean contains(List<Rational> point) {
        return IntStream.range(0, count()).allMatch(k -> row(k).violation(point).signum() <= 0);
    }

    private int count() {
        return node.splitRelu.length + conditions.size();
    }

    private ExactRow row(int k) {
        return known.computeIfAbsent(k, this::computed);
    }

    private ExactRow computed(int k) {
        int splits = node.splitRelu.length;
        return k < splits
                ? cell.phaseOf(new Neuron(node.splitRelu[k], node.splitIndex[k]))
                : cell.condition(conditions.get(k - splits));
    }
}
