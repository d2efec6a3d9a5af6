package io.github.relucert.network;

/** A matrix of finite doubles, read as exact dyadics, that is known by its rows. Immutable. */
public sealed interface LinearMap permits Dense, Convolution, Sparse {
    /** Number of columns. */
    int inputSize();

    /** Number of rows. */
    int outputSize();

    /** Visits the stored entries of a row in ascending order of columns; a stored zero may be visited. */
    void forEachInRow(int row, Entry entry);

    /**
     * {@code inputs += A^T outputs} in double arithmetic. Each component is a sum of at most one product an entry of its column, in
     * any order; where an output is zero, nothing is added or zeros are.
     *
     * @param outputs one a row
     * @param inputs one a column; added to
     */
    default void addTransposed(double[] outputs, double[] inputs) {
        for (int row = 0; row < outputs.length; row++) {
            double factor = outputs[row];
            if (factor != 0) {
                forEachInRow(row, (column, coefficient) -> inputs[column] += factor * coefficient);
            }
        }
    }

    /** Receives one stored entry of a row. */
    @FunctionalInterface
    interface Entry {
        void accept(int column, double coefficient);
    }
}
