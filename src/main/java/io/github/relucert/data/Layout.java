package io.github.relucert.data;

/** Order of the numbers in a row of the file. */
public enum Layout {
    /** That of the model's input, row-major. */
    NCHW,

    /**
     * Height, width, channel, while the model's input is channel, height, width: number {@code (h W + w) C + c} of a row is the
     * model's input {@code (c, h, w)}.
     */
    NHWC
}
