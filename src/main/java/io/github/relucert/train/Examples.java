package io.github.relucert.train;

import java.util.List;

/**
 * Rows and their classes. Held as given, not copied: data sets are large; nothing here changes them.
 *
 * @param rows each of the network's input size
 * @param labels class indices; 0 and 1 for a network with one output
 */
public record Examples(List<double[]> rows, int[] labels) {
    /** @throws IllegalArgumentException when there are not as many labels as rows */
    public Examples {
        if (rows.size() != labels.length) {
            throw new IllegalArgumentException(rows.size() + " rows with " + labels.length + " labels");
        }
    }

    public int size() {
        return labels.length;
    }

    /** Rows {@code order[from], ..., order[to - 1]}, times the factor, as {@link TrainableLayer} lays out a batch. */
    double[] batch(int[] order, int from, int to, double factor) {
        int count = to - from;
        int width = rows.getFirst().length;
        double[] batch = new double[width * count];
        for (int b = 0; b < count; b++) {
            double[] row = rows.get(order[from + b]);
            for (int i = 0; i < width; i++) {
                batch[i * count + b] = factor * row[i];
            }
        }
        return batch;
    }

    int[] labels(int[] order, int from, int to) {
        int[] result = new int[to - from];
        for (int b = 0; b < result.length; b++) {
            result[b] = labels[order[from + b]];
        }
        return result;
    }
}
