package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that keep every element and change only the shape, and those that speak about shapes. */
final class Shapes {
    private Shapes() {}

    /** The same elements in the same order, in a shape of the same size. */
    private static Value reshaped(Call call, Value value, List<Integer> shape) {
        return call.rearrange(value, call.all(value).reshape(shape));
    }

    static Value identity(Call call) {
        return reshaped(call, call.input(0), call.input(0).shape());
    }

    /** Dropout outside training passes its input on. */
    static Value dropout(Call call) {
        call.ignore("ratio", "seed", "is_test");
        call.optional(1);
        if (call.optional(2).isPresent() && call.single(2) != 0) {
            throw call.error("training mode is not supported; supported is inference");
        }
        return identity(call);
    }

    static Value reshape(Call call) {
        Value value = call.input(0);
        int[] asked = call.integers("shape", 1).orElseThrow(() -> call.error("the new shape is missing"));
        boolean zeroKeeps = call.integer("allowzero", 0) == 0;
        List<Integer> shape = new ArrayList<>();
        int open = -1;
        long known = 1;
        for (int i = 0; i < asked.length; i++) {
            boolean copy = asked[i] == 0 && zeroKeeps && i < value.shape().size();
            int dimension = copy ? value.shape().get(i) : asked[i];
            if (dimension < -1 || (dimension == -1 && open >= 0)) {
                throw call.error("the new shape " + Arrays.toString(asked) + " cannot be");
            }
            open = dimension == -1 ? i : open;
            known = dimension == -1 ? known : Math.multiplyExact(known, dimension);
            shape.add(dimension);
        }
        int size = Selection.size(value.shape());
        if (open >= 0) {
            shape.set(open, known == 0 ? 0 : (int) (size / known));
            known *= shape.get(open);
        }
        if (known != size) {
            throw call.error("shape " + value.shape() + " cannot become " + Arrays.toString(asked));
        }
        return reshaped(call, value, shape);
    }

    static Value flatten(Call call) {
        List<Integer> shape = call.input(0).shape();
        int given = call.integer("axis", 1);
        int axis = given == shape.size() ? given : call.axis(given, shape.size());
        int rows = Selection.size(shape.subList(0, axis));
        return reshaped(call, call.input(0), List.of(rows, Selection.size(shape.subList(axis, shape.size()))));
    }

