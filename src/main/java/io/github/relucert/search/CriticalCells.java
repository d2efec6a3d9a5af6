package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.certificate.Witness;
import io.github.relucert.convex.ActiveSet;
import io.github.relucert.convex.ExactGuess;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactSlack;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Closes settled cells at the very radius, where a refutation has no slack. The cell's nearest point is solved exactly, and its multipliers, cleared of
 * their denominators, are the weights: at the radius the combination is zero or more, and what makes it positive is the open ball alone.
 *
 * <p>A cell is settled by splits and by proved bounds. The weights know of the splits only, so where they lead to a point that a bound excludes, the
 * bound's neuron is split too. So is one whose bound proves its phase up to rounding only, if the combination rests on it. One thread.
 */
final class CriticalCells {
    /** Cells farther than the radius by this part of it are refuted by weights in double. */
    private static final double SLACK = 1e-8;

    /** Bounds of less than this part of their layer's largest may be nothing but rounding errors. */
    private static final double WEAK = 1e-9;

    /** Longest weight in bits: a third of what the proof format allows. */
    private static final int LONGEST = 10_000;

    private static final int MOST_CELLS = 2_000;

    /** How much farther an unsafe point may be than the nearest one that strict conditions exclude, as a part of its distance. */
    private static final double BESIDE = 1e-10;

    private static final int MOST_HALVINGS = 300;

    private final Question question;
    private final RelaxedPass pass;
    private final CellRows rows;
    private final Lines lines;
    private final NodeText text;

    CriticalCells(Question question) {
        this.question = question;
        this.pass = new RelaxedPass(question.network());
        this.rows = new CellRows(question.network(), pass);
        this.lines = new Lines(question.network());
        this.text = new NodeText(question.problem().network());
    }

    /** How much is verified here. */
    enum Care {
        /** As little as possible: the checker will see. */
        QUICK,
        /** Everything, for a cell whose refutation the checker has rejected. */
        THOROUGH
    }

    /** What comes of a node. */
    sealed interface Result {}

    /** These lines close it. */
    record Closed(String lines) implements Result {}

    /** It holds an unsafe point nearer than the radius. */
    record Nearer(Witness witness) implements Result {}

    /**
     * Its nearest point lies nearer than the radius and violates strict conditions at their boundary, and nothing else: the distances of its unsafe points, if it
     * has any, have no minimum there.
     *
     * @param inside an unsafe point hardly farther, where it was easy to find
     */
    record Excluded(Radius distance, Optional<Witness> inside) implements Result {}

    /** Its numbers grow too long, its program is degenerate beyond what is tried here, or time is over. */
    record Hard() implements Result {}

    /**
     * Closes a settled node for every open ball up to the radius.
     *
     * @param radius of a known unsafe point
     */
    Result close(NodeState node, Radius radius, Care care, StopSignal stop) {
        if (node.halfSpaces() > 0) {
            text.noHalfSpaceWeights();
        }
        load(node);
        NodeState root = node.snapshot();
        for (int relu = 0; relu < lines.below.length; relu++) {
            text.align(root, lines, relu, Ascent.PLACES, i -> true);
        }
        Descent descent = new Descent(radius, care, stop);
        Optional<Result> ended = descent.close(root);
        String written = text.take();
        return ended.orElseGet(() -> new Closed(written));
    }

    /** The ReLUs themselves: split neurons as they were split, whatever their bounds. */
    private void load(NodeState node) {
        lines.load(node);
        for (int d = 0; d < node.splitRelu.length; d++) {
            lines.fix(node.splitRelu[d], node.splitIndex[d], node.splitActive[d]);
        }
    }

    /** One node's subtree. */
    private final class Descent {
        private final Radius radius;
        private final Care care;
        private final StopSignal stop;
        private final double near;
        private int cells;

        Descent(Radius radius, Care care, StopSignal stop) {
            this.radius = radius;
            this.care = care;
            this.stop = stop;
            this.near = radius.ceiling() * (1 + SLACK);
        }

