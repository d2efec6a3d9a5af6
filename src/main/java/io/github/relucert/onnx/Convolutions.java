package io.github.relucert.onnx;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Convolution and its transpose over images and signals. */
final class Convolutions {
    private Convolutions() {}

    static Value convolution(Call call) {
        Value.Data data = call.data(0);
        Tensor kernel = call.weights(1);
        return convolved(call, data, kernel, Window.of(call, data.shape(), size(call, data, kernel)));
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

    private static Value convolved(Call call, Value.Data data, Tensor kernel, Window window) {
        int groups = call.integer("group", 1);
        int channels = data.shape().get(1);
        int made = kernel.shape().getFirst();
        call.require(
                kernel.shape().get(1) * (long) groups == channels,
                "a kernel of shape " + kernel.shape() + " in " + groups + " groups for data of shape " + data.shape());
        Window.Axis v = window.vertical();
        Window.Axis h = window.horizontal();
        Convolution.Geometry geometry = new Convolution.Geometry(
                channels,
                v.input(),
                h.input(),
                made,
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
                groups);
        List<Integer> shape = window.shape(made, data.shape().size());
        double[] bias = new double[call.budget().numbers(shape)];
        if (call.optional(2).isPresent()) {
            Tensor stored = call.weights(2);
            call.require(
                    stored.shape().equals(List.of(made)),
                    "a bias of shape " + stored.shape() + " for " + made + " channels");
            Arrays.setAll(bias, i -> stored.numbers()[i / (int) window.positions()]);
        }
        Affine.Term term = new Affine.Term(data.number(), new Convolution(geometry, kernel.numbers()));
        return call.draft().affine(call.node(), shape, List.of(term), bias);
    }

    /**
     * The transpose of a convolution, as a convolution: zeros go between the data and around them, the kernel is turned round and
     * its channels change places.
     *
     * <p>Dumoulin and Visin, A guide to convolution arithmetic for deep learning, 2016, chapter 4.
     */
    static Value transposedConvolution(Call call) {
        Value.Data data = call.data(0);
        Tensor kernel = call.weights(1);
        List<Window.Axis> axes = Window.axes(call, data.shape(), size(call, data, kernel));
        int[] extra = call.integers("output_padding", axes.size(), 0);
        String automatic = call.text("auto_pad", "NOTSET");
        call.require(
                !automatic.equals("SAME_LOWER"), "auto_pad SAME_LOWER is not supported; supported are explicit pads");
        int[] asked = call.integers("output_shape")
                .orElse(axes.stream()
                        .filter(_ -> automatic.equals("SAME_UPPER"))
                        .mapToInt(axis -> axis.input() * axis.stride())
                        .toArray());
        Selection spread = call.all(data);
        List<Window.Axis> fitted = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Window.Axis axis = axes.get(i);
            long whole = (axis.input() - 1L) * axis.stride() + extra[i] + axis.reach();
            long pads = asked.length == 0 ? axis.begin() + (long) axis.end() : whole - asked[i];
            long begin = asked.length == 0 ? axis.begin() : automatic.equals("SAME_UPPER") ? pads / 2 : pads - pads / 2;
            call.require(
                    extra[i] >= 0 && whole > pads && pads >= 0, "pads take " + pads + " of " + whole + " positions");
            int length = call.budget().numbers(whole - pads + axis.reach() - 1);
            long first = axis.reach() - 1 - begin;
            spread = spread.pick(
                    i + 2,
                    IntStream.range(0, length).map(k -> source(k - first, axis)).toArray());
            fitted.add(new Window.Axis(length, (int) (whole - pads), axis.kernel(), 1, axis.dilation(), 0, 0));
        }
        Window.Axis single = new Window.Axis(1, 1, 1, 1, 1, 0, 0);
        Window window = new Window(axes.size() == 1 ? single : fitted.getFirst(), fitted.getLast());
        return convolved(call, call.asData(call.rearrange(data, spread)), turned(call, kernel), window);
    }

    private static int source(long position, Window.Axis axis) {
        boolean data = position >= 0 && position % axis.stride() == 0 && position / axis.stride() < axis.input();
        return data ? (int) (position / axis.stride()) : -1;
    }

    /** {@code C x M/g x ...} to {@code M x C/g x ...}, every kernel turned round. */
    private static Tensor turned(Call call, Tensor kernel) {
        int groups = call.integer("group", 1);
        List<Integer> shape = kernel.shape();
        call.require(
                groups > 0 && shape.getFirst() % groups == 0, groups + " groups of " + shape.getFirst() + " channels");
        List<Integer> image = shape.subList(2, shape.size());
        Selection turned = Selection.of(shape, call.budget())
                .reshape(Stream.concat(Stream.of(groups, shape.getFirst() / groups, shape.get(1)), image.stream())
                        .toList())
                .transpose(image.size() == 1 ? new int[] {0, 2, 1, 3} : new int[] {0, 2, 1, 3, 4});
        for (int axis = 0; axis < image.size(); axis++) {
            int last = image.get(axis) - 1;
            turned = turned.pick(
                    axis + 3, IntStream.rangeClosed(0, last).map(k -> last - k).toArray());
        }
        List<Integer> target = new ArrayList<>(List.of(groups * shape.get(1), shape.getFirst() / groups));
        target.addAll(image);
        return kernel.rearrange(turned.reshape(target));
    }
}
