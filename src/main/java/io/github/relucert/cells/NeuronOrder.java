package io.github.relucert.cells;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network's neurons in one row, layer by layer, and those of its values that are affine in the input whatever the phases.
 */
final class NeuronOrder {
    private final Network network;
    private final int[] firstOfLayer;
    private final int[] valueOf;
    private final int[] indexOf;
    private final DyadicForm[][] known;
    private final double[][][] rounded;

    NeuronOrder(Network network) {
        this.network = network;
        int count = network.neuronCount();
        this.firstOfLayer = new int[network.layers().size()];
        this.valueOf = new int[count];
        this.indexOf = new int[count];
        this.known = new DyadicForm[network.layers().size() + 1][];
        int seen = 0;
        known[0] = new DyadicForm[network.inputSize()];
        Arrays.setAll(known[0], i -> DyadicForm.coordinate(network.inputSize(), i));
        for (int k = 0; k < firstOfLayer.length; k++) {
            firstOfLayer[k] = seen;
            switch (network.layers().get(k)) {
                case Relu relu -> {
                    for (int i = 0; i < relu.outputSize(); i++) {
                        valueOf[seen] = relu.source();
                        indexOf[seen++] = i;
                    }
                }
                case Affine affine -> {
                    if (affine.sources().stream().allMatch(source -> known[source] != null)) {
                        known[k + 1] = formsOf(affine);
                    }
                }
            }
        }
        this.rounded = new double[known.length][][];
        for (int value = 0; value < known.length; value++) {
            rounded[value] = known[value] == null ? new double[0][] : rounded(known[value]);
        }
    }

    private static double[][] rounded(DyadicForm[] forms) {
        double[][] result = new double[forms.length][];
        for (int i = 0; i < result.length; i++) {
            DyadicForm form = forms[i];
            result[i] = new double[form.size() + 1];
            for (int k = 0; k <= form.size(); k++) {
                result[i][k] = Dyadic.of(form.numbers()[k], form.exponent()).doubleFloor();
            }
        }
        return result;
    }

    private DyadicForm[] formsOf(Affine affine) {
        DyadicForm[] forms = new DyadicForm[affine.outputSize()];
        for (int i = 0; i < forms.length; i++) {
            DyadicForm.Sum sum = new DyadicForm.Sum(network.inputSize());
            sum.addConstant(affine.bias(i));
            for (Affine.Term term : affine.terms()) {
                DyadicForm[] source = known[term.source()];
                term.map().forEachInRow(i, (column, weight) -> sum.add(weight, source[column]));
            }
            forms[i] = sum.toForm();
        }
        return forms;
    }

    Network network() {
        return network;
    }

    /** Number of neurons. */
    int count() {
        return valueOf.length;
    }

    /** The place of the first neuron of a ReLU layer. */
    int first(int layer) {
        return firstOfLayer[layer];
    }

    /** The value that a neuron reads. */
    int value(int neuron) {
        return valueOf[neuron];
    }

    /** Its coordinate there. */
    int index(int neuron) {
        return indexOf[neuron];
    }

    /** The value as exact affine forms of the input, where it is affine whatever the phases. */
    Optional<DyadicForm[]> known(int value) {
        return Optional.ofNullable(known[value]);
    }

    /** The same forms rounded to doubles, the constant last. */
    double[][] roundedForms(int value) {
        return rounded[value];
    }

    /** What every neuron reads at a point when decided neurons pass or block whatever they read; in double. */
    double[] preActivations(double[] x, Phase[] phases) {
        double[][] values = new double[network.layers().size() + 1][];
        values[0] = x;
        double[] read = new double[count()];
        for (int k = 0; k < firstOfLayer.length; k++) {
            switch (network.layers().get(k)) {
                case Affine affine -> values[k + 1] = apply(affine, values);
                case Relu relu -> {
                    double[] source = values[relu.source()];
                    values[k + 1] = new double[source.length];
                    for (int i = 0; i < source.length; i++) {
                        int neuron = firstOfLayer[k] + i;
                        read[neuron] = source[i];
                        values[k + 1][i] = switch (phases[neuron]) {
                            case ACTIVE -> source[i];
                            case INACTIVE -> 0;
                            case UNSTABLE -> Math.max(source[i], 0);
                        };
                    }
                }
            }
        }
        return read;
    }

    private static double[] apply(Affine affine, double[][] values) {
        double[] result = affine.bias();
        for (Affine.Term term : affine.terms()) {
            double[] source = values[term.source()];
            for (int i = 0; i < result.length; i++) {
                int row = i;
                term.map().forEachInRow(row, (column, weight) -> result[row] += weight * source[column]);
            }
        }
        return result;
    }
}
