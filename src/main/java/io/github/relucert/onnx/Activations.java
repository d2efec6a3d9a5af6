package io.github.relucert.onnx;

import io.github.relucert.onnx.Arithmetic.Part;
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
        return Arithmetic.sum(call, Part.of(call, 1, call.data(0)), Part.of(call, 2, negative));
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
        call.require(
                call.broadcast(x.shape(), slopes.shape()).equals(x.shape()),
                "slopes of shape " + slopes.shape() + " for " + x.shape());
        Value relu = relu(call, x);
        Tensor negated =
                slopes.with(Arrays.stream(slopes.numbers()).map(s -> -s).toArray());
        return Arithmetic.sum(call, new Part(x, slopes), Part.of(call, 1, relu), new Part(relu, negated));
    }

    /** {@code min(max(x, low), high)}; an end may be left out, or be no limit in its type. */
    static Value clip(Call call) {
        Optional<Double> low = end(call, "min", 1).filter(end -> end > -Float.MAX_VALUE);
        Optional<Double> high = end(call, "max", 2).filter(end -> end < Float.MAX_VALUE);
        Value x = call.data(0);
        Value raised = low.isPresent() ? extreme(call, 1, call.made(ElementType.FLOAT, List.of(), low.get()), x) : x;
        return high.isPresent()
                ? extreme(call, -1, call.made(ElementType.FLOAT, List.of(), high.get()), raised)
                : raised;
    }

    private static Optional<Double> end(Call call, String name, int index) {
        Optional<Double> attribute = call.attribute(name, Attribute.FLOAT).map(found -> found.numbers()[0]);
        return attribute.isPresent() ? attribute : call.optional(index).map(_ -> call.single(index));
    }

    static Value maximum(Call call) {
        return tournament(call.values(), (a, b) -> extreme(call, 1, a, b));
    }

    static Value minimum(Call call) {
        return tournament(call.values(), (a, b) -> extreme(call, -1, a, b));
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

    /** The larger of two values for sign 1, {@code a + max(b - a, 0)}, the smaller one for -1, {@code a - max(a - b, 0)}. */
    static Value extreme(Call call, int sign, Value a, Value b) {
        Value excess = relu(call, Arithmetic.sum(call, Part.of(call, sign, b), Part.of(call, -sign, a)));
        return Arithmetic.sum(call, Part.of(call, 1, a), Part.of(call, sign, excess));
    }

    private static Value relu(Call call, Value value) {
        return call.draft().relu(call.node(), call.asData(value));
    }
}
