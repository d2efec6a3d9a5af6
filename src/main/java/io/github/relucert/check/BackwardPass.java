package io.github.relucert.check;

import io.github.relucert.check.Combination.Term;
import io.github.relucert.check.Forms.Row;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.List;

/** The one rule that proves everything: linear forms over a network's values are pushed back to its input. */
final class BackwardPass {
    private BackwardPass() {}

    /** Starts all rows and pushes them back; the forms speak of the input alone afterwards. */
    static void run(Network network, Forms forms, List<Row> rows) {
        for (int row = 0; row < rows.size(); row++) {
            start(forms, row, rows.get(row));
        }
        int ordinal = network.reluLayers().size();
        for (int value = network.layers().size(); value > 0; value--) {
            Layer layer = network.layers().get(value - 1);
            switch (layer) {
                case Affine affine -> forms.throughAffine(value, affine);
                case Relu relu -> forms.throughRelu(value, relu, --ordinal, rows);
            }
        }
    }

    private static void start(Forms forms, int row, Row start) {
        forms.add(row, start.combination().constant());
        for (Term term : start.combination().terms()) {
            forms.add(row, term.value(), term.index(), term.coefficient());
        }
        start.combination()
                .halfSpaces()
                .forEach((number, weight) ->
                        forms.add(row, start.facts().halfSpaces().get(number), weight));
    }
}
