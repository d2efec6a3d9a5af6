package io.github.relucert.onnx;

import io.github.relucert.onnx.Arithmetic.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Piecewise linear operators, each composed of ReLUs and affine layers without any rounding. */
final class Activations {
    private Activations() {}

    static Value relu(Call call) {
        return call.draft().relu(call.node(), call.data(0));
    }

    /** {@code |x| = x + 2 max(-x, 0)}. */
    static Value absolute(Call call) {
        Value negative = relu(call, Arithmetic.negate(call));
        return Arithmetic.sum(call, new Part(1, call.data(0)), new Part(2, negative));
    }

    static Value leakyRelu(Call call) {
        double slope = call.number("alpha", 0.01f);
        return sloped(call, call.made(ElementType.FLOAT, List.of(), slope).tensor());
    }

    static Value pRelu(Call call) {
        return sloped(call, call.weights(1));
    }

    /** {@code s x + max(x, 0) - s max(x, 0)}: no coefficient {@code 1 - s}, which might need rounding. */
    private static Value sloped(Call call, Tensor slopes) {
        Value.Data x = call.data(0);
        List<Integer> shape = x.shape();
        call.require(
                call.broadcast(shape, slopes.shape()).equals(shape),
                "slopes of shape " + slopes.shape() + " for " + shape);
        double[] slope = call.spread(slopes, shape);
        Value.Data relu = call.draft().relu(call.node(), x);
        return call.draft()
                .affine(
                        call.node(),
                        shape,
                        List.of(
                                Arithmetic.term(call, x, shape, slope),
                                Arithmetic.term(call, relu, shape, call.all(x).ones()),
                                Arithmetic.term(
                                        call,
                                        relu,
                                        shape,
                                        Arrays.stream(slope).map(s -> -s).toArray())));
    }

    /** {@code min(max(x, low), high)}; an end may be left out, or be no limit in its type. */
    static Value clip(Call call) {
        Optional<Double> low = end(call, "min", 1).filter(end -> end > -Float.MAX_VALUE);
        Optional<Double> high = end(call, "max", 2).filter(end -> end < Float.MAX_VALUE);
        Value x = call.data(0);
        if (low.isPresent()) {
            x = maximum(call, call.made(ElementType.FLOAT, List.of(), low.get()), x);
        }
        return high.isPresent() ? minimum(call, call.made(ElementType.FLOAT, List.of(), high.get()), x) : x;
    }

    private static Optional<Double> end(Call call, String name, int index) {
        Optional<Double> attribute = call.attribute(name, Attribute.FLOAT).map(found -> found.numbers()[0]);
        return attribute.isPresent() ? attribute : call.optional(index).map(_ -> call.single(index));
    }

    static Value maximum(Call call) {
        return reduce(call, (a, b) -> maximum(call, a, b));
    }

    static Value minimum(Call call) {
        return reduce(call, (a, b) -> minimum(call, a, b));
    }

    private static Value reduce(Call call, BinaryOperator<Value> operator) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < call.inputs().size(); i++) {
            values.add(call.input(i));
        }
        return tournament(values, operator);
    }

    /** Combines values pairwise, and the results pairwise, until one is left: as shallow as it can be. */
    static Value tournament(List<Value> values, BinaryOperator<Value> operator) {
        int count = values.size();
        return count == 1
                ? values.getFirst()
                : operator.apply(
                        tournament(values.subList(0, count / 2), operator),
                        tournament(values.subList(count / 2, count), operator));
    }

    /** {@code a + max(b - a, 0)}. */
    static Value maximum(Call call, Value a, Value b) {
        Value excess = relu(call, Arithmetic.sum(call, new Part(1, b), new Part(-1, a)));
        return Arithmetic.sum(call, new Part(1, a), new Part(1, excess));
    }

    /** {@code a - max(a - b, 0)}. */
    private static Value minimum(Call call, Value a, Value b) {
        Value excess = relu(call, Arithmetic.sum(call, new Part(1, a), new Part(-1, b)));
        return Arithmetic.sum(call, new Part(1, a), new Part(-1, excess));
    }

    private static Value relu(Call call, Value value) {
        return call.draft().relu(call.node(), call.asData(value));
    }
}
