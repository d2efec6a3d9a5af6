package io.github.relucert.kernel;

import io.github.relucert.network.LinearMap;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/** Products and sums of kernels that again have a compact form. Entries are rounded as double sums are. */
final class KernelProduct {
    private KernelProduct() {}

    /** The map {@code x -> outer(inner(x))}, if it has a form with at most {@code limit} multiplications. */
    static Optional<LinearKernel> of(LinearKernel outer, LinearKernel inner, long limit) {
        if (inner instanceof SparseKernel sparse && sparse.isIdentity()) {
            return Optional.of(outer);
        }
        return switch (outer) {
            case DenseKernel dense -> denseTimes(dense, inner, limit);
            case ConvolutionKernel convolution -> convolutionTimes(convolution, inner);
            case SparseKernel sparse -> sparseTimes(sparse, inner, limit);
        };
    }

    private static Optional<LinearKernel> denseTimes(DenseKernel outer, LinearKernel inner, long limit) {
        long size = (long) outer.outputSize() * inner.inputSize();
        if (size > Math.min(limit, Integer.MAX_VALUE)) {
            return Optional.empty();
        }
        double[] product = new double[(int) size];
        inner.applyTransposed(outer.weights(), outer.outputSize(), product, new Scratch());
        return Optional.of(new DenseKernel(outer.outputSize(), inner.inputSize(), product));
    }

    private static Optional<LinearKernel> convolutionTimes(ConvolutionKernel outer, LinearKernel inner) {
        if (!(inner instanceof SparseKernel sparse) || !sparse.isDiagonal()) {
            return Optional.empty();
        }
        int channels = outer.geometry().inputChannels();
        return perChannel(sparse.diagonal(), channels)
                .map(factors -> outer.scaled(ones(outer.geometry().outputChannels()), factors));
    }

    private static Optional<LinearKernel> sparseTimes(SparseKernel outer, LinearKernel inner, long limit) {
        if (outer.isIdentity()) {
            return Optional.of(inner);
        }
        return switch (inner) {
            case DenseKernel dense -> sparseTimesDense(outer, dense, limit);
            case SparseKernel sparse -> sparseTimesSparse(outer, sparse, limit);
            case ConvolutionKernel convolution -> sparseTimesConvolution(outer, convolution);
        };
    }

    private static Optional<LinearKernel> sparseTimesDense(SparseKernel outer, DenseKernel inner, long limit) {
        int columns = inner.inputSize();
        long size = (long) outer.outputSize() * columns;
        if (size > Math.min(limit, Integer.MAX_VALUE)) {
            return Optional.empty();
        }
        double[] product = new double[(int) size];
        for (int i = 0; i < outer.outputSize(); i++) {
            int start = i * columns;
            outer.forEachInRow(i, (k, factor) -> inner.addRow(k, factor, product, start));
        }
        return Optional.of(new DenseKernel(outer.outputSize(), columns, product));
    }

    private static Optional<LinearKernel> sparseTimesSparse(SparseKernel outer, SparseKernel inner, long limit) {
        long[] entries = new long[1];
        for (int i = 0; i < outer.outputSize(); i++) {
            outer.forEachInRow(i, (k, factor) -> entries[0] += inner.rowLength(k));
        }
        if (entries[0] > limit) {
            return Optional.empty();
        }
        return Optional.of(collect(
                outer.outputSize(),
                inner.inputSize(),
                (row, sums) -> outer.forEachInRow(
                        row,
                        (k, factor) ->
                                inner.forEachInRow(k, (column, weight) -> sums.accept(column, factor * weight)))));
    }

    private static Optional<LinearKernel> sparseTimesConvolution(SparseKernel outer, ConvolutionKernel inner) {
        if (!outer.isDiagonal()) {
            return Optional.empty();
        }
        return perChannel(outer.diagonal(), inner.geometry().outputChannels())
                .map(factors -> inner.scaled(factors, ones(inner.geometry().inputChannels())));
    }

    /** The map {@code x -> first(x) + second(x)}, if it has a compact form. */
    static Optional<LinearKernel> sum(LinearKernel first, LinearKernel second) {
        if (first instanceof ConvolutionKernel a && second instanceof ConvolutionKernel b) {
            return a.geometry().equals(b.geometry()) ? Optional.of(a.plus(b)) : Optional.empty();
        }
        if (first instanceof ConvolutionKernel || second instanceof ConvolutionKernel) {
            return Optional.empty();
        }
        int rows = first.outputSize();
        int columns = first.inputSize();
        if (first instanceof SparseKernel && second instanceof SparseKernel) {
            return Optional.of(collect(rows, columns, (row, sums) -> {
                first.forEachInRow(row, sums);
                second.forEachInRow(row, sums);
            }));
        }
        double[] weights = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            first.addRow(i, 1, weights, i * columns);
            second.addRow(i, 1, weights, i * columns);
        }
        return Optional.of(new DenseKernel(rows, columns, weights));
    }

    private static SparseKernel collect(int rows, int columns, RowWriter writer) {
        SparseKernel.Builder builder = new SparseKernel.Builder(columns, rows);
        for (int i = 0; i < rows; i++) {
            TreeMap<Integer, Double> sums = new TreeMap<>();
            writer.write(i, (column, coefficient) -> sums.merge(column, coefficient, Double::sum));
            sums.forEach(builder::add);
            builder.endRow();
        }
        return builder.build();
    }

    /** Hands over the terms that one row is the sum of. */
    private interface RowWriter {
        void write(int row, LinearMap.Entry entry);
    }

    /** The one factor of every channel, if the diagonal is constant on channels. */
    private static Optional<double[]> perChannel(double[] diagonal, int channels) {
        int area = diagonal.length / channels;
        double[] factors = new double[channels];
        for (int i = 0; i < diagonal.length; i++) {
            int channel = i / area;
            if (i % area == 0) {
                factors[channel] = diagonal[i];
            } else if (diagonal[i] != factors[channel]) {
                return Optional.empty();
            }
        }
        return Optional.of(factors);
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
