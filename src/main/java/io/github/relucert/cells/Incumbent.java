package io.github.relucert.cells;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The nearest unsafe point found so far, exactly, and how points in double lead to such points. */
final class Incumbent {
    private static final int STEPS = 12;
    private static final double OVERSHOOT = 1.001;

    private final Problem problem;
    private final Aim aim;
    private final NeuronOrder order;
    private final Distance distance;
    private final PhaseBounds unbounded;
    private Optional<StrictNearest> nearest = Optional.empty();
    private Radius best;

    Incumbent(Problem problem, Aim aim, NeuronOrder order, Distance distance) {
        this.problem = problem;
        this.aim = aim;
        this.order = order;
        this.distance = distance;
        this.best = new Radius(problem.norm(), Rational.POSITIVE_INFINITY);
        this.unbounded = PhaseBounds.none(order);
    }

    /** What is looked for. */
    enum Aim {
        /** The nearest point with all conditions at most zero. */
        CLOSED,
        /** The infimum over points with all conditions below zero. */
        STRICT
    }

    /** One way to be unsafe: its conditions, and the same as requirements on the network's values. */
    record Disjunct(List<Condition> conditions, List<Requirement> requirements) {
        static Disjunct of(List<Condition> conditions, NeuronOrder order) {
            int output = order.network().layers().size();
            int inputs = order.network().inputSize();
            return new Disjunct(
                    conditions,
                    conditions.stream()
                            .map(condition -> Requirement.of(condition, output, inputs))
                            .toList());
        }
    }

    Optional<StrictNearest> nearest() {
        return nearest;
    }

    /** The distance of the nearest point found, infinite before the first. */
    Radius best() {
        return best;
    }

    /**
     * Takes a point in the closed unsafe set if it is what is looked for.
     *
     * @param preferred phases to choose where a neuron of the point stands at its kink, as far as they are decided
     * @return whether the distance of the point is now known as an upper bound
     */
    boolean offer(List<Rational> point, Disjunct disjunct, Phase[] preferred) {
        List<Rational> output = problem.output(point);
        boolean closed = disjunct.conditions().stream()
                .allMatch(condition -> condition.leftSide(point, output).signum() <= 0);
        if (!closed) {
            return false;
        }
        boolean strict = disjunct.conditions().stream()
                .allMatch(condition -> condition.leftSide(point, output).signum() < 0);
        Optional<List<Rational>> inside = aim == Aim.CLOSED || strict
                ? Optional.of(point)
                : inside(point, disjunct, preferred, Phase.ACTIVE)
                        .or(() -> inside(point, disjunct, preferred, Phase.INACTIVE));
        inside.ifPresent(p -> {
            Radius radius = distance.of(point);
            if (radius.compareTo(best) < 0) {
                best = radius;
                nearest = Optional.of(new StrictNearest(radius, point, p));
            }
        });
        return inside.isPresent();
    }

    /** A strictly unsafe point of a closed cell that contains the given point. */
    private Optional<List<Rational>> inside(List<Rational> point, Disjunct disjunct, Phase[] preferred, Phase atKinks) {
        Phase[] pattern = pattern(point);
        for (int neuron = 0; neuron < pattern.length; neuron++) {
            if (pattern[neuron] == Phase.UNSTABLE) {
                pattern[neuron] = preferred[neuron] == Phase.UNSTABLE ? atKinks : preferred[neuron];
            }
        }
        return LargestSlack.strictly(
                        rows(pattern, phases(pattern)), rows(pattern, disjunct.requirements()), problem.domain())
                .map(ExactPoint::toList);
    }

    /** The phases at a point, undecided where a neuron reads zero. */
    private Phase[] pattern(List<Rational> point) {
        ExactEvaluation evaluation = new ExactEvaluation(problem.network(), RationalVector.of(point));
        List<Phase> pattern = new ArrayList<>();
        for (int relu = 0; relu < problem.network().reluLayers().size(); relu++) {
            RationalVector read = evaluation.preActivation(relu);
            for (int i = 0; i < read.size(); i++) {
                int sign = read.signum(i);
                pattern.add(sign > 0 ? Phase.ACTIVE : sign < 0 ? Phase.INACTIVE : Phase.UNSTABLE);
            }
        }
        return pattern.toArray(Phase[]::new);
    }

    private List<Requirement> phases(Phase[] pattern) {
        List<Requirement> phases = new ArrayList<>();
        for (int neuron = 0; neuron < pattern.length; neuron++) {
            phases.add(Requirement.of(order, neuron, pattern[neuron]));
        }
        return phases;
    }

    /** Requirements as inequalities of the input on the piece of a pattern without undecided neurons. */
    private List<Row> rows(Phase[] pattern, List<Requirement> requirements) {
        Linearisation piece = new Linearisation(order, pattern, unbounded, new double[order.count()]);
        List<Row> rows = new ArrayList<>();
        for (Requirement requirement : requirements) {
            rows.add(piece.row(requirement, 0).orElseThrow());
        }
        return rows;
    }

    /**
     * Follows the affine pieces of the network from a point: to the nearest point of the centre at which the piece is unsafe, to
     * the piece there, and so on (as DeepFool does; Moosavi-Dezfooli et al., 2016). Where that ends in an unsafe point, the exact
     * nearest unsafe point of its cell is offered.
     */
    void pursue(double[] start, Disjunct disjunct) {
        double[] x = start;
        for (int step = 0; step < STEPS; step++) {
            Phase[] pattern = signs(x);
            Projection onPiece = distance.guess(rows(pattern, disjunct.requirements()), Double.POSITIVE_INFINITY);
            if (!(onPiece instanceof Projection.Nearest found)) {
                return;
            }
            double[] next = distance.beyond(found.point(), OVERSHOOT);
            Phase[] there = signs(next);
            if (Arrays.equals(there, pattern) || step == STEPS - 1) {
                offerCell(there, disjunct);
                return;
            }
            x = next;
        }
    }

    private void offerCell(Phase[] pattern, Disjunct disjunct) {
        List<Row> rows = rows(pattern, phases(pattern));
        rows.addAll(rows(pattern, disjunct.requirements()));
        Projection guess = distance.guess(rows, Double.POSITIVE_INFINITY);
        if (guess instanceof Projection.Nearest found && !(found.distance() > best.ceiling())) {
            distance.exactly(guess, rows).map(ExactNearest::point).ifPresent(p -> offer(p, disjunct, pattern));
        }
    }

    private Phase[] signs(double[] x) {
        Phase[] undecided = new Phase[order.count()];
        Arrays.fill(undecided, Phase.UNSTABLE);
        double[] read = order.preActivations(x, undecided);
        Arrays.setAll(undecided, neuron -> read[neuron] > 0 ? Phase.ACTIVE : Phase.INACTIVE);
        return undecided;
    }
}