        /** Writes what closes a node; otherwise says why there is nothing. */
        Optional<Result> close(NodeState node) {
            if (++cells > MOST_CELLS || stop.reason().isPresent()) {
                return Optional.of(new Hard());
            }
            load(node);
            if (question.wholeBox()) {
                return strictly(node);
            }
            Objective objective = question.objectives().get(node.disjunct);
            CellRows.Scaled cell = rows.of(objective, node, lines, 0);
            Projection projection =
                    NearestPoint.project(question.norm(), cell.polyhedron(), question.centre(), near * (1 + SLACK));
            return switch (projection) {
                case Projection.Nearest nearest
                when nearest.distance() < near -> exactly(node, cell.polyhedron(), Optional.of(nearest));
                case Projection.Nearest nearest -> rounded(node, nearest.multipliers(), cell);
                case Projection.Empty(double[] weights) -> rounded(node, weights, cell);
                case Projection.Farther(double _, double[] weights) -> rounded(node, weights, cell);
                case Projection.Unsettled _ -> exactly(node, cell.polyhedron(), Optional.empty());
            };
        }

        /** Refutes a cell that is farther by weights in double. */
        private Optional<Result> rounded(NodeState node, double[] multipliers, CellRows.Scaled cell) {
            int splits = node.splitRelu.length;
            int conditions = node.weights.length;
            double[] weights = new double[splits + conditions];
            for (int k = 0; k < multipliers.length; k++) {
                weights[k] = multipliers[k] * cell.scales()[k];
            }
            double largest = Arrays.stream(weights).max().orElse(0);
            if (!(largest > 0) || Double.isInfinite(largest)) {
                return exactly(node, cell.polyhedron(), Optional.empty());
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] /= largest;
            }
            List<Dyadic> numbers = Arrays.stream(weights).mapToObj(Dyadic::of).toList();
            Optional<Neuron> weak = weak(node, weights);
            BoxAndBall geometry = question.geometry(node.low, node.high, near);
            if (!(geometry.distance(pass.normal(), pass.constant()) > radius.ceiling() * (1 + SLACK / 2))) {
                return exactly(node, cell.polyhedron(), Optional.empty());
            }
            Dyadic multiplier = Double.isFinite(geometry.multiplier()) ? Dyadic.of(geometry.multiplier()) : Dyadic.ZERO;
            return weak.isPresent() ? split(node, weak.get()) : leaf(node, numbers, multiplier);
        }

        /** Refutes a cell by the multipliers of its nearest point, if that is not nearer than the radius. */
        private Optional<Result> exactly(NodeState node, Polyhedron rows, Optional<Projection.Nearest> guess) {
            ExactCellNearest cell = exactCell(node);
            return guess.isPresent()
                    ? fromGuess(node, cell, rows, guess.get())
                    : concluded(node, cell, cell.fromScratch());
        }

        private Optional<Result> fromGuess(
                NodeState node, ExactCellNearest cell, Polyhedron rows, Projection.Nearest guess) {
            ActiveSet active = guess.active();
            OpenPlaces open = OpenPlaces.of(question.norm(), question.centre(), guess, rows);
            Optional<ExactNearest> solved = Optional.empty();
            if (care == Care.QUICK) {
                Optional<ExactGuess> quick = cell.unverified(active);
                if (quick.isPresent() && holds(quick.get())) {
                    if (cell.holds(active, quick.get(), open)) {
                        return exactLeaf(node, quick.get().multipliers(), BigInteger.ONE);
                    }
                    solved = cell.fromNearby(active, open);
                } else {
                    // Neither an unsafe point nor a split needs a proof that nothing in the cell is nearer.
                    Optional<Witness> nearer = cell.pointOf(active)
                            .map(this::witness)
                            .filter(witness -> witness.distance().compareTo(radius) < 0);
                    if (nearer.isPresent()) {
                        List<Rational> point = nearer.get().point();
                        if (question.problem().isUnsafe(point)) {
                            return Optional.of(new Nearer(nearer.get()));
                        }
                        Optional<Neuron> other = otherPhase(node, point);
                        if (other.isPresent()) {
                            return split(node, other.get());
                        }
                    }
                }
            }
            return concluded(
                    node,
                    cell,
                    solved.or(() -> cell.fromGuess(active))
                            .or(() -> cell.fromNearby(active, open))
                            .or(cell::fromScratch));
        }

        /** What follows from the nearest point of a cell's rows, all or some. */
        private Optional<Result> concluded(NodeState node, ExactCellNearest cell, Optional<ExactNearest> found) {
            Optional<ExactNearest> nearest =
                    found.filter(n -> !isNearer(n) || cell.contains(n.point())).or(cell::fromScratch);
            if (nearest.isEmpty()) {
                return Optional.of(new Hard());
            }
            return isNearer(nearest.get())
                    ? refined(node, cell, nearest.get())
                    : exactLeaf(node, nearest.get().multipliers(), BigInteger.ONE);
        }

