package io.github.relucert.network;

/** A dense matrix in row-major order. */
public final class Dense implements LinearMap {
    private final int outputSize;
    private final int inputSize;
    private final double[] weights;

    /**
     * @param weights {@code outputSize x inputSize} finite numbers, row-major; copied
     * @throws IllegalArgumentException when the length does not fit or a weight is not finite
     */
    public Dense(int outputSize, int inputSize, double[] weights) {
        if ((long) outputSize * inputSize != weights.length) {
            throw new IllegalArgumentException(
                    "a dense map " + outputSize + " x " + inputSize + " cannot have " + weights.length + " weights");
        }
        this.outputSize = outputSize;
        this.inputSize = inputSize;
        this.weights = Finite.copy(weights);
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return outputSize;
    }

    /** A copy of the weights, row-major. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public void forEachInRow(int row, Entry entry) {
        int start = row * inputSize;
        for (int column = 0; column < inputSize; column++) {
            entry.accept(column, weights[start + column]);
        }
    }
}
