package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;

/** Element-wise affine operators, broadcast as numpy does. */
final class Arithmetic {
    private Arithmetic() {}

    /** A value times a number; with constants the number is 1 or -1. */
    record Part(double factor, Value value) {}

    static Value add(Call call) {
        return sum(call, new Part(1, call.input(0)), new Part(1, call.input(1)));
    }

    static Value subtract(Call call) {
        return sum(call, new Part(1, call.input(0)), new Part(-1, call.input(1)));
    }

    static Value negate(Call call) {
        return sum(call, new Part(-1, call.input(0)));
    }

    /** Multiplies by a constant on either side, or two constants. */
    static Value multiply(Call call) {
        if (call.input(0) instanceof Value.Constant && call.input(1) instanceof Value.Constant) {
            return fold(call, (a, b) -> a * b, Rational::multiply);
        }
        int constant = call.input(0) instanceof Value.Constant ? 0 : 1;
        return scale(call, call.data(1 - constant), call.weights(constant));
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
        return scale(call, call.data(0), divisors.with(factors));
    }

    /** The sum of the parts: one affine layer, or a constant when no part is data. */
    static Value sum(Call call, Part... parts) {
        List<Integer> shape =
                Arrays.stream(parts).map(part -> part.value().shape()).reduce(List.of(), call::broadcast);
        boolean constant = Arrays.stream(parts).allMatch(part -> part.value() instanceof Value.Constant);
        double[] bias = new double[call.budget().numbers(shape)];
        List<Affine.Term> terms = new ArrayList<>();
        for (Part part : parts) {
            if (part.value() instanceof Value.Constant(Tensor tensor)) {
                addTo(bias, call, call.spread(constant ? tensor : call.finite(tensor), shape), part.factor());
            } else {
                double[] factors = new double[bias.length];
                Arrays.fill(factors, part.factor());
                terms.add(term(call, call.asData(part.value()), shape, factors));
            }
        }
        return constant
                ? call.made(call.asConstant(parts[0].value()).type(), shape, bias)
                : call.draft().affine(call.node(), shape, terms, bias);
    }

    /** Data times constant factors, plus a bias of the resulting size (empty: none). */
    static Value.Data scale(Call call, Value.Data data, Tensor factors, double... bias) {
        List<Integer> shape = call.broadcast(data.shape(), factors.shape());
        return call.draft()
                .affine(call.node(), shape, List.of(term(call, data, shape, call.spread(factors, shape))), bias);
    }

    /** Data, broadcast to a shape, times a factor an element. */
    static Affine.Term term(Call call, Value.Data data, List<Integer> shape, double[] factors) {
        return call.draft().term(data, call.all(data).broadcast(shape).sources(), factors);
    }

    private static void addTo(double[] bias, Call call, double[] numbers, double factor) {
        for (int i = 0; i < bias.length; i++) {
            double addend = factor * numbers[i];
            bias[i] = bias[i] == 0
                    ? addend
                    : call.draft().round(call.node(), Rational.of(bias[i]).add(Rational.of(addend)));
        }
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
