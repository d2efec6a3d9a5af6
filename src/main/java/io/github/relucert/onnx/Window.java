package io.github.relucert.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How a kernel moves over an image. A signal with one axis is an image of height 1. */
record Window(Axis vertical, Axis horizontal) {
    private static final long LONGEST_AXIS = 1L << 30;

    /**
     * One axis: output position {@code i} reads the input positions {@code i * stride - begin + k * dilation}, those of them
     * that exist.
     */
    record Axis(int input, int output, int kernel, int stride, int dilation, int begin) {
        private IntStream reads(int position) {
            return IntStream.range(0, kernel)
                    .map(k -> position * stride - begin + k * dilation)
                    .filter(source -> source >= 0 && source < input);
        }
    }

    /** The window that a node's attributes describe, over data of shape {@code 1 x channels x image}. */
    static Window of(Call call, List<Integer> shape, int[] kernel) {
        int axes = shape.size() - 2;
        if (axes < 1 || axes > 2 || shape.getFirst() != 1 || kernel.length != axes) {
            throw call.error("a kernel of size " + Arrays.toString(kernel) + " over data of shape " + shape
                    + "; supported are data of shape 1 x channels x length or 1 x channels x height x width");
        }
        int[] pads = call.integers("pads", 2 * axes, 0);
        int[] strides = call.integers("strides", axes, 1);
        int[] dilations = call.integers("dilations", axes, 1);
        Axis[] found = new Axis[axes];
        for (int i = 0; i < axes; i++) {
            Axis bare = new Axis(shape.get(i + 2), 1, kernel[i], strides[i], dilations[i], pads[i]);
            found[i] = axis(call, bare, pads[i + axes]);
        }
        return new Window(axes == 1 ? new Axis(1, 1, 1, 1, 1, 0) : found[0], found[axes - 1]);
    }

    private static Axis axis(Call call, Axis bare, int givenEnd) {
        long reach = (bare.kernel - 1L) * bare.dilation + 1;
        long begin = bare.begin;
        long end = givenEnd;
        if (Math.min(Math.min(bare.kernel, bare.stride), bare.dilation) < 1 || Math.min(begin, end) < 0) {
            throw call.error("kernel " + bare.kernel + ", stride " + bare.stride + ", dilation " + bare.dilation
                    + ", pads " + begin + " and " + end + "; sizes have to be positive, pads not negative");
        }
        String automatic = call.text("auto_pad", "NOTSET");
        if (automatic.startsWith("SAME_")) {
            long total = Math.max(0, (bare.input - 1L) / bare.stride * bare.stride + reach - bare.input);
            begin = automatic.equals("SAME_LOWER") ? total - total / 2 : total / 2;
            end = total - begin;
        } else if (automatic.equals("VALID")) {
            begin = 0;
            end = 0;
        } else if (!automatic.equals("NOTSET")) {
            throw call.error("auto_pad " + automatic + "; supported are NOTSET, VALID, SAME_UPPER, SAME_LOWER");
        }
        long room = bare.input + begin + end - reach;
        if (room < 0 || bare.input + begin + end > LONGEST_AXIS) {
            throw call.error("a kernel that reaches over " + reach + " of " + bare.input + " positions with pads "
                    + begin + " and " + end + "; supported are axes the kernel fits into, of at most " + LONGEST_AXIS);
        }
        int output = (int) (room / bare.stride) + 1;
        return new Axis(bare.input, output, bare.kernel, bare.stride, bare.dilation, (int) begin);
    }

    /** Number of positions of the output. */
    long positions() {
        return (long) vertical.output * horizontal.output;
    }

    /** Number of cells of the kernel. */
    long cells() {
        return (long) vertical.kernel * horizontal.kernel;
    }

    /** The positions of the image that output position {@code position} reads, both row-major, ascending. */
    int[] reads(int position) {
        int[] columns = horizontal.reads(position % horizontal.output).toArray();
        return vertical.reads(position / horizontal.output)
                .flatMap(row -> Arrays.stream(columns).map(column -> row * horizontal.input + column))
                .toArray();
    }

    /** The shape of the output for so many channels, with as many axes as the input's. */
    List<Integer> shape(int channels, int rank) {
        return rank == 3
                ? List.of(1, channels, horizontal.output)
                : List.of(1, channels, vertical.output, horizontal.output);
    }
}
