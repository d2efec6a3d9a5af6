package io.github.relucert.train;

import io.github.relucert.network.Convolution;

/** The trailing padding that makes ONNX's output size, {@code floor((in + pads - extent) / stride) + 1}, the wanted one. */
final class OnnxPadding {
    private OnnxPadding() {}

    static int bottom(Convolution.Geometry g) {
        return Math.max(
                0,
                missing(
                        g.inputHeight(),
                        g.outputHeight(),
                        g.kernelHeight(),
                        g.strideHeight(),
                        g.padTop(),
                        g.dilationHeight()));
    }

    static int right(Convolution.Geometry g) {
        return Math.max(
                0,
                missing(
                        g.inputWidth(),
                        g.outputWidth(),
                        g.kernelWidth(),
                        g.strideWidth(),
                        g.padLeft(),
                        g.dilationWidth()));
    }

    /** Whether a Conv node can have this size: no padding can shorten an output. */
    static boolean fits(Convolution.Geometry g) {
        return missing(
                                g.inputHeight(),
                                g.outputHeight(),
                                g.kernelHeight(),
                                g.strideHeight(),
                                g.padTop(),
                                g.dilationHeight())
                        > -g.strideHeight()
                && missing(
                                g.inputWidth(),
                                g.outputWidth(),
                                g.kernelWidth(),
                                g.strideWidth(),
                                g.padLeft(),
                                g.dilationWidth())
                        > -g.strideWidth();
    }

    private static int missing(int input, int output, int kernel, int stride, int leading, int dilation) {
        int lastRow = (output - 1) * stride - leading + (kernel - 1) * dilation;
        return lastRow + 1 - input;
    }
}
