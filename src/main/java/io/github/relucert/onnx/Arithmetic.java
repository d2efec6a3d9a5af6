package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;

/** Element-wise affine operators, broadcast as numpy does. */
final class Arithmetic {
    private Arithmetic() {}

    /** A value times factors, the two broadcast against each other; where the value is constant the factor is 1 or -1. */
    record Part(Value value, Tensor factors) {
        static Part of(Call call, double factor, Value value) {
            return new Part(
                    value, call.made(ElementType.FLOAT, List.of(), factor).tensor());
        }
    }

    /** Elements of a value in their places in a result, each times a factor. */
    record Placed(Value value, Selection places, double[] factors) {
        static Placed of(Value value, Selection places) {
            return new Placed(value, places, places.ones());
        }
    }

    static Value add(Call call) {
        return sum(call, Part.of(call, 1, call.input(0)), Part.of(call, 1, call.input(1)));
    }

    static Value subtract(Call call) {
        return sum(call, Part.of(call, 1, call.input(0)), Part.of(call, -1, call.input(1)));
    }

    static Value negate(Call call) {
        return sum(call, Part.of(call, -1, call.input(0)));
    }

    /** Multiplies by a constant on either side, or two constants. */
    static Value multiply(Call call) {
        if (call.input(0) instanceof Value.Constant && call.input(1) instanceof Value.Constant) {
            return fold(call, (a, b) -> a * b, Rational::multiply);
        }
        int constant = call.input(0) instanceof Value.Constant ? 0 : 1;
        return sum(call, new Part(call.data(1 - constant), call.weights(constant)));
    }

    /** Divides by a constant {@code c}: multiplies by the double nearest to {@code 1 / c}. */
    static Value divide(Call call) {
        if (call.input(0) instanceof Value.Constant && call.input(1) instanceof Value.Constant) {
            return fold(call, (a, b) -> a / b, Rational::divide);
        }
        Tensor divisors = call.weights(1);
        double[] factors = Arrays.stream(divisors.numbers())
                .map(divisor -> call.draft().round(call.node(), Rational.ONE.divide(Rational.of(divisor))))
                .toArray();
        return sum(call, new Part(call.data(0), divisors.with(factors)));
    }

    /** The sum of the parts, broadcast to one shape. */
    static Value sum(Call call, Part... parts) {
        List<Integer> shape = Arrays.stream(parts)
                .flatMap(part -> Stream.of(part.factors().shape(), part.value().shape()))
                .reduce(List.of(), call::broadcast);
        List<Placed> placed = Arrays.stream(parts)
                .map(part -> new Placed(
                        part.value(), call.all(part.value()).broadcast(shape), call.spread(part.factors(), shape)))
                .toList();
        return sum(call, shape, placed);
    }

    /** The sum of what is put into a shape: one affine layer, or a constant when no part is data. */
    static Value sum(Call call, List<Integer> shape, List<Placed> parts) {
        boolean constant = parts.stream().allMatch(part -> part.value() instanceof Value.Constant);
        double[] bias = new double[call.budget().numbers(shape)];
        List<Affine.Term> terms = new ArrayList<>();
        for (Placed part : parts) {
            if (part.value() instanceof Value.Constant(Tensor tensor)) {
                Tensor moved = (constant ? tensor : call.finite(tensor)).rearrange(part.places());
                Arrays.setAll(bias, i -> total(call, bias[i], part.factors()[i] * moved.numbers()[i]));
            } else {
                terms.add(call.draft()
                        .term(call.asData(part.value()), part.places().sources(), part.factors()));
            }
        }
        return constant
                ? call.made(call.asConstant(parts.getFirst().value()).type(), shape, bias)
                : call.draft().affine(call.node(), shape, terms, bias);
    }

    private static double total(Call call, double a, double b) {
        return a == 0 ? b : call.draft().round(call.node(), Rational.of(a).add(Rational.of(b)));
    }

    private static Value fold(Call call, LongBinaryOperator integers, BinaryOperator<Rational> reals) {
        ElementType type = call.constant(0).type();
        List<Integer> shape =
                call.broadcast(call.constant(0).shape(), call.constant(1).shape());
        double[] a = call.spread(call.constant(0), shape);
        double[] b = call.spread(call.constant(1), shape);
        double[] result = new double[a.length];
        Arrays.setAll(
                result,
                i -> type.isReal()
                        ? call.draft().round(call.node(), reals.apply(Rational.of(a[i]), Rational.of(b[i])))
                        : integers.applyAsLong((long) a[i], (long) b[i]));
        return call.made(type, shape, result);
    }
}
