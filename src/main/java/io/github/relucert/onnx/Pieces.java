package io.github.relucert.onnx;

import io.github.relucert.onnx.Arithmetic.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that take tensors apart, join them, or pad them, along axes. */
final class Pieces {
    private Pieces() {}

    static Value transpose(Call call) {
        Value value = call.input(0);
        int rank = value.shape().size();
        int[] order = call.integers("perm")
                .orElse(IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        call.require(
                Arrays.equals(
                        Arrays.stream(order).sorted().toArray(),
                        IntStream.range(0, rank).toArray()),
                "perm " + Arrays.toString(order) + " does not permute " + rank + " axes");
        return call.rearrange(value, call.all(value).transpose(order));
    }

    static Value expand(Call call) {
        Value value = call.input(0);
        List<Integer> shape = call.broadcast(value.shape(), Shapes.dimensions(call, 1));
        return call.rearrange(value, call.all(value).broadcast(shape));
    }

    static Value tile(Call call) {
        Value value = call.input(0);
        List<Integer> times = Shapes.dimensions(call, 1);
        call.require(times.size() == value.shape().size(), "repeats " + times + " for shape " + value.shape());
        Selection selection = call.all(value);
        for (int axis = 0; axis < times.size(); axis++) {
            int length = value.shape().get(axis);
            int total = call.budget().numbers((long) length * times.get(axis));
            selection = selection.pick(
                    axis, IntStream.range(0, total).map(i -> i % length).toArray());
        }
        return call.rearrange(value, selection);
    }

    static Value gather(Call call) {
        Value value = call.input(0);
        Tensor indices = call.indices(1);
        int axis = call.axis(call.integer("axis", 0), value.shape().size());
        int length = value.shape().get(axis);
        int[] positions = Arrays.stream(indices.numbers())
                .mapToInt(index -> call.axis((int) index, length))
                .toArray();
        List<Integer> shape = new ArrayList<>(value.shape());
        shape.remove(/* index */ axis);
        shape.addAll(axis, indices.shape());
        return call.rearrange(value, call.all(value).pick(axis, positions).reshape(shape));
    }

    static Value slice(Call call) {
        Value value = call.input(0);
        int[] starts = call.required("starts", 1);
        int[] ends = call.required("ends", 2);
        int[] axes = call.integers("axes", 3)
                .orElse(IntStream.range(0, starts.length).toArray());
        int[] steps = call.integers("steps", 4)
                .orElse(IntStream.range(0, starts.length).map(_ -> 1).toArray());
        call.require(
                IntStream.of(ends.length, axes.length, steps.length).allMatch(length -> length == starts.length),
                "starts, ends, axes and steps differ in length");
        Selection selection = call.all(value);
        for (int i = 0; i < starts.length; i++) {
            int axis = call.axis(axes[i], value.shape().size());
            call.require(steps[i] != 0, "a step is 0");
            selection = selection.pick(axis, positions(selection.shape().get(axis), starts[i], ends[i], steps[i]));
        }
        return call.rearrange(value, selection);
    }

    /** The positions {@code start, start + step, ...} before {@code end}, both cut to the axis as the operator's definition says. */
    private static int[] positions(int length, int start, int end, int step) {
        int from = Math.clamp(start < 0 ? (long) start + length : start, 0, step > 0 ? length : length - 1);
        int to = Math.clamp(end < 0 ? (long) end + length : end, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
        long count = Math.max(0, Math.ceilDiv((long) to - from, (long) step));
        return IntStream.range(0, (int) count).map(i -> from + i * step).toArray();
    }

    /** Cuts a tensor into several, in equal parts where no lengths are given. */
    static List<Value> split(Call call) {
        Value value = call.input(0);
        int axis = call.axis(call.integer("axis", 0), value.shape().size());
        int length = value.shape().get(axis);
        int parts = call.integer("num_outputs", call.node().outputs().size());
        call.require(parts > 0, parts + " parts");
        int[] lengths = call.integers("split", 1)
                .orElseGet(() -> IntStream.range(0, parts)
                        .map(i -> Math.clamp(
                                (long) length - (long) i * Math.ceilDiv(length, parts), 0, Math.ceilDiv(length, parts)))
                        .toArray());
        call.require(
                Arrays.stream(lengths).allMatch(part -> part >= 0)
                        && Arrays.stream(lengths).asLongStream().sum() == length,
                "parts of length " + Arrays.toString(lengths) + " of an axis of length " + length);
        List<Value> found = new ArrayList<>();
        int start = 0;
        for (int part : lengths) {
            int[] positions = IntStream.range(start, start + part).toArray();
            found.add(call.rearrange(value, call.all(value).pick(axis, positions)));
            start += part;
        }
        return found;
    }

    /** Joins tensors along an axis: the sum of all of them, each embedded into zeros. */
    static Value concat(Call call) {
        List<Value> parts = call.values();
        List<Integer> first = parts.getFirst().shape();
        int axis = call.axis(call.integer("axis", 1), first.size());
        List<List<Integer>> shapes = parts.stream().map(Value::shape).toList();
        call.require(
                shapes.stream()
                        .allMatch(shape -> shape.size() == first.size()
                                && Selection.resized(shape, axis, 0).equals(Selection.resized(first, axis, 0))),
                "shapes " + shapes + " do not fit");
        int total = call.budget()
                .numbers(shapes.stream().mapToLong(shape -> shape.get(axis)).sum());
        List<Placed> placed = new ArrayList<>();
        int start = 0;
        for (Value part : parts) {
            int length = part.shape().get(axis);
            IntStream places = IntStream.range(-start, total - start).map(k -> k < length ? k : -1);
            placed.add(Placed.of(part, call.all(part).pick(axis, places.toArray())));
            start += length;
        }
        return Arithmetic.sum(call, Selection.resized(first, axis, total), placed);
    }

    /** Pads with a constant, by reflection at the borders, or by repeating them; a negative pad crops. */
    static Value pad(Call call) {
        Value data = call.input(0);
        int rank = data.shape().size();
        int[] pads = call.required("pads", 1);
        int[] axes = call.integers("axes", 3).orElse(IntStream.range(0, rank).toArray());
        String mode = call.text("mode", "constant");
        call.require(
                pads.length == 2 * axes.length
                        && List.of("constant", "edge", "reflect").contains(mode),
                pads.length + " pads in mode " + mode + " for " + axes.length
                        + " axes; supported are modes constant, edge, reflect");
        Selection selection = call.all(data);
        for (int i = 0; i < axes.length; i++) {
            int axis = call.axis(axes[i], rank);
            int length = selection.shape().get(axis);
            int begin = pads[i];
            int count = call.budget().numbers((long) begin + length + pads[i + axes.length]);
            IntStream positions = IntStream.range(-begin, count - begin).map(k -> source(call, mode, k, length));
            selection = selection.pick(axis, positions.toArray());
        }
        double value = call.optional(2).isPresent() ? call.single(2) : call.number("value", 0);
        if (value == 0) {
            return call.rearrange(data, selection);
        }
        double[] border = Arrays.stream(selection.sources())
                .mapToDouble(source -> source < 0 ? value : 0)
                .toArray();
        Value.Constant added = call.made(ElementType.FLOAT, selection.shape(), border);
        List<Placed> parts = List.of(Placed.of(data, selection), Placed.of(added, call.all(added)));
        return Arithmetic.sum(call, selection.shape(), parts);
    }

    private static int source(Call call, String mode, int position, int length) {
        if (position >= 0 && position < length) {
            return position;
        }
        if (!mode.equals("reflect")) {
            return mode.equals("edge") ? Math.clamp(position, 0, length - 1) : -1;
        }
        int reflected = position < 0 ? -position : 2 * (length - 1) - position;
        if (reflected < 0 || reflected >= length) {
            throw call.error("reflects beyond an axis of length " + length);
        }
        return reflected;
    }
}