        private ExactCellNearest exactCell(NodeState node) {
            return new ExactCellNearest(
                    question.problem(), node, question.sides(node.disjunct).exactly(node.low, node.high), pattern());
        }

        private Witness witness(List<Rational> point) {
            Problem problem = question.problem();
            return new Witness(point, ExactNearestPoint.distance(problem.norm(), point, problem.centre()));
        }

        private boolean holds(ExactGuess guess) {
            return guess.distance().compareTo(radius) >= 0
                    && guess.multipliers().stream().allMatch(weight -> weight.signum() >= 0);
        }

        private boolean isNearer(ExactNearest nearest) {
            return nearest.distance().compareTo(radius) < 0;
        }

        /** The nearest point of the cell's rows lies nearer than the radius: it is unsafe, or another phase than the cell's, or excluded by strict conditions. */
        private Optional<Result> refined(NodeState node, ExactCellNearest cell, ExactNearest nearest) {
            if (question.problem().isUnsafe(nearest.point())) {
                return Optional.of(new Nearer(witness(nearest.point())));
            }
            boolean isBeside = cell.contains(nearest.point())
                    && otherPhase(node, nearest.point()).isEmpty();
            return isBeside ? excluded(node, cell, nearest) : splitAt(node, nearest.point());
        }

        /** A neuron that is not split and has not the cell's phase at a point. */
        private Optional<Neuron> otherPhase(NodeState node, List<Rational> point) {
            ExactEvaluation evaluation = new ExactEvaluation(question.problem().network(), RationalVector.of(point));
            for (int relu = 0; relu < lines.below.length; relu++) {
                RationalVector z = evaluation.preActivation(relu);
                for (int i = 0; i < z.size(); i++) {
                    int expected = lines.below[relu][i] == 1 ? 1 : -1;
                    if (z.signum(i) == -expected && !node.isSplit(relu, i)) {
                        return Optional.of(new Neuron(relu, i));
                    }
                }
            }
            return Optional.empty();
        }

        /** A cell whose nearest point violates strict conditions at their boundary: either all of its points do, or some as near as wished do not. */
        private Optional<Result> excluded(NodeState node, ExactCellNearest cell, ExactNearest nearest) {
            Optional<ExactSlack> slack = cell.strictly();
            if (slack.isEmpty()) {
                return Optional.of(new Excluded(nearest.distance(), Optional.empty()));
            }
            if (slack.get().value().signum() <= 0) {
                return exactLeaf(node, slack.get().multipliers(), BigInteger.ZERO);
            }
            List<Rational> point = between(nearest.point(), slack.get().point());
            return question.problem().isUnsafe(point)
                    ? Optional.of(new Excluded(nearest.distance(), Optional.of(witness(point))))
                    : splitAt(node, point);
        }

        /** A cell of a whole box, which the strict conditions alone make empty. */
        private Optional<Result> strictly(NodeState node) {
            Optional<ExactSlack> slack = exactCell(node).strictly();
            if (slack.isEmpty()) {
                return Optional.of(new Hard());
            }
            if (slack.get().value().signum() <= 0) {
                return exactLeaf(node, slack.get().multipliers(), BigInteger.ZERO);
            }
            List<Rational> point = slack.get().point();
            return question.problem().isUnsafe(point) ? Optional.of(new Nearer(witness(point))) : splitAt(node, point);
        }

        /** Splits a neuron whose bound excludes a point that the splits allow. */
        private Optional<Result> splitAt(NodeState node, List<Rational> point) {
            Optional<Neuron> other = otherPhase(node, point);
            return other.isPresent() ? split(node, other.get()) : Optional.of(new Hard());
        }

        /** A point behind the first one on the way to the second, not farther from the centre than the first but for {@link #BESIDE}. */
        private List<Rational> between(List<Rational> from, List<Rational> to) {
            Norm norm = question.problem().norm();
            double limit = norm.distance(from, question.problem().centre()).floor() * (1 + BESIDE);
            Rational step = Rational.ONE;
            List<Rational> point = to;
            for (int k = 0; k < MOST_HALVINGS; k++) {
                if (question.problem().distance(point).ceiling() <= limit) {
                    break;
                }
                step = step.multiply(Rational.of(1, 16));
                List<Rational> nearer = new ArrayList<>();
                for (int i = 0; i < from.size(); i++) {
                    nearer.add(from.get(i).add(to.get(i).subtract(from.get(i)).multiply(step)));
                }
                point = nearer;
            }
            return point;
        }

