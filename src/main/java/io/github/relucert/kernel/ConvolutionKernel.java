package io.github.relucert.kernel;

import io.github.relucert.network.Convolution.Geometry;
import io.github.relucert.network.LinearMap;
import java.util.Arrays;

/**
 * A two-dimensional convolution that is never written out as a matrix.
 *
 * <p>Both products gather output positions, of all vectors, into a {@link PositionBlock} and multiply the kernel with
 * the block: {@code taps x channels} by {@code channels x positions} (Chellapilla, Puri and Simard, High Performance
 * Convolutional Neural Networks for Document Processing, 2006). The transposed product takes only positions at which some
 * channel is not zero; rows of a bound propagation that stem from one neuron touch few.
 */
public final class ConvolutionKernel implements LinearKernel {
    private final Geometry geometry;
    private final double[] weights;
    private final double[] transposed;
    private final double[] absolute;
    private final int positions;
    private final int taps;
    private final int groupInputs;
    private final int groupOutputs;
    private final int inputSize;
    private final int longestColumn;

    /**
     * @param weights {@code outputChannels x (inputChannels / groups) x kernelHeight x kernelWidth}; owned by the kernel from
     *     now on
     */
    ConvolutionKernel(Geometry geometry, double[] weights) {
        this.geometry = geometry;
        this.weights = weights;
        this.positions = geometry.outputHeight() * geometry.outputWidth();
        this.groupInputs = geometry.inputChannels() / geometry.groups();
        this.groupOutputs = geometry.outputChannels() / geometry.groups();
        this.taps = groupInputs * geometry.kernelHeight() * geometry.kernelWidth();
        this.inputSize = geometry.inputChannels() * geometry.inputHeight() * geometry.inputWidth();
        this.absolute = Arrays.stream(weights).map(Math::abs).toArray();
        this.transposed = new double[weights.length];
        for (int group = 0; group < geometry.groups(); group++) {
            int start = group * groupOutputs * taps;
            for (int channel = 0; channel < groupOutputs; channel++) {
                for (int tap = 0; tap < taps; tap++) {
                    transposed[start + tap * groupOutputs + channel] = weights[start + channel * taps + tap];
                }
            }
        }
        int overlapY = Math.ceilDiv(geometry.kernelHeight() * geometry.dilationHeight(), geometry.strideHeight());
        int overlapX = Math.ceilDiv(geometry.kernelWidth() * geometry.dilationWidth(), geometry.strideWidth());
        this.longestColumn = Math.min(positions, overlapY * overlapX) * groupOutputs;
    }

    Geometry geometry() {
        return geometry;
    }

    /** The same convolution with the kernel entry of output channel {@code o} and input channel {@code i} scaled. */
    ConvolutionKernel scaled(double[] outputFactors, double[] inputFactors) {
        double[] scaled = weights.clone();
        int area = geometry.kernelHeight() * geometry.kernelWidth();
        for (int o = 0; o < geometry.outputChannels(); o++) {
            int firstInput = o / groupOutputs * groupInputs;
            for (int k = 0; k < taps; k++) {
                scaled[o * taps + k] *= outputFactors[o] * inputFactors[firstInput + k / area];
            }
        }
        return new ConvolutionKernel(geometry, scaled);
    }

    /** The sum of two convolutions of one geometry. */
    ConvolutionKernel plus(ConvolutionKernel other) {
        double[] sum = weights.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.weights[i];
        }
        return new ConvolutionKernel(geometry, sum);
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int outputSize() {
        return geometry.outputChannels() * positions;
    }

    @Override
    public long multiplications() {
        return (long) weights.length * positions;
    }

    @Override
    public int longestRow() {
        return taps;
    }

    @Override
    public int longestColumn() {
        return longestColumn;
    }

    @Override
    public void apply(double[] x, int vectors, double[] y, Scratch scratch) {
        apply(weights, x, vectors, y, scratch);
    }

