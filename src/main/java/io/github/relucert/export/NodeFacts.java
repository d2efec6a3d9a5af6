package io.github.relucert.export;

import io.github.relucert.certificate.ProofRecord;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.export.Atom.Relation;
import io.github.relucert.export.Node.Bound;
import io.github.relucert.export.Node.Split;
import io.github.relucert.network.Neuron;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Proves bounds, half-spaces and refutations of disjuncts at a node, as the lines of a certificate ask for them. */
final class NodeFacts {
    private final Query query;
    private final Problem problem;

    NodeFacts(Query query) {
        this.query = query;
        this.problem = query.problem();
    }

    private int source(int relu) {
        int layer = problem.network().reluLayers().get(relu);
        return problem.network().layers().get(layer).sources().getFirst();
    }

    /** Proves the rows of a block; a row whose form is unbounded proves nothing. */
    void bounds(Node node, ProofRecord.Bounds block) {
        int relu = block.relu();
        Bound[] lower = node.lower[relu].clone();
        Bound[] upper = node.upper[relu].clone();
        for (int r = 0; r < block.rows().size(); r++) {
            int i = block.rows().get(r).neuron();
            int sign = block.rows().get(r).sign();
            Optional<Bound> found = bound(node, block, r);
            if (found.isPresent()) {
                double value = found.get().value();
                if (sign > 0 && (lower[i] == null || value > lower[i].value())) {
                    lower[i] = found.get();
                } else if (sign < 0 && (upper[i] == null || value < upper[i].value())) {
                    upper[i] = found.get();
                }
            }
            if (lower[i] != null && upper[i] != null && lower[i].value() > upper[i].value()) {
                node.crossing = Optional.of(crossing(lower[i], upper[i]));
            }
        }
        node.lower[relu] = lower;
        node.upper[relu] = upper;
    }

    private Refutation crossing(Bound lower, Bound upper) {
        Map<Fact, Rational> weights = new LinkedHashMap<>();
        weights.put(lower.fact(), Rational.ONE);
        weights.put(upper.fact(), Rational.ONE);
        return query.refutation(weights);
    }

    /** The contradiction of a neuron's bounds, if they cross. */
    Optional<Refutation> crossing(Node node, Neuron neuron) {
        Optional<Bound> lower = node.lower(neuron.relu(), neuron.index());
        Optional<Bound> upper = node.upper(neuron.relu(), neuron.index());
        return lower.isPresent()
                        && upper.isPresent()
                        && lower.get().value() > upper.get().value()
                ? Optional.of(crossing(lower.get(), upper.get()))
                : Optional.empty();
    }

    private Optional<Bound> bound(Node node, ProofRecord.Bounds block, int row) {
        Combination sum = new Combination(query, node);
        if (block.method() == ProofRecord.Method.INTERVAL) {
            sum.flat();
        }
        int i = block.rows().get(row).neuron();
        int sign = block.rows().get(row).sign();
        int value = source(block.relu());
        sum.form(value, i, Dyadic.of(sign));
        block.halfSpaces()
                .forEach((number, weights) ->
                        node.halfSpaces.get(number).ifPresent(halfSpace -> sum.halfSpace(halfSpace, weights.get(row))));
        int given = block.multipliers().size();
        Dyadic nu = given == 0 ? node.nu : block.multipliers().get(given == 1 ? 0 : row);
        if (!sum.pushBack() || !sum.bound(node.lowSides, node.highSides, nu)) {
            return Optional.empty();
        }
        double least = floor(sum.constant());
        if (Double.isInfinite(least)) {
            return Optional.empty();
        }
        double bound = sign * least;
        Polynomial limit = Polynomial.constant(Rational.of(bound));
        Polynomial z = query.variable(value, i);
        Atom atom = sign > 0
                ? query.atom("low", Relation.AT_MOST, limit, z)
                : query.atom("high", Relation.AT_MOST, z, limit);
        return Optional.of(new Bound(bound, byDenial(sum, atom)));
    }

    private Fact byDenial(Combination sum, Atom atom) {
        Set<Atom> splits = sum.splits();
        Atom denial = query.denial(atom);
        sum.weigh(Fact.assumed(denial), Rational.ONE);
        return new Fact(atom, splits, new Fact.ByDenial(sum.refutation(), denial));
    }

    /** A double not above a bound; below it where the format needs a denial to be refuted by more than nothing. */
    private double floor(Rational bound) {
        double floor = bound.doubleFloor();
        boolean met = !query.format().hasStrictAtoms() && Rational.of(floor).equals(bound);
        return met ? floor - Math.max(Math.ulp(floor), 0x1p-90) : floor;
    }

