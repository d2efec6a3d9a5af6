package io.github.relucert.export;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.export.Node.Bound;
import io.github.relucert.export.Node.Line;
import io.github.relucert.export.Node.Split;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A weighed sum of facts on its way to a contradiction: the backward pass of {@code certificates/FORMAT.md}, section 4, which here writes
 * down every fact that it uses.
 */
final class Combination {
    private final Query query;
    private final Network network;
    private final Node node;
    private final Dyadic[][] forms;
    private final Map<Fact, Rational> weights = new LinkedHashMap<>();
    private boolean flat;

    Combination(Query query, Node node) {
        this.query = query;
        this.network = query.problem().network();
        this.node = node;
        this.forms = new Dyadic[network.layers().size() + 1][];
    }

    /** Bounds ReLUs with all slopes zero. */
    Combination flat() {
        flat = true;
        return this;
    }

    /** Adds a term of the form that is pushed back; which fact it belongs to is said apart. */
    void form(int value, int i, Dyadic coefficient) {
        Dyadic[] form = coefficients(value);
        form[i] = form[i].add(coefficient);
    }

    /** Adds a fact to the sum. */
    void weigh(Fact fact, Rational weight) {
        if (weight.signum() != 0) {
            weights.merge(fact, weight, Rational::add);
        }
    }

    private void weigh(Fact fact, Dyadic weight) {
        weigh(fact, weight.toRational());
    }

    private Dyadic[] coefficients(int value) {
        if (forms[value] == null) {
            forms[value] = new Dyadic[network.valueSize(value)];
            Arrays.fill(forms[value], Dyadic.ZERO);
        }
        return forms[value];
    }

    /** A half-space with a weight. */
    void halfSpace(HalfSpace halfSpace, Dyadic weight) {
        if (weight.signum() > 0) {
            weigh(halfSpace.fact(), weight);
            for (int k = 0; k < halfSpace.coefficients().length; k++) {
                form(0, k, Dyadic.of(halfSpace.coefficients()[k]).multiply(weight));
            }
        }
    }

