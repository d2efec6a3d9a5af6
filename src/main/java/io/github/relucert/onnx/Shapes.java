package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that keep every element and change only type or shape, and those that compute shapes. */
final class Shapes {
    private Shapes() {}

    /** The same elements in the same order, in a shape of the same size. */
    private static Value reshaped(Call call, List<Integer> shape) {
        return call.rearrange(call.input(0), call.all(call.input(0)).reshape(shape));
    }

    static Value identity(Call call) {
        return reshaped(call, call.input(0).shape());
    }

    /** Dropout outside training passes its input on. */
    static Value dropout(Call call) {
        call.ignore("ratio", "seed", "is_test");
        call.optional(1);
        call.require(
                call.optional(2).isEmpty() || call.single(2) == 0,
                "training mode is not supported; supported is inference");
        return identity(call);
    }

    static Value reshape(Call call) {
        List<Integer> old = call.input(0).shape();
        int[] asked = call.required("shape", 1);
        boolean zeroKeeps = call.integer("allowzero", 0) == 0;
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < asked.length; i++) {
            shape.add(asked[i] == 0 && zeroKeeps && i < old.size() ? old.get(i) : asked[i]);
        }
        int open = shape.indexOf(-1);
        int size = Selection.size(old);
        if (open >= 0) {
            shape.set(open, 1);
            shape.set(open, size / Math.max(1, Selection.size(shape)));
        }
        call.require(
                shape.stream().allMatch(length -> length >= 0) && Selection.size(shape) == size,
                "shape " + old + " cannot become " + Arrays.toString(asked));
        return reshaped(call, shape);
    }

    static Value flatten(Call call) {
        List<Integer> shape = call.input(0).shape();
        int axis = call.integer("axis", 1) == shape.size()
                ? shape.size()
                : call.axis(call.integer("axis", 1), shape.size());
        int rows = Selection.size(shape.subList(0, axis));
        return reshaped(call, List.of(rows, Selection.size(shape.subList(axis, shape.size()))));
    }

    static Value squeeze(Call call) {
        List<Integer> shape = call.input(0).shape();
        List<Integer> axes = axes(call, shape.size())
                .orElse(IntStream.range(0, shape.size())
                        .filter(axis -> shape.get(axis) == 1)
                        .boxed()
                        .toList());
        call.require(
                axes.stream().allMatch(axis -> shape.get(axis) == 1),
                "axes " + axes + " of shape " + shape + " are not all 1");
        return reshaped(
                call,
                IntStream.range(0, shape.size())
                        .filter(axis -> !axes.contains(axis))
                        .mapToObj(shape::get)
                        .toList());
    }

    static Value unsqueeze(Call call) {
        List<Integer> shape = new ArrayList<>(call.input(0).shape());
        int added = call.required("axes", 1).length;
        List<Integer> axes = axes(call, shape.size() + added).orElseThrow();
        call.require(axes.size() == added, "an axis is named twice");
        axes.forEach(axis -> shape.add(axis, 1));
        return reshaped(call, shape);
    }

    /** The axes named by an attribute or, from operator set 13 on, by the second input; each once, ascending. */
    private static Optional<List<Integer>> axes(Call call, int rank) {
        return call.integers("axes", 1)
                .map(axes -> Arrays.stream(axes)
                        .map(axis -> call.axis(axis, rank))
                        .sorted()
                        .distinct()
                        .boxed()
                        .toList());
    }

    /** A real value as float32 or float64, which are the same real number to a network; constants round as stored. */
    static Value cast(Call call) {
        int code = call.integer("to", 0);
        call.ignore("saturate", "round_mode");
        Optional<ElementType> target = ElementType.of(code).filter(type -> type != ElementType.STRING);
        boolean constant = call.input(0) instanceof Value.Constant;
        call.require(
                target.isPresent() && (constant || target.get().isReal()),
                "to " + ElementType.nameOf(code) + " is not supported; supported are float and double");
        if (!constant) {
            return identity(call);
        }
        double[] numbers = Arrays.stream(call.constant(0).numbers())
                .map(number -> switch (target.get()) {
                    case FLOAT -> (float) number;
                    case DOUBLE, STRING -> number;
                    case INT32, INT64 -> (double) (long) number;
                    case BOOL -> number == 0 ? 0 : 1;
                })
                .toArray();
        return call.made(target.get(), call.input(0).shape(), numbers);
    }

    /** The dimensions of any value: a constant, as the batch is 1. */
    static Value shape(Call call) {
        List<Integer> shape = call.input(0).shape();
        int start = bound(call.integer("start", 0), shape.size());
        int end = bound(call.integer("end", shape.size()), shape.size());
        double[] dimensions =
                IntStream.range(start, end).mapToDouble(shape::get).toArray();
        return call.made(ElementType.INT64, List.of(dimensions.length), dimensions);
    }

    private static int bound(int index, int length) {
        return Math.clamp(index < 0 ? (long) index + length : index, 0, length);
    }

    /** The product of all elements, as exporters write the size of a shape. */
    static Value product(Call call) {
        Tensor tensor = call.indices(0);
        int rank = tensor.shape().size();
        call.ignore("noop_with_empty_axes");
        call.require(
                axes(call, rank).orElse(List.of()).size() % Math.max(1, rank) == 0,
                "over some axes is not supported; supported is the product of all elements of a constant");
        double product = Arrays.stream(tensor.numbers()).reduce(1, (a, b) -> a * b);
        return call.made(tensor.type(), Collections.nCopies(call.integer("keepdims", 1) == 0 ? 0 : rank, 1), product);
    }

    static Value constant(Call call) {
        call.require(
                call.node().attributes().size() == 1,
                "has " + call.node().attributes().size() + " values instead of one");
        Attribute value = call.node().attributes().values().iterator().next();
        call.ignore(value.name());
        double[] numbers = value.numbers();
        List<Integer> list = List.of(numbers.length);
        return switch (value.kind()) {
            case Attribute.TENSOR -> {
                Tensor tensor = call.tensor(value);
                String name = call.node().outputs().getFirst();
                yield new Value.Constant(
                        new Tensor(name, tensor.type(), tensor.shape(), tensor.elements(), tensor.texts()));
            }
            case Attribute.FLOAT -> call.made(ElementType.FLOAT, List.of(), numbers);
            case Attribute.INTEGER -> call.made(ElementType.INT64, List.of(), numbers);
            case Attribute.FLOATS -> call.made(ElementType.FLOAT, list, numbers);
            case Attribute.INTEGERS -> call.made(ElementType.INT64, list, numbers);
            default -> throw call.error("attribute " + value.name() + " is not supported");
        };
    }

    static Value constantOfShape(Call call) {
        List<Integer> shape = dimensions(call, 0);
        Tensor value = call.attribute("value", Attribute.TENSOR)
                .map(call::tensor)
                .orElse(call.made(ElementType.FLOAT, List.of(1), 0).tensor());
        call.require(value.size() == 1, "value has the shape " + value.shape() + " instead of one number");
        double[] numbers = new double[call.budget().numbers(shape)];
        Arrays.fill(numbers, value.numbers()[0]);
        return call.made(value.type(), shape, numbers);
    }

    /** An input that is a shape. */
    static List<Integer> dimensions(Call call, int index) {
        int[] dimensions = call.required("shape", index);
        call.require(
                Arrays.stream(dimensions).allMatch(length -> length >= 0),
                "the shape " + Arrays.toString(dimensions) + " cannot be");
        return Arrays.stream(dimensions).boxed().toList();
    }
}
