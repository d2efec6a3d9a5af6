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
    record Axis(int input, int output, int kernel, int stride, int dilation, int begin, int end) {
        private IntStream reads(int position) {
            return IntStream.range(0, kernel)
                    .map(k -> position * stride - begin + k * dilation)
                    .filter(source -> source >= 0 && source < input);
        }

        /** The positions that the kernel spans. */
        long reach() {
            return (kernel - 1L) * dilation + 1;
        }

        /** How many of the kernel's cells lie on the input or its padding. */
        int cells(int position) {
            int beyond = input + end - (position * stride - begin);
            return Math.min(kernel, Math.ceilDiv(beyond, dilation));
        }
    }

    /** The window that a node's attributes describe, over data of shape {@code 1 x channels x image}. */
    static Window of(Call call, List<Integer> shape, int[] kernel) {
        return of(axes(call, shape, kernel).stream()
                .map(axis -> fitted(call, axis))
                .toList());
    }

    /** The window over one axis or two. */
    static Window of(List<Axis> axes) {
        return new Window(axes.size() == 1 ? new Axis(1, 1, 1, 1, 1, 0, 0) : axes.getFirst(), axes.getLast());
    }

    /** The axes as the attributes have them, output sizes still left out. */
    static List<Axis> axes(Call call, List<Integer> shape, int[] kernel) {
        int rank = shape.size() - 2;
        call.require(
                (rank == 1 || rank == 2) && shape.getFirst() == 1 && kernel.length == rank,
                "a kernel of size " + Arrays.toString(kernel) + " over data of shape " + shape
                        + "; supported are data of shape 1 x channels x length or 1 x channels x height x width");
        int[] pads = call.integers("pads", 2 * rank, 0);
        int[] strides = call.integers("strides", rank, 1);
        int[] dilations = call.integers("dilations", rank, 1);
        List<Axis> axes = IntStream.range(0, rank)
                .mapToObj(i ->
                        new Axis(shape.get(i + 2), 0, kernel[i], strides[i], dilations[i], pads[i], pads[i + rank]))
                .toList();
        for (Axis axis : axes) {
            call.require(
                    Math.min(Math.min(axis.kernel, axis.stride), axis.dilation) > 0
                            && Math.min(axis.begin, axis.end) >= 0
                            && (long) axis.input + axis.begin + axis.end + axis.stride <= LONGEST_AXIS,
                    "kernel, stride, dilation and pads of " + axis
                            + " have to be positive, the pads at least 0, and of normal size");
        }
        return axes;
    }

    private static Axis fitted(Call call, Axis axis) {
        String automatic = call.text("auto_pad", "NOTSET");
        boolean same = automatic.startsWith("SAME_");
        long total = same ? (axis.input - 1L) / axis.stride * axis.stride + axis.reach() - axis.input : 0;
        call.require(
                List.of("NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER").contains(automatic)
                        && (total >= 0 || call.node().operator().equals("Conv")),
                "auto_pad " + automatic + " is not supported here; supported are explicit pads");
        int pad = (int) Math.clamp(total, 0, LONGEST_AXIS);
        boolean explicit = automatic.equals("NOTSET");
        int begin = explicit ? axis.begin : automatic.equals("SAME_LOWER") ? pad - pad / 2 : pad / 2;
        int end = explicit ? axis.end : pad - begin;
        long room = (long) axis.input + begin + end - axis.reach();
        call.require(
                room >= 0,
                "a kernel that reaches over " + axis.reach() + " of " + axis.input + " positions with pads " + begin
                        + " and " + end);
        int output = (int) (room / axis.stride) + 1;
        // Rounding up adds a position, unless it would start behind the input.
        boolean more = call.integer("ceil_mode", 0) != 0
                && room % axis.stride != 0
                && output * (long) axis.stride < axis.input + begin;
        return new Axis(axis.input, more ? output + 1 : output, axis.kernel, axis.stride, axis.dilation, begin, end);
    }

    /** Number of positions of the output. */
    long positions() {
        return (long) vertical.output * horizontal.output;
    }

    /** The positions of the image that output position {@code position} reads, both row-major, ascending. */
    int[] reads(int position) {
        int[] columns = horizontal.reads(position % horizontal.output).toArray();
        return vertical.reads(position / horizontal.output)
                .flatMap(row -> Arrays.stream(columns).map(column -> row * horizontal.input + column))
                .toArray();
    }

    /** How many of the kernel's cells lie on the image or its padding. */
    long cells(int position) {
        return (long) vertical.cells(position / horizontal.output) * horizontal.cells(position % horizontal.output);
    }

    /** The shape of the output for so many channels, with as many axes as the input's. */
    List<Integer> shape(int channels, int rank) {
        return rank == 3
                ? List.of(1, channels, horizontal.output)
                : List.of(1, channels, vertical.output, horizontal.output);
    }
}
