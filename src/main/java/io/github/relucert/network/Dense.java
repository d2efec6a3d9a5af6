package io.github.relucert.network;

import java.util.Arrays;

/** A dense matrix, kept by rows. */
public final class Dense implements LinearMap {
    private final int inputSize;
    private final double[][] rows;

    /**
     * @param weights {@code outputSize x inputSize} finite numbers, row-major; copied
     * @throws IllegalArgumentException when the length does not fit or a weight is not finite
     */
    public Dense(int outputSize, int inputSize, double[] weights) {
        if ((long) outputSize * inputSize != weights.length) {
            throw new IllegalArgumentException(
                    "a dense map " + outputSize + " x " + inputSize + " cannot have " + weights.length + " weights");
        }
        this.inputSize = inputSize;
        this.rows = new double[outputSize][];
        double[] finite = Finite.copy(weights);
        Arrays.setAll(rows, i -> Arrays.copyOfRange(finite, i * inputSize, (i + 1) * inputSize));
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return rows.length;
    }

    /** A copy of the weights, row-major. */
    public double[] weights() {
        double[] weights = new double[rows.length * inputSize];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, weights, i * inputSize, inputSize);
        }
        return weights;
    }

    @Override
    public void forEachInRow(int row, Entry entry) {
        for (int column = 0; column < inputSize; column++) {
            entry.accept(column, rows[row][column]);
        }
    }

    @Override
    public void addTransposed(double[] outputs, double[] inputs) {
        for (int i = 0; i < rows.length; i++) {
            if (outputs[i] != 0) {
                addMultiple(outputs[i], rows[i], inputs);
            }
        }
    }

    // A method of its own over two whole arrays, so that the compiler makes it a vector loop.
    private static void addMultiple(double factor, double[] row, double[] sums) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += factor * row[j];
        }
    }
}
