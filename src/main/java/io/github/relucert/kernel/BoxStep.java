package io.github.relucert.kernel;

/** A step of projected gradient descent in a box: a batched attack takes one a gradient, so that it has to cost less than the gradient does. */
public sealed interface BoxStep permits ScalarBoxStep, VectorBoxStep {
    /** The one that this virtual machine runs fastest. */
    BoxStep FASTEST = MatrixProduct.FASTEST instanceof VectorMatrixProduct ? new VectorBoxStep() : new ScalarBoxStep();

    /**
     * Moves every coordinate against the sign of its derivative and then into the box: {@code x = min(max(x - length sign(g), low), high)}. A zero stays.
     *
     * @param x points, one after another; the one moved begins at {@code start}
     * @param gradients of them, in the same order
     * @param low the box's lower sides, one a coordinate
     * @param high its upper sides
     */
    void againstSigns(double[] x, double[] gradients, int start, double length, double[] low, double[] high);
}
