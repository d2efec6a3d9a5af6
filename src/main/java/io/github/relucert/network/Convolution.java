package io.github.relucert.network;

/** A two-dimensional convolution (cross-correlation) over one image in channel, row, column order; zero padding. */
public final class Convolution implements LinearMap {
    private final Geometry geometry;
    private final double[] kernel;

    /**
     * @param kernel {@code outputChannels x (inputChannels / groups) x kernelHeight x kernelWidth} finite numbers; copied
     * @throws IllegalArgumentException when the length does not fit or a number is not finite
     */
    public Convolution(Geometry geometry, double[] kernel) {
        if (kernel.length != geometry.kernelSize()) {
            throw new IllegalArgumentException(
                    "a kernel of " + geometry.kernelSize() + " numbers is needed, not of " + kernel.length);
        }
        this.geometry = geometry;
        this.kernel = Finite.copy(kernel);
    }

    public Geometry geometry() {
        return geometry;
    }

    /** A copy of the kernel. */
    public double[] kernel() {
        return kernel.clone();
    }

    @Override
    public int inputSize() {
        return geometry.inputChannels * geometry.inputHeight * geometry.inputWidth;
    }

    @Override
    public int outputSize() {
        return geometry.outputChannels * geometry.outputHeight * geometry.outputWidth;
    }

    @Override
    public void forEachInRow(int row, Entry entry) {
        Geometry g = geometry;
        int x = row % g.outputWidth;
        int y = row / g.outputWidth % g.outputHeight;
        int channel = row / (g.outputWidth * g.outputHeight);
        int groupChannels = g.inputChannels / g.groups;
        int firstChannel = channel / (g.outputChannels / g.groups) * groupChannels;
        for (int c = 0; c < groupChannels; c++) {
            for (int u = 0; u < g.kernelHeight; u++) {
                int inputY = y * g.strideHeight - g.padTop + u * g.dilationHeight;
                if (inputY < 0 || inputY >= g.inputHeight) {
                    continue;
                }
                for (int v = 0; v < g.kernelWidth; v++) {
                    int inputX = x * g.strideWidth - g.padLeft + v * g.dilationWidth;
                    if (inputX >= 0 && inputX < g.inputWidth) {
                        int column = ((firstChannel + c) * g.inputHeight + inputY) * g.inputWidth + inputX;
                        entry.accept(
                                column,
                                kernel[((channel * groupChannels + c) * g.kernelHeight + u) * g.kernelWidth + v]);
                    }
                }
            }
        }
    }

    @Override
    public void addTransposed(double[] outputs, double[] inputs) {
        Geometry g = geometry;
        int groupChannels = g.inputChannels / g.groups;
        int entry = 0;
        for (int channel = 0; channel < g.outputChannels; channel++) {
            int firstChannel = channel / (g.outputChannels / g.groups) * groupChannels;
            for (int c = firstChannel; c < firstChannel + groupChannels; c++) {
                for (int u = 0; u < g.kernelHeight; u++) {
                    for (int v = 0; v < g.kernelWidth; v++) {
                        addShifted(kernel[entry++], outputs, channel, u, v, inputs, c);
                    }
                }
            }
        }
    }

    /** What one entry of the kernel adds: an output channel, shifted, to an input channel. */
    private void addShifted(double factor, double[] outputs, int channel, int u, int v, double[] inputs, int c) {
        Geometry g = geometry;
        int shift = v * g.dilationWidth - g.padLeft;
        int from = Math.max(0, Math.ceilDiv(-shift, g.strideWidth));
        int to = Math.min(g.outputWidth, Math.ceilDiv(g.inputWidth - shift, g.strideWidth));
        for (int y = 0; y < g.outputHeight; y++) {
            int inputY = y * g.strideHeight - g.padTop + u * g.dilationHeight;
            if (inputY >= 0 && inputY < g.inputHeight) {
                int output = (channel * g.outputHeight + y) * g.outputWidth;
                int input = (c * g.inputHeight + inputY) * g.inputWidth + shift;
                for (int x = from; x < to; x++) {
                    inputs[input + x * g.strideWidth] += factor * outputs[output + x];
                }
            }
        }
    }

    /**
     * Sizes of a convolution. Output position {@code (y, x)} reads the input rows {@code y * stride - padTop + u * dilation};
     * bottom and right padding show only in the output size.
     */
    public record Geometry(
            int inputChannels,
            int inputHeight,
            int inputWidth,
            int outputChannels,
            int outputHeight,
            int outputWidth,
            int kernelHeight,
            int kernelWidth,
            int strideHeight,
            int strideWidth,
            int padTop,
            int padLeft,
            int dilationHeight,
            int dilationWidth,
            int groups) {
        /**
         * @throws IllegalArgumentException when a size is not positive, a padding negative, or the groups do not divide the channels
         */
        public Geometry {
            int smallest = Math.min(Math.min(inputChannels, inputHeight), Math.min(inputWidth, outputChannels));
            smallest = Math.min(
                    smallest, Math.min(Math.min(outputHeight, outputWidth), Math.min(kernelHeight, kernelWidth)));
            smallest = Math.min(
                    smallest, Math.min(Math.min(strideHeight, strideWidth), Math.min(dilationHeight, dilationWidth)));
            if (Math.min(smallest, groups) < 1 || padTop < 0 || padLeft < 0) {
                throw new IllegalArgumentException("a convolution's sizes must be positive");
            }
            if (inputChannels % groups != 0 || outputChannels % groups != 0) {
                throw new IllegalArgumentException(
                        groups + " groups do not divide " + inputChannels + " and " + outputChannels + " channels");
            }
        }

        /** Number of kernel entries. */
        public int kernelSize() {
            return outputChannels * (inputChannels / groups) * kernelHeight * kernelWidth;
        }
    }
}