    /** Conditions, splits and half-spaces with the weights in force; nothing where the form is unbounded. */
    private Optional<Combination> inForce(Node node, OptionalInt disjunct) {
        Combination sum = new Combination(query, node);
        disjunct.ifPresent(j -> conditions(node, j, sum));
        for (int depth = 0; depth < node.path.size(); depth++) {
            Dyadic weight = node.splitWeights.getOrDefault(depth, Dyadic.ZERO);
            if (weight.signum() > 0) {
                Split split = node.path.get(depth);
                Neuron neuron = split.neuron();
                sum.form(source(neuron.relu()), neuron.index(), split.active() ? weight.negate() : weight);
                sum.weigh(split.side(), weight.toRational());
                sum.weigh(
                        split.active()
                                ? query.aboveZero(neuron.relu(), neuron.index())
                                : query.aboveSource(neuron.relu(), neuron.index()),
                        weight.toRational());
            }
        }
        node.halfSpaceWeights.forEach((number, weight) ->
                node.halfSpaces.get(number).ifPresent(halfSpace -> sum.halfSpace(halfSpace, weight)));
        return sum.pushBack() ? Optional.of(sum) : Optional.empty();
    }

    private void conditions(Node node, int disjunct, Combination sum) {
        List<Condition> conditions = problem.unsafe().disjuncts().get(disjunct);
        int output = problem.network().layers().size();
        for (int c = 0; c < conditions.size(); c++) {
            List<Dyadic> given = node.conditionWeights.getOrDefault(disjunct, List.of());
            Condition condition = conditions.get(c);
            Rational weight =
                    (given.isEmpty() ? Dyadic.ONE : given.get(c)).toRational().multiply(Clearance.of(condition));
            sum.weigh(query.conditions(disjunct).get(c), weight);
            for (int t = 0; t < condition.input().indices().size(); t++) {
                Rational term = condition.input().coefficients().get(t).multiply(weight);
                sum.form(0, condition.input().indices().get(t), Clearance.dyadic(term));
            }
            for (int t = 0; t < condition.output().indices().size(); t++) {
                Rational term = condition.output().coefficients().get(t).multiply(weight);
                sum.form(output, condition.output().indices().get(t), Clearance.dyadic(term));
            }
        }
    }

    /** The half-space of a line {@code H}, if its form is bounded and its numbers are finite. */
    Optional<HalfSpace> halfSpace(Node node, OptionalInt disjunct) {
        Optional<Combination> found = inForce(node, disjunct);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Combination sum = found.get();
        int inputs = problem.network().inputSize();
        double[] coefficients = new double[inputs];
        TreeMap<String, Rational> terms = new TreeMap<>();
        for (int k = 0; k < inputs; k++) {
            coefficients[k] = sum.atInput(k).doubleFloor();
            if (!Double.isFinite(coefficients[k])) {
                return Optional.empty();
            }
            if (coefficients[k] != 0) {
                terms.put(query.variable(0, k).terms().firstKey(), Rational.of(coefficients[k]));
                sum.form(0, k, Dyadic.of(coefficients[k]).negate());
            }
        }
        boolean strict = query.format().hasStrictAtoms() && sum.isStrict();
        if (!sum.bound(query.lower(), query.upper(), Dyadic.ZERO)) {
            return Optional.empty();
        }
        double constant = floor(sum.constant());
        if (!Double.isFinite(constant)) {
            return Optional.empty();
        }
        Polynomial left = new Polynomial(terms, Rational.ZERO);
        Polynomial right = Polynomial.constant(Rational.of(constant).negate());
        Atom atom = query.atom("half", strict ? Relation.BELOW : Relation.AT_MOST, left, right);
        return Optional.of(new HalfSpace(coefficients, constant, byDenial(sum, atom)));
    }

    /** The contradiction that closes a node for a disjunct, if there is one. */
    Optional<Refutation> refutation(Node node, int disjunct) {
        if (query.emptyBall().isPresent()) {
            return query.emptyBall();
        }
        if (node.crossing.isPresent()) {
            return node.crossing;
        }
        return inForce(node, OptionalInt.of(disjunct))
                .filter(sum -> sum.bound(node.lowSides, node.highSides, node.nu))
                .map(Combination::refutation)
                .filter(Refutation::holds);
    }

    /** Meets a node's sides with the conditions of a disjunct that speak of one input and of no output. */
    void meet(Node node, int disjunct) {
        List<Condition> conditions = problem.unsafe().disjuncts().get(disjunct);
        for (int c = 0; c < conditions.size(); c++) {
            Condition condition = conditions.get(c);
            List<Rational> factors = condition.input().coefficients();
            if (condition.output().indices().isEmpty()
                    && factors.size() == 1
                    && factors.getFirst().signum() != 0) {
                int k = condition.input().indices().getFirst();
                Rational factor = factors.getFirst();
                Rational value = condition
                        .input()
                        .constant()
                        .add(condition.output().constant())
                        .negate()
                        .divide(factor);
                Fact fact = query.conditions(disjunct).get(c);
                Side side = new Side(value, Rational.ONE.divide(factor.abs()), () -> fact);
                narrow(node, k, factor.signum(), side);
            }
        }
    }

    /** Replaces a side by one that lies within the box; an equal one stays, since it may be the open ball's. */
    static boolean narrow(Node node, int k, int sign, Side side) {
        Side low = node.lowSides.get(k);
        Side high = node.highSides.get(k);
        boolean within = (low == null || low.value().compareTo(side.value()) <= 0)
                && (high == null || side.value().compareTo(high.value()) <= 0);
        Side old = sign < 0 ? low : high;
        if (within && (old == null || !old.value().equals(side.value()))) {
            (sign < 0 ? node.lowSides : node.highSides).set(k, side);
        }
        return within;
    }
}
