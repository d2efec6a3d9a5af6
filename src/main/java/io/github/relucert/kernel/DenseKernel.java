package io.github.relucert.kernel;

import io.github.relucert.network.LinearMap;

/** A dense matrix, kept row-major and transposed: both products then run along contiguous rows. */
public final class DenseKernel implements LinearKernel {
    private final int outputSize;
    private final int inputSize;
    private final double[] weights;
    private final double[] transposed;

    /**
     * @param weights {@code outputSize x inputSize}, row-major; owned by the kernel from now on
     * @throws IllegalArgumentException when the length does not fit
     */
    DenseKernel(int outputSize, int inputSize, double[] weights) {
        if (weights.length != Math.multiplyExact(outputSize, inputSize)) {
            throw new IllegalArgumentException(weights.length + " weights for " + outputSize + " x " + inputSize);
        }
        this.outputSize = outputSize;
        this.inputSize = inputSize;
        this.weights = weights;
        this.transposed = new double[weights.length];
        for (int i = 0; i < outputSize; i++) {
            for (int j = 0; j < inputSize; j++) {
                transposed[j * outputSize + i] = weights[i * inputSize + j];
            }
        }
    }

    /** The dense form of any map. */
    static DenseKernel of(LinearMap map) {
        double[] weights = new double[Math.multiplyExact(map.outputSize(), map.inputSize())];
        for (int i = 0; i < map.outputSize(); i++) {
            int start = i * map.inputSize();
            map.forEachInRow(i, (column, coefficient) -> weights[start + column] = coefficient);
        }
        return new DenseKernel(map.outputSize(), map.inputSize(), weights);
    }

    /** A copy of the weights, row-major. */
    double[] weights() {
        return weights.clone();
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return outputSize;
    }

    @Override
    public long multiplications() {
        return weights.length;
    }

    @Override
    public int longestRow() {
        return inputSize;
    }

    @Override
    public int longestColumn() {
        return outputSize;
    }

    @Override
    public void apply(double[] x, int vectors, double[] y, Scratch scratch) {
        MatrixProduct.FASTEST.add(x, 0, vectors, inputSize, transposed, outputSize, y, scratch);
    }

    @Override
    public void applyTransposed(double[] y, int vectors, double[] x, Scratch scratch) {
        MatrixProduct.FASTEST.add(y, 0, vectors, outputSize, weights, inputSize, x, scratch);
    }

    @Override
    public void applyAbsolute(double[] x, int vectors, double[] y, Scratch scratch) {
        for (int v = 0; v < vectors; v++) {
            for (int j = 0; j < inputSize; j++) {
                double factor = x[v * inputSize + j];
                if (Double.isInfinite(factor)) {
                    addInfinite(j, y, v * outputSize);
                } else if (factor != 0) {
                    addAbsoluteColumn(j, factor, y, v * outputSize);
                }
            }
        }
    }

    private void addAbsoluteColumn(int column, double factor, double[] y, int yStart) {
        int start = column * outputSize;
        for (int i = 0; i < outputSize; i++) {
            y[yStart + i] += Math.abs(transposed[start + i]) * factor;
        }
    }

    private void addInfinite(int column, double[] y, int yStart) {
        int start = column * outputSize;
        for (int i = 0; i < outputSize; i++) {
            if (transposed[start + i] != 0) {
                y[yStart + i] = Double.POSITIVE_INFINITY;
            }
        }
    }

    @Override
    public void addRow(int row, double factor, double[] target, int offset) {
        int start = row * inputSize;
        for (int j = 0; j < inputSize; j++) {
            target[offset + j] += factor * weights[start + j];
        }
    }

    @Override
    public void forEachInRow(int row, LinearMap.Entry entry) {
        int start = row * inputSize;
        for (int j = 0; j < inputSize; j++) {
            if (weights[start + j] != 0) {
                entry.accept(j, weights[start + j]);
            }
        }
    }
}
