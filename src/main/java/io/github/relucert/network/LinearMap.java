package io.github.relucert.network;

/** A matrix of finite doubles, read as exact dyadics, that is known by its rows. Immutable. */
public sealed interface LinearMap permits Dense, Convolution, Sparse {
    /** Number of columns. */
    int inputSize();

    /** Number of rows. */
    int outputSize();

    /** Visits the stored entries of a row in ascending order of columns; a stored zero may be visited. */
    void forEachInRow(int row, Entry entry);

    /** Receives one stored entry of a row. */
    @FunctionalInterface
    interface Entry {
        void accept(int column, double coefficient);
    }
}
