package io.github.relucert.cli;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.train.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads whole data files as a float32 model of a given input shape would get them, labels included. */
final class ExampleReader {
    private final Network taker;
    private final DataOptions options;
    private final int classes;

    /**
     * @param inputShape shape of a row
     * @param outputs number of classes; with 1 the labels are 0 and 1, or -1 and +1
     */
    ExampleReader(List<Integer> inputShape, int outputs, LabelSource labels) {
        int size = inputShape.stream().reduce(1, Math::multiplyExact);
        this.taker = new Network(FloatType.FLOAT32, inputShape, List.of(new Relu("input", 0, size)));
        this.options = new DataOptions(labels, List.of(), Layout.NCHW);
        this.classes = outputs;
    }

    /** @throws InputException when the file cannot be read or a label is missing or out of range */
    Examples read(Path file) {
        DataSet data = DataReader.read(file, options, taker);
        List<double[]> rows = new ArrayList<>();
        int[] labels = new int[data.count()];
        for (int row = 0; row < labels.length; row++) {
            rows.add(data.row(row));
            labels[row] = label(file, row, data);
        }
        return new Examples(rows, labels);
    }

    private int label(Path file, int row, DataSet data) {
        int label = data.label(row)
                .orElseThrow(() -> new InputException(
                        file + ": training needs a label for every row; say where with --label or --labels"));
        int least = classes == 1 ? -1 : 0;
        if (label < least || label >= Math.max(classes, 2)) {
            throw new InputException(file + ": row " + row + " has label " + label + ", not one of " + least + " to "
                    + (Math.max(classes, 2) - 1));
        }
        return Math.max(label, 0);
    }
}