    /** Pushes the form back to the input. */
    boolean pushBack() {
        int ordinal = network.reluLayers().size();
        for (int value = network.layers().size(); value > 0; value--) {
            Layer layer = network.layers().get(value - 1);
            switch (layer) {
                case Affine affine -> throughAffine(value, affine);
                case Relu relu -> {
                    ordinal--;
                    if (!throughRelu(value, relu, ordinal)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void throughAffine(int value, Affine affine) {
        if (forms[value] == null) {
            return;
        }
        for (int i = 0; i < affine.outputSize(); i++) {
            Dyadic coefficient = forms[value][i];
            if (coefficient.signum() != 0) {
                weigh(query.row(value, i), coefficient.negate());
                for (Affine.Term term : affine.terms()) {
                    Dyadic[] sums = coefficients(term.source());
                    term.map()
                            .forEachInRow(
                                    i,
                                    (column, weight) ->
                                            sums[column] = sums[column].add(coefficient.multiply(Dyadic.of(weight))));
                }
            }
        }
    }

    private boolean throughRelu(int value, Relu relu, int ordinal) {
        if (forms[value] == null) {
            return true;
        }
        for (int i = 0; i < relu.outputSize(); i++) {
            Dyadic coefficient = forms[value][i];
            if (coefficient.signum() > 0) {
                form(relu.source(), i, coefficient.multiply(fromBelow(ordinal, i, coefficient)));
            } else if (coefficient.signum() < 0) {
                Optional<Line> line = fromAbove(value, relu, ordinal, i);
                if (line.isEmpty()) {
                    return false;
                }
                weigh(line.get().fact(), coefficient.negate());
                form(relu.source(), i, coefficient.multiply(Dyadic.of(line.get().slope())));
            }
        }
        return true;
    }

    /** Uses a line below a ReLU; returns its slope. */
    private Dyadic fromBelow(int ordinal, int i, Dyadic coefficient) {
        Split split = node.sides.get(new Neuron(ordinal, i));
        Dyadic alpha = split != null ? Dyadic.of(split.active() ? 1 : 0) : Dyadic.of(flat ? 0 : node.alpha[ordinal][i]);
        Dyadic rest = Dyadic.ONE.subtract(alpha);
        Optional<Bound> lower = node.lower(ordinal, i).filter(bound -> split == null && bound.value() > 0);
        Optional<Bound> upper = node.upper(ordinal, i).filter(bound -> split == null && bound.value() < 0);
        // At a crossing both may apply; the larger offset is the checker's, either is sound.
        boolean aboveFirst = lower.isPresent()
                && (upper.isEmpty()
                        || Dyadic.of(lower.get().value())
                                        .multiply(rest)
                                        .compareTo(
                                                Dyadic.of(-upper.get().value()).multiply(alpha))
                                >= 0);
        if (aboveFirst) {
            weigh(query.aboveSource(ordinal, i), coefficient);
            weigh(lower.get().fact(), coefficient.multiply(rest));
        } else if (upper.isPresent()) {
            weigh(query.aboveZero(ordinal, i), coefficient);
            weigh(upper.get().fact(), coefficient.multiply(alpha));
        } else {
            weigh(query.aboveSource(ordinal, i), coefficient.multiply(alpha));
            weigh(query.aboveZero(ordinal, i), coefficient.multiply(rest));
        }
        return alpha;
    }

    /** The line above a ReLU; none where its offset is infinite. */
    private Optional<Line> fromAbove(int value, Relu relu, int ordinal, int i) {
        Neuron neuron = new Neuron(ordinal, i);
        Split split = node.sides.get(neuron);
        if (split != null) {
            return Optional.of(new Line(split.active() ? 1 : 0, Optional.empty(), Optional.empty(), split.side()));
        }
        double slope = flat ? 0 : node.slope[ordinal][i];
        Optional<Bound> lower = node.lower(ordinal, i);
        Optional<Bound> upper = node.upper(ordinal, i);
        if ((slope > 0 && lower.isEmpty()) || (slope < 1 && upper.isEmpty())) {
            return Optional.empty();
        }
        Line known = node.lines.get(neuron);
        if (known == null
                || known.slope() != slope
                || !known.lower().equals(lower)
                || !known.upper().equals(upper)) {
            Fact fact = new UpperLine(query, value, relu.source(), ordinal, i).fact(slope, lower, upper);
            known = new Line(slope, lower, upper, fact);
            node.lines.put(neuron, known);
        }
        return Optional.of(known);
    }

    /** Bounds what is left of the form over sides, and over the ball of l1. */
    boolean bound(List<Side> lower, List<Side> upper, Dyadic nu) {
        if (forms[0] == null && nu.signum() == 0) {
            return true;
        }
        Dyadic[] a = coefficients(0);
        List<Dyadic> shares = new ArrayList<>();
        Dyadic most = Dyadic.ZERO;
        for (int k = 0; k < a.length; k++) {
            Dyadic share = query.sum().isPresent() ? share(a[k], k, nu) : Dyadic.ZERO;
            most = most.max(share.abs());
            shares.add(share);
            Dyadic rest = a[k].subtract(share);
            if (rest.signum() != 0) {
                Side side = rest.signum() > 0 ? lower.get(k) : upper.get(k);
                if (side == null) {
                    return false;
                }
                weigh(side.fact().get(), rest.abs().toRational().multiply(side.factor()));
            }
        }
        if (most.signum() > 0) {
            Dyadic half = Dyadic.of(0.5);
            weigh(query.sum().orElseThrow(), most);
            for (int k = 0; k < a.length; k++) {
                weigh(query.stepUp(k), most.subtract(shares.get(k)).multiply(half));
                weigh(query.stepDown(k), most.add(shares.get(k)).multiply(half));
            }
        }
        return true;
    }

    /** The part of a coefficient that the ball of l1 takes. */
    private Dyadic share(Dyadic a, int k, Dyadic nu) {
        Rational centre = query.problem().centre().get(k);
        if (node.lowSides.get(k) != null && node.lowSides.get(k).value().compareTo(centre) > 0) {
            return nu.negate();
        }
        if (node.highSides.get(k) != null && node.highSides.get(k).value().compareTo(centre) < 0) {
            return nu;
        }
        return nu.negate().max(a.min(nu));
    }

    /** What is left of the form at coordinate {@code k} of the input. */
    Dyadic atInput(int k) {
        return forms[0] == null ? Dyadic.ZERO : forms[0][k];
    }

    /** The constant of the sum so far. */
    Rational constant() {
        Rational constant = Rational.ZERO;
        for (Map.Entry<Fact, Rational> entry : weights.entrySet()) {
            constant =
                    constant.add(entry.getValue().multiply(entry.getKey().atom().constant()));
        }
        return constant;
    }

    /** Whether a fact with a strict inequality takes part. */
    boolean isStrict() {
        return weights.keySet().stream().anyMatch(fact -> fact.atom().compared().relation() == Atom.Relation.BELOW);
    }

    /** The sum as a contradiction, whether it is one or not. */
    Refutation refutation() {
        return query.refutation(weights);
    }

    /** The splits that the facts rest on. */
    Set<Atom> splits() {
        Set<Atom> splits = new LinkedHashSet<>();
        weights.keySet().forEach(fact -> splits.addAll(fact.splits()));
        return splits;
    }
}