    static Value squeeze(Call call) {
        List<Integer> shape = call.input(0).shape();
        List<Integer> axes = axes(call, shape.size())
                .orElse(IntStream.range(0, shape.size())
                        .filter(axis -> shape.get(axis) == 1)
                        .boxed()
                        .toList());
        List<Integer> target = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            if (!axes.contains(axis)) {
                target.add(shape.get(axis));
            } else if (shape.get(axis) != 1) {
                throw call.error("axis " + axis + " of shape " + shape + " is not 1");
            }
        }
        return reshaped(call, call.input(0), target);
    }

    static Value unsqueeze(Call call) {
        int added = call.integers("axes", 1).orElseThrow(() -> call.error("axes are missing")).length;
        List<Integer> shape = new ArrayList<>(call.input(0).shape());
        List<Integer> axes = axes(call, shape.size() + added).orElseThrow();
        if (axes.size() != added) {
            throw call.error("an axis is named twice");
        }
        axes.forEach(axis -> shape.add(axis, 1));
        return reshaped(call, call.input(0), shape);
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

    static Value transpose(Call call) {
        int rank = call.input(0).shape().size();
        int[] order = call.integers("perm")
                .orElse(IntStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        if (!Arrays.equals(
                Arrays.stream(order).sorted().toArray(),
                IntStream.range(0, rank).toArray())) {
            throw call.error("perm " + Arrays.toString(order) + " does not permute " + rank + " axes");
        }
        return call.rearrange(call.input(0), call.all(call.input(0)).transpose(order));
    }

    /** A real value as float32 or float64, which are the same real number to a network; constants round as stored. */
    static Value cast(Call call) {
        Value value = call.input(0);
        int code = call.integer("to", 0);
        call.ignore("saturate", "round_mode");
        ElementType target = ElementType.of(code)
                .filter(type -> type != ElementType.STRING)
                .orElseThrow(() -> call.error(
                        "to " + ElementType.nameOf(code) + " is not supported; supported are float and double"));
        if (!(value instanceof Value.Constant(Tensor tensor))) {
            if (!target.isReal()) {
                throw call.error(
                        "to " + ElementType.nameOf(code) + " cuts off fractions; supported are float and double");
            }
            return identity(call);
        }
        double[] numbers = Arrays.stream(tensor.numbers())
                .map(number -> switch (target) {
                    case FLOAT -> (float) number;
                    case DOUBLE -> number;
                    case INT32, INT64 -> (double) (long) number;
                    case BOOL -> number == 0 ? 0 : 1;
                    case STRING -> throw new IllegalStateException("excluded above");
                })
                .toArray();
        return new Value.Constant(call.made(target, tensor.shape(), numbers));
    }

    /** The dimensions of any value: a constant, as the batch is 1. */
    static Value shape(Call call) {
        List<Integer> shape = call.input(0).shape();
        int start = bound(call.integer("start", 0), shape.size());
        int end = bound(call.integer("end", shape.size()), shape.size());
        return integers(call, shape.subList(Math.min(start, end), end));
    }

    private static Value integers(Call call, List<Integer> values) {
        double[] numbers = values.stream().mapToDouble(Integer::doubleValue).toArray();
        return new Value.Constant(call.made(ElementType.INT64, List.of(numbers.length), numbers));
    }

    private static int bound(int index, int length) {
        return Math.clamp(index < 0 ? (long) index + length : index, 0, length);
    }

    /** The product of all elements, as exporters write the size of a shape. */
    static Value product(Call call) {
        Tensor tensor = call.integerTensor(0);
        call.ignore("noop_with_empty_axes");
        List<Integer> axes = axes(call, tensor.shape().size()).orElse(List.of());
        if (!axes.isEmpty() && axes.size() < tensor.shape().size()) {
            throw call.error("over some axes is not supported; supported is the product of all elements of a constant");
        }
        double product = Arrays.stream(tensor.numbers()).reduce(1, (a, b) -> a * b);
        int kept = call.integer("keepdims", 1) == 0 ? 0 : tensor.shape().size();
        return new Value.Constant(call.made(tensor.type(), Collections.nCopies(kept, 1), new double[] {product}));
    }

    static Value constant(Call call) {
        if (call.node().attributes().size() != 1) {
            throw call.error("has " + call.node().attributes().size() + " values instead of one");
        }
        Attribute value = call.node().attributes().values().iterator().next();
        call.ignore(value.name());
        double[] numbers = value.numbers();
        double[] single = numbers.length == 0 ? new double[1] : numbers;
        String name = call.node().outputs().getFirst();
        List<Integer> list = List.of(numbers.length);
        return new Value.Constant(
                switch (value.kind()) {
                    case Attribute.TENSOR -> call.tensor(value).named(name);
                    case Attribute.FLOAT -> new Tensor(name, ElementType.FLOAT, List.of(), single);
                    case Attribute.INTEGER -> new Tensor(name, ElementType.INT64, List.of(), single);
                    case Attribute.FLOATS -> new Tensor(name, ElementType.FLOAT, list, numbers);
                    case Attribute.INTEGERS -> new Tensor(name, ElementType.INT64, list, numbers);
                    case Attribute.TEXTS ->
                        new Tensor(
                                name, ElementType.STRING, List.of(value.texts().size()), numbers, value.texts());
                    default -> throw call.error("attribute " + value.name() + " is not supported");
                });
    }

    static Value constantOfShape(Call call) {
        List<Integer> shape = dimensions(call, 0);
        Tensor value = call.attribute("value", Attribute.TENSOR)
                .map(call::tensor)
                .orElse(call.made(ElementType.FLOAT, List.of(1), new double[1]));
        if (value.numbers().length != 1) {
            throw call.error("value has the shape " + value.shape() + " instead of one number");
        }
        double[] numbers = new double[call.budget().reserve(shape)];
        Arrays.fill(numbers, value.numbers()[0]);
        return new Value.Constant(call.made(value.type(), shape, numbers));
    }

    static Value expand(Call call) {
        Value value = call.input(0);
        List<Integer> shape = call.broadcast(value.shape(), dimensions(call, 1));
        return call.rearrange(value, call.all(value).broadcast(shape));
    }

    /** An input that is a shape. */
    private static List<Integer> dimensions(Call call, int index) {
        int[] dimensions = call.integers("", index).orElseThrow(() -> call.error("the shape is missing"));
        if (Arrays.stream(dimensions).anyMatch(dimension -> dimension < 0)) {
            throw call.error("the shape " + Arrays.toString(dimensions) + " cannot be");
        }
        return Arrays.stream(dimensions).boxed().toList();
    }
}
