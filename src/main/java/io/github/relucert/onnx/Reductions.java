package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums, means and maxima over windows or axes. The share {@code 1 / count} of a mean is the double nearest to it. */
final class Reductions {
    private Reductions() {}

    /** Of every element of the result, the elements of the data that it is made of, ascending. */
    private record Cells(List<Integer> shape, int[][] cells) {}

    static Value averagePool(Call call) {
        Window window = window(call);
        boolean padded = call.integer("count_include_pad", 0) != 0;
        Cells cells = pooled(call, window);
        return sum(call, cells, i -> padded ? window.cells(i % (int) window.positions()) : cells.cells()[i].length);
    }

    static Value maxPool(Call call) {
        call.ignore("storage_order");
        return maximum(call, pooled(call, window(call)));
    }

    static Value globalAverage(Call call) {
        Cells cells = image(call);
        return sum(call, cells, i -> cells.cells()[i].length);
    }

    static Value globalMaximum(Call call) {
        return maximum(call, image(call));
    }

    static Value reduceMean(Call call) {
        Cells cells = reduced(call);
        return sum(call, cells, i -> cells.cells()[i].length);
    }

    static Value reduceSum(Call call) {
        return sum(call, reduced(call), _ -> 1);
    }

    static Value reduceMaximum(Call call) {
        return maximum(call, reduced(call));
    }

    private static Window window(Call call) {
        int[] kernel = call.integers("kernel_shape").orElseThrow(() -> call.error("kernel_shape is missing"));
        return Window.of(call, call.data(0).shape(), kernel);
    }

    private static Cells pooled(Call call, Window window) {
        List<Integer> shape = call.data(0).shape();
        int positions = call.budget().numbers(window.positions());
        int image = window.vertical().input() * window.horizontal().input();
        int[][] cells = new int[call.budget().entries((long) positions * shape.get(1))][];
        for (int i = 0; i < cells.length; i++) {
            int start = i / positions * image;
            cells[i] = Arrays.stream(window.reads(i % positions))
                    .map(cell -> start + cell)
                    .toArray();
            call.require(cells[i].length > 0, "a window lies on padding alone");
            call.budget().entries(cells[i].length);
        }
        return new Cells(window.shape(shape.get(1), shape.size()), cells);
    }

    private static Cells image(Call call) {
        int rank = call.data(0).shape().size();
        call.require(
                rank > 2, "its input has the shape " + call.data(0).shape() + "; supported are images and signals");
        return cells(call, IntStream.range(2, rank).toArray(), 1);
    }

    private static Cells reduced(Call call) {
        int rank = call.data(0).shape().size();
        int[] axes = call.integers("axes", 1).orElse(new int[0]);
        call.require(axes.length > 0 || call.integer("noop_with_empty_axes", 0) == 0, "no axes are given");
        call.ignore("noop_with_empty_axes");
        int[] all = axes.length == 0 ? IntStream.range(0, rank).toArray() : axes;
        return cells(
                call, Arrays.stream(all).map(axis -> call.axis(axis, rank)).toArray(), call.integer("keepdims", 1));
    }

    private static Cells cells(Call call, int[] axes, int keep) {
        List<Integer> shape = call.data(0).shape();
        List<Integer> over = Arrays.stream(axes).boxed().toList();
        List<Integer> ones = IntStream.range(0, shape.size())
                .mapToObj(axis -> over.contains(axis) ? 1 : shape.get(axis))
                .toList();
        // Where the result is broadcast to is what it is made of.
        int[] targets = Selection.of(ones, call.budget()).broadcast(shape).sources();
        Map<Integer, List<Integer>> sources = IntStream.range(0, call.budget().entries(targets.length))
                .boxed()
                .collect(Collectors.groupingBy(source -> targets[source]));
        int[][] cells = new int[call.budget().entries(Selection.size(ones))][];
        Arrays.setAll(
                cells,
                cell -> sources.getOrDefault(cell, List.of()).stream()
                        .mapToInt(source -> source)
                        .toArray());
        List<Integer> kept = IntStream.range(0, shape.size())
                .filter(axis -> !over.contains(axis))
                .mapToObj(shape::get)
                .toList();
        return new Cells(keep == 0 ? kept : ones, cells);
    }

    private static Value sum(Call call, Cells cells, IntToLongFunction divisors) {
        int rows = cells.cells().length;
        int[] starts = new int[rows + 1];
        Arrays.setAll(starts, i -> i == 0 ? 0 : cells.cells()[i - 1].length);
        Arrays.parallelPrefix(starts, Integer::sum);
        double[] shares = new double[starts[rows]];
        for (int i = 0; i < rows; i++) {
            double share = call.draft().round(call.node(), Rational.of(1, divisors.applyAsLong(i)));
            Arrays.fill(shares, starts[i], starts[i + 1], share);
        }
        int[] columns =
                Arrays.stream(cells.cells()).flatMapToInt(Arrays::stream).toArray();
        Sparse map = new Sparse(Selection.size(call.data(0).shape()), starts, columns, shares);
        return call.draft()
                .affine(
                        call.node(),
                        cells.shape(),
                        List.of(new Affine.Term(call.data(0).number(), map)));
    }

    /** Maxima as a tournament; where cells are fewer, one of them plays again. */
    private static Value maximum(Call call, Cells cells) {
        Value.Data data = call.data(0);
        int most =
                Arrays.stream(cells.cells()).mapToInt(own -> own.length).max().orElse(0);
        call.require(most > 0, "the result has no elements");
        List<Value> players = new ArrayList<>();
        for (int k = 0; k < most; k++) {
            int turn = k;
            int[] sources = Arrays.stream(cells.cells())
                    .mapToInt(own -> own[turn % own.length])
                    .toArray();
            double[] ones = new double[sources.length];
            Arrays.fill(ones, 1);
            Affine.Term term = call.draft().term(data, sources, ones);
            players.add(call.draft().affine(call.node(), cells.shape(), List.of(term)));
        }
        return Activations.tournament(players, (a, b) -> Activations.extreme(call, 1, a, b));
    }
}
