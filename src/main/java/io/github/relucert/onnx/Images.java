package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Sparse;
import java.util.Arrays;
import java.util.List;

/** Convolution and pooling over images and signals. */
final class Images {
    private Images() {}

    static Value convolution(Call call) {
        Value.Data data = call.data(0);
        Tensor kernel = call.weights(1);
        int rank = data.shape().size();
        if (kernel.shape().size() != rank || rank < 3) {
            throw call.error("a kernel of shape " + kernel.shape() + " for data of shape " + data.shape());
        }
        int[] size = kernel.shape().subList(2, rank).stream().mapToInt(i -> i).toArray();
        if (!Arrays.equals(size, call.integers("kernel_shape").orElse(size))) {
            throw call.error("kernel_shape differs from the kernel's shape " + kernel.shape());
        }
        int groups = call.integer("group", 1);
        int channels = data.shape().get(1);
        int made = kernel.shape().getFirst();
        if (kernel.shape().get(1) * (long) groups != channels) {
            throw call.error("a kernel of shape " + kernel.shape() + " in " + groups + " groups for data of shape "
                    + data.shape());
        }
        Window window = Window.of(call, data.shape(), size);
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
        List<Integer> shape = window.shape(made, rank);
        double[] bias = new double[call.budget().reserve(shape)];
        if (call.optional(2).isPresent()) {
            Tensor stored = call.weights(2);
            if (!stored.shape().equals(List.of(made))) {
                throw call.error("a bias of shape " + stored.shape() + " for " + made + " channels");
            }
            Arrays.setAll(bias, i -> stored.numbers()[i / (int) window.positions()]);
        }
        Affine.Term term = new Affine.Term(data.number(), new Convolution(geometry, kernel.numbers()));
        return call.draft().affine(call.node(), shape, List.of(term), bias);
    }

    /** Averages; {@code 1 / count} is the double nearest to it. */
    static Value averagePool(Call call) {
        int[] kernel = call.integers("kernel_shape").orElseThrow(() -> call.error("kernel_shape is missing"));
        if (call.integer("ceil_mode", 0) != 0) {
            throw call.error("ceil_mode 1 is not supported; supported is 0");
        }
        return average(call, Window.of(call, call.data(0).shape(), kernel));
    }

    private static Value average(Call call, Window window) {
        Value.Data data = call.data(0);
        int channels = data.shape().get(1);
        int positions = call.budget().reserve(window.positions());
        int most = call.budget().reserve(Math.multiplyExact(channels * window.positions(), window.cells()));
        int image = window.vertical().input() * window.horizontal().input();
        int[] starts = new int[channels * positions + 1];
        int[] columns = new int[most];
        double[] coefficients = new double[most];
        for (int row = 0; row < channels * positions; row++) {
            int[] cells = window.reads(row % positions);
            long count = call.integer("count_include_pad", 0) == 0 ? cells.length : window.cells();
            double share = call.draft().round(call.node(), Rational.of(1, count));
            int start = starts[row];
            for (int k = 0; k < cells.length; k++) {
                columns[start + k] = row / positions * image + cells[k];
                coefficients[start + k] = share;
            }
            starts[row + 1] = start + cells.length;
        }
        int entries = starts[channels * positions];
        Sparse map = new Sparse(
                channels * image, starts, Arrays.copyOf(columns, entries), Arrays.copyOf(coefficients, entries));
        List<Integer> shape = window.shape(channels, data.shape().size());
        return call.draft().affine(call.node(), shape, List.of(new Affine.Term(data.number(), map)), new double[0]);
    }
}
