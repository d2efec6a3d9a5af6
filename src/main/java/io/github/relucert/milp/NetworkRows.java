package io.github.relucert.milp;

import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Step;
import io.github.relucert.network.Phase;
import java.util.BitSet;

/**
 * A network's values as forms over the columns of a program. Affine steps and neurons of known phase are substituted, so rows are
 * written for unstable neurons only; active neurons of a layer get columns and equations of their own where that leaves fewer
 * entries in all.
 */
final class NetworkRows {
    private final CompiledNetwork network;
    private final NeuronBounds bounds;
    private final Needs needs;
    private final Program program;
    private final ReluRows reluRows;
    private final Form[][] forms;
    private final FormSum sum = new FormSum();

    /**
     * Writes all needed neurons into a program.
     *
     * @param bounds valid over what the program allows as input; finite where a needed neuron is unstable
     * @param outputs coordinates of the network's output that are needed
     * @param inputs the network's input, a form a coordinate
     */
    NetworkRows(
            CompiledNetwork network,
            NeuronBounds bounds,
            BitSet outputs,
            Program program,
            Form[] inputs,
            ReluRows reluRows) {
        this.network = network;
        this.bounds = bounds;
        this.needs = new Needs(network, bounds, outputs);
        this.program = program;
        this.reluRows = reluRows;
        this.forms = new Form[network.values()][];
        forms[0] = inputs;
        for (int value = 1; value < forms.length; value++) {
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> writeAffine(value, affine);
                case Step.Relu relu -> writeRelu(value, relu);
            }
        }
    }

    /** A needed coordinate of the output. */
    Form output(int index) {
        return forms[network.outputValue()][index];
    }

    /** A needed neuron's pre-activation. */
    Form preActivation(int relu, int index) {
        return forms[network.preActivationValue(relu)][index];
    }

    /** The neurons of a ReLU layer that are needed. */
    BitSet neurons(int relu) {
        return needs.of(network.reluValue(relu));
    }

    private void writeRelu(int value, Step.Relu relu) {
        Form[] result = new Form[relu.size()];
        BitSet needed = needs.of(value);
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            Form z = forms[relu.source()][i];
            result[i] = switch (bounds.phase(relu.relu(), i)) {
                case ACTIVE -> bounds.upper(relu.relu(), i) > 0 ? z : Form.of(0);
                case INACTIVE -> Form.of(0);
                case UNSTABLE -> reluRows.write(program, z, bounds.lower(relu.relu(), i), bounds.upper(relu.relu(), i));
            };
        }
        forms[value] = result;
    }

    private void writeAffine(int value, Step.Affine affine) {
        Form[] substituted = rows(value, affine);
        if (entriesWithColumns(value, affine) < entries(substituted, needs.of(value))) {
            for (Step.Term term : affine.terms()) {
                giveColumns(term.source());
            }
            forms[value] = rows(value, affine);
        } else {
            forms[value] = substituted;
        }
    }

    private Form[] rows(int value, Step.Affine affine) {
        Form[] rows = new Form[affine.size()];
        BitSet needed = needs.of(value);
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            sum.add(affine.bias(i));
            for (Step.Term term : affine.terms()) {
                Form[] source = forms[term.source()];
                term.kernel().forEachInRow(i, (column, weight) -> {
                    if (weight != 0) {
                        sum.add(source[column], weight);
                    }
                });
            }
            rows[i] = sum.take(1);
        }
        return rows;
    }

    private static long entries(Form[] rows, BitSet needed) {
        return needed.stream().mapToLong(i -> rows[i].size()).sum();
    }

    /** Entries of the rows and of the active neurons' equations if the active neurons read had columns; from above. */
    private long entriesWithColumns(int value, Step.Affine affine) {
        long[] entries = {0};
        BitSet needed = needs.of(value);
        for (Step.Term term : affine.terms()) {
            Form[] source = forms[term.source()];
            BitSet active = active(term.source());
            entries[0] += active.stream().mapToLong(i -> source[i].size() + 1L).sum();
            for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
                term.kernel().forEachInRow(i, (column, weight) -> {
                    if (weight != 0) {
                        entries[0] += active.get(column) ? 1 : source[column].size();
                    }
                });
            }
        }
        return entries[0];
    }

    /** The needed active neurons of a value that are still written as sums; none when the value is no ReLU's. */
    private BitSet active(int value) {
        BitSet active = new BitSet();
        if (value > 0 && network.steps().get(value - 1) instanceof Step.Relu relu) {
            needs.of(value).stream()
                    .filter(i -> bounds.phase(relu.relu(), i) == Phase.ACTIVE && forms[value][i].size() > 1)
                    .forEach(active::set);
        }
        return active;
    }

    private void giveColumns(int value) {
        if (value > 0 && network.steps().get(value - 1) instanceof Step.Relu relu) {
            active(value).stream().forEach(i -> {
                double scale = bounds.upper(relu.relu(), i);
                int column = program.column(bounds.lower(relu.relu(), i) / scale, 1);
                sum.add(forms[value][i], 1 / scale);
                sum.add(column, -1);
                program.requireZero(sum.take(1));
                forms[value][i] = Form.of(0, column, scale);
            });
        }
    }
}
