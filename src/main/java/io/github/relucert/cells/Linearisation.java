package io.github.relucert.cells;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns a {@link Requirement} into one linear inequality of the input that every point satisfying the requirement satisfies,
 * exactly: decided neurons pass or block, an undecided one is replaced by a line below it (0 or its input, whichever is right
 * at a given point) or by the line {@code s z + max(-s l, u - s u)} above it, as its sign in the sum asks. Where no line above
 * was needed the inequality is a tangent: it cuts off the given point if the requirement fails there.
 */
final class Linearisation {
    private final NeuronOrder order;
    private final Phase[] phases;
    private final PhaseBounds bounds;
    private final double[] read;
    private final double[] gaps;
    private final double[] ownGaps;

    /**
     * @param phases decided phases, those that hold by the bounds included
     * @param read what the neurons read at the point to be tangent at
     */
    Linearisation(NeuronOrder order, Phase[] phases, PhaseBounds bounds, double[] read) {
        this.order = order;
        this.phases = phases;
        this.bounds = bounds;
        this.read = read;
        this.gaps = new double[order.count()];
        this.ownGaps = new double[order.count()];
    }

    /** By how much the lines above neurons lie above them at the point, weighted by importance and summed over all requirements so far. */
    double[] gaps() {
        return gaps;
    }

    /**
     * The inequality, or empty where a line above a neuron would be needed that has no finite bounds.
     *
     * @param importance weight of its gaps, for the row as scaled in double
     */
    Optional<Row> row(Requirement requirement, double importance) {
        Arrays.fill(ownGaps, 0);
        return sum(requirement).map(sum -> {
            DyadicForm form = sum.toForm();
            Row row = Row.of(form, 1);
            double scale = Math.scalb(importance, -form.exponent() - row.shift());
            for (int neuron = 0; neuron < gaps.length; neuron++) {
                gaps[neuron] += ownGaps[neuron] == 0 ? 0 : scale * ownGaps[neuron];
            }
            return row;
        });
    }

    /** The left side of a requirement; only of patterns without undecided neurons. */
    DyadicForm form(Requirement requirement) {
        return sum(requirement).orElseThrow().toForm();
    }

    private Optional<DyadicForm.Sum> sum(Requirement requirement) {
        Dyadic[][] weights = new Dyadic[order.network().layers().size() + 1][];
        DyadicForm.Sum sum = new DyadicForm.Sum(order.network().inputSize());
        sum.add(Dyadic.ONE, requirement.input());
        for (int k = 0; k < requirement.indices().size(); k++) {
            add(
                    weights,
                    requirement.value(),
                    requirement.indices().get(k),
                    requirement.weights().get(k));
        }
        for (int value = requirement.value(); value >= 0; value--) {
            if (weights[value] != null && !pullThrough(value, weights, sum)) {
                return Optional.empty();
            }
        }
        return Optional.of(sum);
    }

    private void add(Dyadic[][] weights, int value, int index, Dyadic weight) {
        if (weights[value] == null) {
            weights[value] = new Dyadic[order.network().valueSize(value)];
            Arrays.fill(weights[value], Dyadic.ZERO);
        }
        weights[value][index] = weights[value][index].add(weight);
    }

    private boolean pullThrough(int value, Dyadic[][] weights, DyadicForm.Sum sum) {
        Dyadic[] at = weights[value];
        Optional<DyadicForm[]> known = order.known(value);
        if (known.isPresent()) {
            for (int i = 0; i < at.length; i++) {
                sum.add(at[i], known.get()[i]);
            }
            return true;
        }
        return switch (order.network().layers().get(value - 1)) {
            case Affine affine -> {
                for (int i = 0; i < at.length; i++) {
                    Dyadic weight = at[i];
                    if (weight.signum() != 0) {
                        sum.addConstant(weight.multiply(Dyadic.of(affine.bias(i))));
                        for (Affine.Term term : affine.terms()) {
                            term.map()
                                    .forEachInRow(
                                            i,
                                            (column, entry) -> add(
                                                    weights, term.source(), column, weight.multiply(Dyadic.of(entry))));
                        }
                    }
                }
                yield true;
            }
            case Relu relu -> {
                boolean finite = true;
                for (int i = 0; i < at.length && finite; i++) {
                    if (at[i].signum() != 0) {
                        finite = replace(relu, value - 1, i, weights, sum);
                    }
                }
                yield finite;
            }
        };
    }

    private boolean replace(Relu relu, int layer, int index, Dyadic[][] weights, DyadicForm.Sum sum) {
        Dyadic weight = weights[layer + 1][index];
        int neuron = order.first(layer) + index;
        switch (phases[neuron]) {
            case ACTIVE -> add(weights, relu.source(), index, weight);
            case INACTIVE -> {}
            case UNSTABLE -> {
                if (weight.signum() > 0) {
                    if (read[neuron] > 0) {
                        add(weights, relu.source(), index, weight);
                    }
                } else {
                    return above(neuron, weight, relu, index, weights, sum);
                }
            }
        }
        return true;
    }

    private boolean above(int neuron, Dyadic weight, Relu relu, int index, Dyadic[][] weights, DyadicForm.Sum sum) {
        double low = bounds.low(neuron);
        double high = bounds.high(neuron);
        double slope = PhaseBounds.upperSlope(low, high);
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            gaps[neuron] = Double.POSITIVE_INFINITY;
            return false;
        }
        // One of the two is the greater; where a bound is infinite the slope makes the other one right.
        Dyadic atLow = Double.isInfinite(low) ? Dyadic.ZERO : Dyadic.of(-slope).multiply(Dyadic.of(low));
        Dyadic atHigh = Double.isInfinite(high)
                ? Dyadic.ZERO
                : Dyadic.of(high).add(Dyadic.of(-slope).multiply(Dyadic.of(high)));
        Dyadic offset = atLow.max(atHigh);
        add(weights, relu.source(), index, weight.multiply(Dyadic.of(slope)));
        sum.addConstant(weight.multiply(offset));
        double gap = slope * read[neuron] + offset.doubleCeiling() - Math.max(read[neuron], 0);
        ownGaps[neuron] += Math.max(0, gap) * -weight.doubleFloor();
        return true;
    }
}
