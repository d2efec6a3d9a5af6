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

    // A form that starts at one neuron has few coefficients: what is zero at either end of an output row is left out.
    @Override
    public void addTransposed(double[] outputs, double[] inputs) {
        Geometry g = geometry;
        for (int row = 0; row < g.outputChannels * g.outputHeight; row++) {
            int from = row * g.outputWidth;
            int to = from + g.outputWidth;
            while (from < to && outputs[from] == 0) {
                from++;
            }
            while (from < to && outputs[to - 1] == 0) {
                to--;
            }
            if (from < to) {
                addRow(row, from - row * g.outputWidth, to - row * g.outputWidth, outputs, inputs);
            }
        }
    }

    /** What the outputs {@code from .. to - 1} of one row of an output channel add. */
    private void addRow(int row, int from, int to, double[] outputs, double[] inputs) {
        Geometry g = geometry;
        int channel = row / g.outputHeight;
        int groupChannels = g.inputChannels / g.groups;
        int firstChannel = channel / (g.outputChannels / g.groups) * groupChannels;
        for (int c = 0; c < groupChannels; c++) {
            for (int u = 0; u < g.kernelHeight; u++) {
                int inputY = row % g.outputHeight * g.strideHeight - g.padTop + u * g.dilationHeight;
                if (inputY >= 0 && inputY < g.inputHeight) {
                    int input = ((firstChannel + c) * g.inputHeight + inputY) * g.inputWidth;
                    int entry = ((channel * groupChannels + c) * g.kernelHeight + u) * g.kernelWidth;
                    for (int v = 0; v < g.kernelWidth; v++) {
                        int shift = v * g.dilationWidth - g.padLeft;
                        int first = Math.max(from, Math.ceilDiv(-shift, g.strideWidth));
                        int last = Math.min(to, Math.ceilDiv(g.inputWidth - shift, g.strideWidth));
                        addShifted(kernel[entry + v], outputs, row * g.outputWidth, first, last, inputs, input + shift);
                    }
                }
            }
        }
    }

    /** What one entry of the kernel adds: a stretch of outputs, shifted, to a row of an input channel. */
    private void addShifted(
            double factor, double[] outputs, int output, int first, int last, double[] inputs, int input) {
        for (int x = first; x < last; x++) {
            inputs[input + x * geometry.strideWidth] += factor * outputs[output + x];
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
