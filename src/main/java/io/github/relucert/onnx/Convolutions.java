package io.github.relucert.onnx;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Convolution and its transpose over images and signals. */
final class Convolutions {
    private Convolutions() {}

    static Value convolution(Call call) {
        Value.Data data = call.data(0);
        Tensor kernel = call.weights(1);
        Window window = Window.of(call, data.shape(), size(call, data, kernel));
        int channels = data.shape().get(1);
        call.require(
                kernel.shape().get(1) * (long) call.integer("group", 1) == channels,
                "a kernel of shape " + kernel.shape() + " in " + call.integer("group", 1) + " groups for data of shape "
                        + data.shape());
        Affine.Term term = new Affine.Term(data.number(), map(call, kernel, channels, window));
        return biased(
                call, term, window.shape(kernel.shape().getFirst(), data.shape().size()));
    }

    /** The kernel's size along the axes of the image. */
    private static int[] size(Call call, Value.Data data, Tensor kernel) {
        int rank = data.shape().size();
        call.require(
                kernel.shape().size() == rank && rank > 2,
                "a kernel of shape " + kernel.shape() + " for data of shape " + data.shape());
        int[] size = kernel.shape().subList(2, rank).stream().mapToInt(i -> i).toArray();
        call.require(
                Arrays.equals(size, call.integers("kernel_shape").orElse(size)),
                "kernel_shape differs from the kernel's shape " + kernel.shape());
        return size;
    }

    private static Convolution map(Call call, Tensor kernel, int channels, Window window) {
        Window.Axis v = window.vertical();
        Window.Axis h = window.horizontal();
        Convolution.Geometry geometry = new Convolution.Geometry(
                channels,
                v.input(),
                h.input(),
                kernel.shape().getFirst(),
                v.output(),
                h.output(),
                v.kernel(),
                h.kernel(),
                v.stride(),
                h.stride(),
                v.begin(),
                h.begin(),
                v.dilation(),
                h.dilation(),
                call.integer("group", 1));
        return new Convolution(geometry, kernel.numbers());
    }

    /** The term plus one number a channel, when the node has a third input. */
    private static Value biased(Call call, Affine.Term term, List<Integer> shape) {
        double[] bias = new double[call.budget().numbers(shape)];
        int channels = shape.get(1);
        if (call.optional(2).isPresent()) {
            Tensor stored = call.weights(2);
            call.require(
                    stored.shape().equals(List.of(channels)),
                    "a bias of shape " + stored.shape() + " for " + channels + " channels");
            Arrays.setAll(bias, i -> stored.numbers()[i / (bias.length / channels)]);
        }
        return call.draft().affine(call.node(), shape, List.of(term), bias);
    }

    /**
     * The transpose of the linear map of a convolution with the same kernel, from the larger image to the data.
     *
     * <p>Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4.
     */
    static Value transposedConvolution(Call call) {
        Value.Data data = call.data(0);
        Tensor kernel = call.weights(1);
        List<Window.Axis> axes = Window.axes(call, data.shape(), size(call, data, kernel));
        call.require(
                data.shape().get(1).equals(kernel.shape().getFirst()),
                "a kernel of shape " + kernel.shape() + " for data of shape " + data.shape());
        int[] extra = call.integers("output_padding", axes.size(), 0);
        String automatic = call.text("auto_pad", "NOTSET");
        call.require(
                !automatic.equals("SAME_LOWER"), "auto_pad SAME_LOWER is not supported; supported are explicit pads");
        int[] asked = call.integers("output_shape")
                .orElse(axes.stream()
                        .filter(_ -> automatic.equals("SAME_UPPER"))
                        .mapToInt(axis -> axis.input() * axis.stride())
                        .toArray());
        List<Window.Axis> forward = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Window.Axis axis = axes.get(i);
            long whole = (axis.input() - 1L) * axis.stride() + extra[i] + axis.reach();
            long pads = asked.length == 0 ? axis.begin() + (long) axis.end() : whole - asked[i];
            long begin = asked.length == 0 ? axis.begin() : automatic.equals("SAME_UPPER") ? pads / 2 : pads - pads / 2;
            call.require(
                    extra[i] >= 0 && whole > pads && pads >= 0, "pads take " + pads + " of " + whole + " positions");
            int length = call.budget().numbers(whole - pads);
            forward.add(new Window.Axis(
                    length, axis.input(), axis.kernel(), axis.stride(), axis.dilation(), (int) begin, 0));
        }
        int channels = Math.multiplyExact(kernel.shape().get(1), call.integer("group", 1));
        List<Integer> shape = Stream.concat(
                        Stream.of(1, channels), forward.stream().map(Window.Axis::input))
                .toList();
        Window window = Window.of(forward);
        call.budget().entries(kernel.size() * window.positions());
        Sparse map = Sparse.transpose(map(call, kernel, channels, window));
        return biased(call, new Affine.Term(data.number(), map), shape);
    }
}
