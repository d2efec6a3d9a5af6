package io.github.relucert.cells;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.List;

/**
 * An upper bound on the dual norm of the gradient over all ways to complete a pattern: intervals pulled back through the
 * network, an undecided ReLU taking any slope between 0 and 1. Every operation is rounded outward.
 */
final class GradientBound {
    private final Network network;
    private final Phase[] phases;
    private final double[][] low;
    private final double[][] high;

    private GradientBound(Network network, Phase[] phases) {
        this.network = network;
        this.phases = phases;
        int values = network.layers().size() + 1;
        this.low = new double[values][];
        this.high = new double[values][];
        for (int value = 0; value < values; value++) {
            low[value] = new double[network.valueSize(value)];
            high[value] = new double[network.valueSize(value)];
        }
    }

    /**
     * A bound on the dual norm, on its square for l2.
     *
     * @param phases by place in the {@link NeuronOrder}
     */
    static double of(Network network, Phase[] phases, LinearForm form, Box region, Norm norm) {
        GradientBound bound = new GradientBound(network, phases);
        int last = network.layers().size();
        for (int k = 0; k < form.indices().size(); k++) {
            bound.low[last][form.indices().get(k)] = form.coefficients().get(k).doubleFloor();
            bound.high[last][form.indices().get(k)] = form.coefficients().get(k).doubleCeiling();
        }
        for (int value = last; value > 0; value--) {
            bound.pullThrough(value);
        }
        return bound.length(region, norm);
    }

    private void pullThrough(int value) {
        switch (network.layers().get(value - 1)) {
            case Affine affine -> {
                for (int i = 0; i < affine.outputSize(); i++) {
                    int row = i;
                    if (low[value][row] != 0 || high[value][row] != 0) {
                        for (Affine.Term term : affine.terms()) {
                            term.map().forEachInRow(row, (column, weight) -> add(value, row, term, column, weight));
                        }
                    }
                }
            }
            case Relu relu -> {
                int first = firstNeuron(value - 1);
                for (int i = 0; i < relu.outputSize(); i++) {
                    Phase phase = phases[first + i];
                    double least = switch (phase) {
                        case ACTIVE -> low[value][i];
                        case INACTIVE -> 0;
                        case UNSTABLE -> Math.min(low[value][i], 0);
                    };
                    double greatest = switch (phase) {
                        case ACTIVE -> high[value][i];
                        case INACTIVE -> 0;
                        case UNSTABLE -> Math.max(high[value][i], 0);
                    };
                    widen(relu.source(), i, least, greatest);
                }
            }
        }
    }

    private void add(int value, int row, Affine.Term term, int column, double weight) {
        if (weight != 0) {
            double one = low[value][row] * weight;
            double other = high[value][row] * weight;
            widen(term.source(), column, Math.nextDown(Math.min(one, other)), Math.nextUp(Math.max(one, other)));
        }
    }

    private void widen(int value, int index, double least, double greatest) {
        if (least != 0 || greatest != 0) {
            low[value][index] = low[value][index] == 0 ? least : Math.nextDown(low[value][index] + least);
            high[value][index] = high[value][index] == 0 ? greatest : Math.nextUp(high[value][index] + greatest);
        }
    }

    private int firstNeuron(int layer) {
        return network.reluLayers().stream()
                .filter(k -> k < layer)
                .mapToInt(k -> network.layers().get(k).outputSize())
                .sum();
    }

    private double length(Box region, Norm norm) {
        List<Double> entries = new ArrayList<>();
        for (int i = 0; i < region.size(); i++) {
            if (!region.lower().get(i).equals(region.upper().get(i))) {
                entries.add(Math.max(-low[0][i], high[0][i]));
            }
        }
        double total = 0;
        for (double entry : entries) {
            total = switch (norm) {
                case LINF -> Math.nextUp(total + entry);
                case L2 -> Math.nextUp(total + Math.nextUp(entry * entry));
                case L1 -> Math.max(total, entry);
            };
        }
        return total;
    }
}
