package io.github.relucert.onnx;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that take tensors apart, join them, or pad them, along axes. */
final class Pieces {
    private Pieces() {}

    static Value gather(Call call) {
        Value value = call.input(0);
        Tensor indices = call.integerTensor(1);
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
        int[] starts = call.integers("starts", 1).orElseThrow(() -> call.error("starts are missing"));
        int[] ends = call.integers("ends", 2).orElseThrow(() -> call.error("ends are missing"));
        int[] axes = call.integers("axes", 3)
                .orElse(IntStream.range(0, starts.length).toArray());
        int[] steps = call.integers("steps", 4)
                .orElse(IntStream.range(0, starts.length).map(_ -> 1).toArray());
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw call.error("starts, ends, axes and steps differ in length");
        }
        Selection selection = call.all(value);
        for (int i = 0; i < starts.length; i++) {
            int axis = call.axis(axes[i], value.shape().size());
            if (steps[i] == 0) {
                throw call.error("a step is 0");
            }
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
        int parts = call.node().outputs().size();
        int[] lengths = call.integers("split", 1)
                .orElseGet(() -> IntStream.range(0, parts)
                        .map(i -> Math.clamp(
                                (long) length - (long) i * Math.ceilDiv(length, parts), 0, Math.ceilDiv(length, parts)))
                        .toArray());
        if (Arrays.stream(lengths).anyMatch(part -> part < 0)
                || Arrays.stream(lengths).asLongStream().sum() != length) {
            throw call.error("parts of length " + Arrays.toString(lengths) + " of an axis of length " + length);
        }
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
        List<Integer> shape = new ArrayList<>(call.input(0).shape());
        int axis = call.axis(call.integer("axis", 1), shape.size());
        int total = 0;
        for (int i = 0; i < call.inputCount(); i++) {
            List<Integer> part = new ArrayList<>(call.input(i).shape());
            total = Math.addExact(total, part.size() > axis ? part.get(axis) : 0);
            if (part.size() != shape.size() || part.set(axis, shape.get(axis)) < 0 || !part.equals(shape)) {
                throw call.error("shapes " + shape + " and " + call.input(i).shape() + " do not fit");
            }
        }
        shape.set(axis, total);
        double[] bias = new double[call.budget().reserve(shape)];
        List<Affine.Term> terms = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < call.inputCount(); i++) {
            int begin = start;
            int length = call.input(i).shape().get(axis);
            int[] places = IntStream.range(0, total)
                    .map(k -> k < begin || k >= begin + length ? -1 : k - begin)
                    .toArray();
            Selection embedding = call.all(call.input(i)).pick(axis, places);
            if (call.input(i) instanceof Value.Constant(Tensor tensor)) {
                double[] numbers = tensor.rearrange(embedding).numbers();
                Arrays.setAll(bias, k -> bias[k] + numbers[k]);
            } else {
                Value.Data data = call.data(i);
                terms.add(new Affine.Term(
                        data.number(), Sparse.select(Selection.size(data.shape()), embedding.sources())));
            }
            start += length;
        }
        return terms.isEmpty()
                ? new Value.Constant(call.made(call.constant(0).type(), shape, bias))
                : call.draft().affine(call.node(), shape, terms, bias);
    }

    /** Pads with a constant, by reflection at the borders, or by repeating them. */
    static Value pad(Call call) {
        Value.Data data = call.data(0);
        int rank = data.shape().size();
        int[] pads = call.integers("pads", 1).orElseThrow(() -> call.error("pads are missing"));
        int[] axes = call.integers("axes", 3).orElse(IntStream.range(0, rank).toArray());
        if (pads.length != 2 * axes.length) {
            throw call.error(pads.length + " pads for " + axes.length + " axes");
        }
        String mode = call.text("mode", "constant");
        Selection selection = call.all(data);
        for (int i = 0; i < axes.length; i++) {
            int axis = call.axis(axes[i], rank);
            int length = selection.shape().get(axis);
            int begin = pads[i];
            int count = call.budget().reserve((long) begin + length + pads[i + axes.length]);
            selection = selection.pick(
                    axis,
                    IntStream.range(0, count)
                            .map(k -> source(call, mode, k - begin, length))
                            .toArray());
        }
        double value = call.optional(2).isPresent() ? call.single(2) : call.number("value", 0);
        double[] bias = Arrays.stream(selection.sources())
                .mapToDouble(source -> source < 0 ? value : 0)
                .toArray();
        if (value == 0 || selection.isIdentity(Selection.size(data.shape()))) {
            return call.rearrange(data, selection);
        }
        Sparse map = Sparse.select(Selection.size(data.shape()), selection.sources());
        return call.draft().affine(call.node(), selection.shape(), List.of(new Affine.Term(data.number(), map)), bias);
    }

    private static int source(Call call, String mode, int position, int length) {
        if (position >= 0 && position < length) {
            return position;
        }
        int last = length - 1;
        int source = switch (mode) {
            case "constant" -> -1;
            case "edge" -> Math.clamp(position, 0, last);
            case "reflect" -> position < 0 ? -position : 2 * last - position;
            default -> throw call.error("mode " + mode + " is not supported; supported are constant, edge, reflect");
        };
        if (source < -1 || source > last) {
            throw call.error("reflects beyond an axis of length " + length);
        }
        return source;
    }
}
