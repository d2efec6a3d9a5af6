package io.github.relucert.kernel;

import io.github.relucert.network.LinearMap;

/**
 * A linear map {@code A} in double arithmetic, applied to several vectors at once. Vectors lie one after another in flat arrays
 * that the caller owns; results are <em>added</em> to what the target holds, so that sums of maps need no further pass. Vectors
 * are finite, except where a method says otherwise; an overflow shows as an infinity or NaN in the result.
 *
 * <p>Each sum of {@code n} products carries a rounding error of at most {@code (n + 2) 2^-53} times the sum of their absolute
 * values, to first order (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1).
 */
public sealed interface LinearKernel permits DenseKernel, ConvolutionKernel, SparseKernel {
    /** Number of columns {@code n}. */
    int inputSize();

    /** Number of rows {@code m}. */
    int outputSize();

    /** Multiplications that one application takes. */
    long multiplications();

    /** The longest row's number of entries: the length of the sums that {@link #apply} rounds. */
    int longestRow();

    /** The longest column's number of entries: the length of the sums that {@link #applyTransposed} rounds. */
    int longestColumn();

    /**
     * {@code y_k += A x_k} for {@code k < vectors}.
     *
     * @param x {@code vectors x inputSize}
     * @param y {@code vectors x outputSize}, another array than {@code x}
     */
    void apply(double[] x, int vectors, double[] y, Scratch scratch);

    /**
     * {@code x_k += A^T y_k} for {@code k < vectors}.
     *
     * @param y {@code vectors x outputSize}
     * @param x {@code vectors x inputSize}, another array than {@code y}
     */
    void applyTransposed(double[] y, int vectors, double[] x, Scratch scratch);

    /**
     * {@code y_k += |A| x_k} for {@code k < vectors}, absolute values taken entry by entry; a zero entry times an infinity counts
     * as zero.
     *
     * @param x {@code vectors x inputSize} non-negative numbers, infinity allowed
     * @param y {@code vectors x outputSize}, another array than {@code x}
     */
    void applyAbsolute(double[] x, int vectors, double[] y, Scratch scratch);

    /** Adds {@code factor} times one row of {@code A} to {@code target[offset ..]}. */
    void addRow(int row, double factor, double[] target, int offset);

    /** Visits the entries of a row in ascending order of columns. */
    void forEachInRow(int row, LinearMap.Entry entry);
}
