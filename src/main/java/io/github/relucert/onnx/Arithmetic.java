package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;

/** Element-wise operators, broadcast as numpy does. */
final class Arithmetic {
    private Arithmetic() {}

    static Value add(Call call) {
        return sum(call, new Part(call.input(0), 1), new Part(call.input(1), 1));
    }

    static Value subtract(Call call) {
        return sum(call, new Part(call.input(0), 1), new Part(call.input(1), -1));
    }

    static Value negate(Call call) {
        return sum(call, new Part(call.input(0), -1));
    }

    static Value relu(Call call) {
        return call.draft().relu(call.node(), call.data(0));
    }

    /** Multiplies by a constant on either side, or two constants. */
    static Value multiply(Call call) {
        if (call.input(0) instanceof Value.Constant && call.input(1) instanceof Value.Constant) {
            return fold(call, (a, b) -> a * b, Rational::multiply);
        }
        int constant = call.input(0) instanceof Value.Constant ? 0 : 1;
        return scale(call, call.data(1 - constant), call.weights(constant), new double[0]);
    }

    /** Divides by a constant {@code c}: multiplies by the double nearest to {@code 1 / c}. */
    static Value divide(Call call) {
        if (call.input(0) instanceof Value.Constant && call.input(1) instanceof Value.Constant) {
            return fold(call, (a, b) -> a / b, Rational::divide);
        }
        Tensor divisors = call.weights(1);
        double[] factors = new double[divisors.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = call.draft().round(call.node(), Rational.ONE.divide(Rational.of(divisors.numbers()[i])));
        }
        return scale(call, call.data(0), divisors.with(factors), new double[0]);
    }

    /** A value times a number that loses nothing: 1 or -1, or any number when the value is data. */
    record Part(Value value, double factor) {}

    /** The sum of the parts: one affine layer, or a constant when no part is data. */
    static Value sum(Call call, Part... parts) {
        List<Integer> shape =
                Arrays.stream(parts).map(part -> part.value().shape()).reduce(List.of(), call::broadcast);
        double[] bias = new double[call.budget().reserve(shape)];
        List<Affine.Term> terms = new ArrayList<>();
        for (Part part : parts) {
            switch (part.value()) {
                case Value.Constant constant ->
                    addTo(bias, call, spread(call, constant.tensor(), shape), part.factor());
                case Value.Data data -> {
                    double[] factors = new double[bias.length];
                    Arrays.fill(factors, part.factor());
                    terms.add(term(call, data, shape, factors));
                }
                case Tail tail -> throw tail.misplaced(call);
                case Value.Unreadable unreadable -> throw unreadable.reason();
            }
        }
        if (terms.isEmpty() && parts[0].value() instanceof Value.Constant constant) {
            return new Value.Constant(call.made(constant.tensor().type(), shape, bias));
        }
        return call.draft().affine(call.node(), shape, terms, bias);
    }

    /** Data times constant factors, plus a bias (empty: none) of the resulting size. */
    static Value.Data scale(Call call, Value.Data data, Tensor factors, double[] bias) {
        List<Integer> shape = call.broadcast(data.shape(), factors.shape());
        Affine.Term term = term(call, data, shape, spread(call, factors, shape));
        return call.draft().affine(call.node(), shape, List.of(term), bias);
    }

    private static Affine.Term term(Call call, Value.Data data, List<Integer> shape, double[] factors) {
        int[] sources = call.all(data).broadcast(shape).sources();
        return new Affine.Term(data.number(), Sparse.select(Selection.size(data.shape()), sources, factors));
    }

    /** The elements of a constant, repeated to fill a shape. */
    static double[] spread(Call call, Tensor constant, List<Integer> shape) {
        return constant.rearrange(Selection.of(constant.shape(), call.budget()).broadcast(shape))
                .numbers();
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
        Tensor first = call.constant(0);
        List<Integer> shape = call.broadcast(first.shape(), call.constant(1).shape());
        double[] a = spread(call, first, shape);
        double[] b = spread(call, call.constant(1), shape);
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = first.type().isReal()
                    ? call.draft().round(call.node(), reals.apply(Rational.of(a[i]), Rational.of(b[i])))
                    : integers.applyAsLong((long) a[i], (long) b[i]);
        }
        return new Value.Constant(call.made(first.type(), shape, result));
    }
}
