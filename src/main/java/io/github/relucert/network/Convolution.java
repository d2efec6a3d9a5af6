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
