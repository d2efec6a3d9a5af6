package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.specification.Box;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A data file opened for one network: its rows in the order and type of the network's input, and their labels. */
public final class DataSet {
    private final String fileName;
    private final String sha256;
    private final Table table;
    private final int[] order;
    private final Scaling scaling;
    private final FloatType type;
    private final LabelReader.Labels labels;

    /** @param order for each of the network's inputs its position in a row of the table */
    DataSet(
            String fileName,
            String sha256,
            Table table,
            int[] order,
            Scaling scaling,
            FloatType type,
            LabelReader.Labels labels) {
        this.fileName = fileName;
        this.sha256 = sha256;
        this.table = table;
        this.order = order;
        this.scaling = scaling;
        this.type = type;
        this.labels = labels;
    }

    /** The plain name of the file. */
    public String fileName() {
        return fileName;
    }

    /** SHA-256 of the file as it lies on the disk, packed if it is, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Shape of a row as the file has it. */
    public List<Integer> rowShape() {
        return table.shape();
    }

    /** Number of rows. */
    public int count() {
        return table.count();
    }

    /**
     * A row as the network's input: {@code d} finite numbers, none a negative zero.
     *
     * @throws InputException when it holds something else
     */
    public double[] row(int row) {
        double[] values = table.values(row);
        double[] input = new double[order.length];
        for (int i = 0; i < input.length; i++) {
            double value = values[order[i]];
            input[i] = scaling.apply(value, type) + 0.0;
            if (!Double.isFinite(input[i])) {
                throw new InputException(place(row, i) + ": no finite number of type " + type + " (" + value
                        + "); correct it or leave the row out");
            }
        }
        return input;
    }

    /**
     * The label of a row, an integer, or nothing where what the network predicts is to be certified.
     *
     * @throws InputException when the label cannot be read
     */
    public OptionalInt label(int row) {
        return labels.ofRow().apply(row);
    }

    /** SHA-256 of the file of their own that the labels lie in, if they do. */
    public Optional<String> labelsSha256() {
        return labels.sha256();
    }

    /** File, row and column of an input's number, for messages. */
    public String place(int row, int input) {
        return table.place(row, order[input]);
    }

    /** The domain where none is given: {@code [0, 1]^d} for images in IDX, otherwise all of {@code R^d}. */
    public Box standardDomain() {
        return scaling.standardDomain(order.length);
    }
}
