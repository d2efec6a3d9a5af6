package io.github.relucert.network;

import java.util.Arrays;

/**
 * A matrix in compressed sparse rows: element-wise products, average pooling, selections and permutations of coordinates.
 */
public final class Sparse implements LinearMap {
    private final int inputSize;
    private final int[] rowStarts;
    private final int[] columns;
    private final double[] coefficients;

    /**
     * @param rowStarts row {@code i} holds the entries {@code rowStarts[i] .. rowStarts[i + 1] - 1}; copied
     * @param columns ascending within a row; copied
     * @param coefficients finite; copied
     * @throws IllegalArgumentException when the arrays do not fit together
     */
    public Sparse(int inputSize, int[] rowStarts, int[] columns, double[] coefficients) {
        this.inputSize = inputSize;
        this.rowStarts = rowStarts.clone();
        this.columns = columns.clone();
        this.coefficients = Finite.copy(coefficients);
        checkStructure();
    }

    /** The identity on {@code size} coordinates. */
    public static Sparse identity(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return diagonal(ones);
    }

    /** Multiplies coordinate {@code i} by {@code factors[i]}. */
    public static Sparse diagonal(double[] factors) {
        int[] columns = new int[factors.length];
        Arrays.setAll(columns, i -> i);
        return select(factors.length, columns, factors);
    }

    /** Output {@code i} is input {@code indices[i]}, or zero where the index is negative. */
    public static Sparse select(int inputSize, int[] indices) {
        double[] ones = new double[indices.length];
        Arrays.fill(ones, 1);
        return select(inputSize, indices, ones);
    }

    /**
     * Output {@code i} is {@code factors[i]} times input {@code indices[i]}, or zero where the index is negative.
     *
     * @throws IllegalArgumentException when the lengths differ, an index is too large, or a factor is not finite
     */
    public static Sparse select(int inputSize, int[] indices, double[] factors) {
        if (indices.length != factors.length) {
            throw new IllegalArgumentException(indices.length + " indices for " + factors.length + " factors");
        }
        int[] starts = new int[indices.length + 1];
        int[] columns = new int[indices.length];
        double[] coefficients = new double[indices.length];
        int count = 0;
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] >= 0) {
                columns[count] = indices[i];
                coefficients[count++] = factors[i];
            }
            starts[i + 1] = count;
        }
        return new Sparse(inputSize, starts, Arrays.copyOf(columns, count), Arrays.copyOf(coefficients, count));
    }

    /** The transpose of a map, entry by entry. */
    public static Sparse transpose(LinearMap map) {
        int[] starts = new int[map.inputSize() + 1];
        for (int row = 0; row < map.outputSize(); row++) {
            map.forEachInRow(row, (column, _) -> starts[column + 1]++);
        }
        Arrays.parallelPrefix(starts, Math::addExact);
        int[] columns = new int[starts[map.inputSize()]];
        double[] coefficients = new double[columns.length];
        int[] next = starts.clone();
        for (int i = 0; i < map.outputSize(); i++) {
            int row = i;
            map.forEachInRow(row, (column, coefficient) -> {
                columns[next[column]] = row;
                coefficients[next[column]++] = coefficient;
            });
        }
        return new Sparse(map.outputSize(), starts, columns, coefficients);
    }

    private void checkStructure() {
        if (rowStarts.length == 0 || rowStarts[0] != 0 || rowStarts[rowStarts.length - 1] != columns.length) {
            throw new IllegalArgumentException("the row starts do not span the " + columns.length + " entries");
        }
        if (columns.length != coefficients.length) {
            throw new IllegalArgumentException(
                    columns.length + " columns for " + coefficients.length + " coefficients");
        }
        for (int row = 0; row + 1 < rowStarts.length; row++) {
            int previous = -1;
            if (rowStarts[row] > rowStarts[row + 1] || rowStarts[row + 1] > columns.length) {
                throw new IllegalArgumentException("row " + row + " ends before it starts or after the last entry");
            }
            for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
                if (columns[k] <= previous || columns[k] >= inputSize) {
                    throw new IllegalArgumentException("column " + columns[k] + " out of order or range in row " + row);
                }
                previous = columns[k];
            }
        }
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return rowStarts.length - 1;
    }

    @Override
    public void forEachInRow(int row, Entry entry) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            entry.accept(columns[k], coefficients[k]);
        }
    }
}