        /**
         * A leaf of these weights.
         *
         * @param ball the multiplier of the ball before denominators are cleared
         */
        private Optional<Result> exactLeaf(NodeState node, List<Rational> multipliers, BigInteger ball) {
            List<Condition> conditions = question.problem().unsafe().disjuncts().get(node.disjunct);
            int splits = node.splitRelu.length;
            List<Rational> exact = new ArrayList<>(multipliers.subList(0, splits));
            for (int c = 0; c < conditions.size(); c++) {
                BigInteger clearing = Objective.clearing(conditions.get(c));
                Rational multiplier = multipliers.get(splits + c);
                exact.add(
                        clearing.equals(BigInteger.ONE)
                                ? multiplier
                                : multiplier.divide(Rational.of(clearing, BigInteger.ONE)));
            }
            BigInteger unit = exact.stream()
                    .map(Rational::denominator)
                    .reduce(
                            BigInteger.ONE,
                            (a, b) -> a.equals(b) ? a : a.divide(a.gcd(b)).multiply(b));
            List<Dyadic> numbers = new ArrayList<>();
            for (Rational weight : exact) {
                numbers.add(Dyadic.of(unit.divide(weight.denominator()).multiply(weight.numerator()), 0));
            }
            Dyadic multiplier = question.norm() == Norm.LINF ? Dyadic.ZERO : Dyadic.of(unit.multiply(ball), 0);
            if (Stream.concat(numbers.stream(), Stream.of(multiplier))
                    .anyMatch(number -> number.mantissa().bitLength() > LONGEST)) {
                return Optional.of(new Hard());
            }
            double[] weights = exact.stream().mapToDouble(Rational::doubleFloor).toArray();
            Optional<Neuron> weak = weak(node, weights);
            return weak.isPresent() ? split(node, weak.get()) : leaf(node, numbers, multiplier);
        }

        private Optional<Result> leaf(NodeState node, List<Dyadic> numbers, Dyadic multiplier) {
            int splits = node.splitRelu.length;
            text.exactLeaf(
                    node.disjunct, numbers.subList(0, splits), numbers.subList(splits, numbers.size()), multiplier);
            return Optional.empty();
        }

        private Optional<Result> split(NodeState node, Neuron neuron) {
            text.split(neuron.relu(), neuron.index());
            Optional<Result> off = close(node.child(neuron.relu(), neuron.index(), false));
            return off.isPresent() ? off : close(node.child(neuron.relu(), neuron.index(), true));
        }
    }

    private Phase[][] pattern() {
        return Arrays.stream(lines.below)
                .map(layer -> Arrays.stream(layer)
                        .mapToObj(slope -> slope == 1 ? Phase.ACTIVE : Phase.INACTIVE)
                        .toArray(Phase[]::new))
                .toArray(Phase[][]::new);
    }

    /** A neuron that is not split, whose line above the combination uses, and whose phase may be proved only up to rounding. */
    private Optional<Neuron> weak(NodeState node, double[] weights) {
        int splits = node.splitRelu.length;
        Objective objective = question.objectives().get(node.disjunct);
        pass.backward(
                objective,
                node,
                Arrays.copyOf(weights, splits),
                Arrays.copyOfRange(weights, splits, weights.length),
                lines);
        for (int relu = 0; relu < lines.below.length; relu++) {
            double[] c = pass.outputCoefficients(relu);
            double scale = 0;
            for (int i = 0; i < c.length; i++) {
                scale = Math.max(scale, Math.max(Math.abs(node.lower[relu][i]), Math.abs(node.upper[relu][i])));
            }
            for (int i = 0; i < c.length; i++) {
                double proved = lines.below[relu][i] == 1 ? node.lower[relu][i] : -node.upper[relu][i];
                if (c[i] < 0 && !(proved > WEAK * scale) && !node.isSplit(relu, i)) {
                    return Optional.of(new Neuron(relu, i));
                }
            }
        }
        return Optional.empty();
    }
}
