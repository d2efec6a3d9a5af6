package io.github.relucert.kernel;

import io.github.relucert.network.LinearMap;
import java.util.Arrays;

/** A matrix in compressed sparse rows, without stored zeros. */
public final class SparseKernel implements LinearKernel {
    private final int inputSize;
    private final int[] rowStarts;
    private final int[] columns;
    private final double[] coefficients;
    private final int longestRow;
    private final int longestColumn;

    /**
     * @param rowStarts row {@code i} holds the entries {@code rowStarts[i] .. rowStarts[i + 1] - 1}
     * @param columns ascending within a row; all arrays are owned by the kernel from now on
     */
    SparseKernel(int inputSize, int[] rowStarts, int[] columns, double[] coefficients) {
        this.inputSize = inputSize;
        this.rowStarts = rowStarts;
        this.columns = columns;
        this.coefficients = coefficients;
        int longest = 0;
        for (int i = 0; i + 1 < rowStarts.length; i++) {
            longest = Math.max(longest, rowStarts[i + 1] - rowStarts[i]);
        }
        this.longestRow = longest;
        int[] counts = new int[inputSize];
        for (int column : columns) {
            counts[column]++;
        }
        this.longestColumn = Arrays.stream(counts).max().orElse(0);
    }

    /** The sparse form of any map; zeros are left out. */
    static SparseKernel of(LinearMap map) {
        Builder builder = new Builder(map.inputSize(), map.outputSize());
        for (int i = 0; i < map.outputSize(); i++) {
            map.forEachInRow(i, builder::add);
            builder.endRow();
        }
        return builder.build();
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
    public long multiplications() {
        return columns.length;
    }

    @Override
    public int longestRow() {
        return longestRow;
    }

    @Override
    public int longestColumn() {
        return longestColumn;
    }

    /** Number of entries of a row. */
    int rowLength(int row) {
        return rowStarts[row + 1] - rowStarts[row];
    }

    /** Whether this is the identity matrix. */
    boolean isIdentity() {
        if (!isDiagonal()) {
            return false;
        }
        return Arrays.stream(coefficients).allMatch(c -> c == 1) && columns.length == inputSize;
    }

    /** Whether the matrix is square without an entry beside its diagonal. */
    boolean isDiagonal() {
        if (inputSize != outputSize()) {
            return false;
        }
        for (int i = 0; i < inputSize; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                if (columns[k] != i) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The diagonal; zero where nothing is stored. */
    double[] diagonal() {
        double[] diagonal = new double[Math.min(inputSize, outputSize())];
        for (int i = 0; i < diagonal.length; i++) {
            for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                if (columns[k] == i) {
                    diagonal[i] = coefficients[k];
                }
            }
        }
        return diagonal;
    }

    @Override
    public void apply(double[] x, int vectors, double[] y, Scratch scratch) {
        int rows = outputSize();
        for (int v = 0; v < vectors; v++) {
            int xStart = v * inputSize;
            int yStart = v * rows;
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                    sum += coefficients[k] * x[xStart + columns[k]];
                }
                y[yStart + i] += sum;
            }
        }
    }

    @Override
    public void applyTransposed(double[] y, int vectors, double[] x, Scratch scratch) {
        int rows = outputSize();
        for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < rows; i++) {
                double factor = y[v * rows + i];
                if (factor != 0) {
                    addRow(i, factor, x, v * inputSize);
                }
            }
        }
    }

    @Override
    public void applyAbsolute(double[] x, int vectors, double[] y, Scratch scratch) {
        int rows = outputSize();
        for (int v = 0; v < vectors; v++) {
            int start = v * inputSize;
            for (int i = 0; i < rows; i++) {
                double sum = 0;
                for (int k = rowStarts[i]; k < rowStarts[i + 1]; k++) {
                    sum += Math.abs(coefficients[k]) * x[start + columns[k]];
                }
                y[v * rows + i] += sum;
            }
        }
    }

    @Override
    public void addRow(int row, double factor, double[] target, int offset) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            target[offset + columns[k]] += factor * coefficients[k];
        }
    }

    @Override
    public void forEachInRow(int row, LinearMap.Entry entry) {
        for (int k = rowStarts[row]; k < rowStarts[row + 1]; k++) {
            entry.accept(columns[k], coefficients[k]);
        }
    }

    /** Collects rows from top to bottom. */
    static final class Builder {
        private final int inputSize;
        private final int[] rowStarts;
        private int row;
        private int[] columns = new int[16];
        private double[] coefficients = new double[16];
        private int count;

        Builder(int inputSize, int rows) {
            this.inputSize = inputSize;
            this.rowStarts = new int[rows + 1];
        }

        /** Appends an entry to the row at hand; columns ascend; a zero is left out. */
        void add(int column, double coefficient) {
            if (coefficient == 0) {
                return;
            }
            if (count == columns.length) {
                columns = Arrays.copyOf(columns, 2 * count);
                coefficients = Arrays.copyOf(coefficients, 2 * count);
            }
            columns[count] = column;
            coefficients[count++] = coefficient;
        }

        void endRow() {
            rowStarts[++row] = count;
        }

        SparseKernel build() {
            return new SparseKernel(
                    inputSize, rowStarts, Arrays.copyOf(columns, count), Arrays.copyOf(coefficients, count));
        }
    }
}