    private void apply(double[] entries, double[] x, int vectors, double[] y, Scratch scratch) {
        PositionBlock block = new PositionBlock(geometry, scratch);
        for (int group = 0; group < geometry.groups(); group++) {
            for (int place = 0; place < vectors * positions; place++) {
                block.append(place);
                if (block.isFull()) {
                    applyBlock(entries, group, block, x, y, scratch);
                }
            }
            applyBlock(entries, group, block, x, y, scratch);
        }
    }

    @Override
    public void applyTransposed(double[] y, int vectors, double[] x, Scratch scratch) {
        PositionBlock block = new PositionBlock(geometry, scratch);
        for (int group = 0; group < geometry.groups(); group++) {
            for (int vector = 0; vector < vectors; vector++) {
                block.mark(y, (vector * geometry.outputChannels() + group * groupOutputs) * positions);
                for (int position = block.nextMarked(0);
                        position < positions;
                        position = block.nextMarked(position + 1)) {
                    block.append(vector * positions + position);
                    if (block.isFull()) {
                        applyBlockTransposed(group, block, y, x, scratch);
                    }
                }
            }
            applyBlockTransposed(group, block, y, x, scratch);
        }
    }

    private void applyBlock(double[] entries, int group, PositionBlock block, double[] x, double[] y, Scratch scratch) {
        block.gatherPatches(group, x);
        block.clearChannels();
        MatrixProduct.FASTEST.add(
                entries,
                group * groupOutputs * taps,
                groupOutputs,
                taps,
                block.patches(),
                block.count(),
                block.channels(),
                scratch);
        block.scatterChannels(group, y);
        block.clear();
    }

    private void applyBlockTransposed(int group, PositionBlock block, double[] y, double[] x, Scratch scratch) {
        block.gatherChannels(group, y);
        block.clearPatches();
        MatrixProduct.FASTEST.add(
                transposed,
                group * groupOutputs * taps,
                taps,
                groupOutputs,
                block.channels(),
                block.count(),
                block.patches(),
                scratch);
        block.scatterPatches(group, x);
        block.clear();
    }

    @Override
    public void applyAbsolute(double[] x, int vectors, double[] y, Scratch scratch) {
        if (hasInfinity(x, vectors * inputSize)) {
            for (int v = 0; v < vectors; v++) {
                applyAbsoluteToInfinite(x, v, y);
            }
        } else {
            apply(absolute, x, vectors, y, scratch);
        }
    }

    private static boolean hasInfinity(double[] x, int length) {
        for (int i = 0; i < length; i++) {
            if (Double.isInfinite(x[i])) {
                return true;
            }
        }
        return false;
    }

    private void applyAbsoluteToInfinite(double[] x, int vector, double[] y) {
        int xStart = vector * inputSize;
        int yStart = vector * outputSize();
        for (int i = 0; i < outputSize(); i++) {
            int target = yStart + i;
            forEachInRow(i, (column, weight) -> {
                if (weight != 0) {
                    y[target] += Math.abs(weight) * x[xStart + column];
                }
            });
        }
    }

    @Override
    public void addRow(int row, double factor, double[] target, int offset) {
        forEachInRow(row, (column, weight) -> target[offset + column] += factor * weight);
    }

    @Override
    public void forEachInRow(int row, LinearMap.Entry entry) {
        Geometry g = geometry;
        int channel = row / positions;
        int top = row % positions / g.outputWidth() * g.strideHeight() - g.padTop();
        int left = row % g.outputWidth() * g.strideWidth() - g.padLeft();
        int firstInput = channel / groupOutputs * groupInputs;
        for (int c = 0; c < groupInputs; c++) {
            for (int u = 0; u < g.kernelHeight(); u++) {
                int y = top + u * g.dilationHeight();
                if (y < 0 || y >= g.inputHeight()) {
                    continue;
                }
                int weightRow = channel * taps + (c * g.kernelHeight() + u) * g.kernelWidth();
                int inputRow = ((firstInput + c) * g.inputHeight() + y) * g.inputWidth();
                for (int v = 0; v < g.kernelWidth(); v++) {
                    int x = left + v * g.dilationWidth();
                    if (x >= 0 && x < g.inputWidth()) {
                        entry.accept(inputRow + x, weights[weightRow + v]);
                    }
                }
            }
        }
    }
}
