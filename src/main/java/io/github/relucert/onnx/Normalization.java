package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.Arithmetic.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that shift and scale by stored statistics: first a layer {@code x - shift}, then a layer {@code a x + b}. */
final class Normalization {
    private static final int ROOT_BITS = 66;

    private Normalization() {}

    /**
     * {@code a (x - mean) + B} with one rounding a channel, {@code a} the double nearest to {@code scale / sqrt(variance + epsilon)}.
     *
     * <p>Ioffe and Szegedy, Batch Normalization, ICML 2015, in its form for inference.
     */
    static Value batchNormalization(Call call) {
        Value.Data data = call.data(0);
        boolean old = call.operatorSet() < 7;
        boolean training = call.integer(old ? "is_test" : "training_mode", 0) == (old ? 0 : 1);
        call.ignore("momentum");
        call.require(!training, "training mode is not supported; supported is inference");
        call.require(
                call.integer("spatial", 1) == 1 && data.shape().size() > 1,
                "statistics other than one for every channel are not supported");
        double epsilon = call.number("epsilon", 1e-5f);
        Tensor scale = statistics(call, 1, data);
        double[] variance = statistics(call, 4, data).numbers();
        double[] factors = new double[variance.length];
        for (int c = 0; c < factors.length; c++) {
            Rational radicand = Rational.of(variance[c]).add(Rational.of(epsilon));
            call.require(
                    radicand.signum() > 0, "variance " + variance[c] + " plus epsilon " + epsilon + " is not positive");
            Rational factor = quotientByRoot(Rational.of(scale.numbers()[c]), radicand);
            factors[c] = call.draft().round(call.node(), factor);
        }
        return shiftAndScale(call, data, statistics(call, 3, data), scale.with(factors), statistics(call, 2, data));
    }

    private static Tensor statistics(Call call, int index, Value.Data data) {
        Tensor tensor = call.weights(index);
        List<Integer> shape = new ArrayList<>(Collections.nCopies(data.shape().size() - 1, 1));
        shape.set(0, data.shape().get(1));
        call.require(
                tensor.shape().equals(List.of(shape.getFirst())),
                "'" + tensor.name() + "' has the shape " + tensor.shape() + " for " + shape.getFirst() + " channels");
        return new Tensor(tensor.name(), tensor.type(), shape, tensor.numbers(), List.of());
    }

    /** {@code (x - offset) scale}, of {@code ai.onnx.ml}. */
    static Value scaler(Call call) {
        Value.Data data = call.data(0);
        call.require(
                data.shape().size() <= 2,
                "its input has the shape " + data.shape() + "; supported are rows of features");
        Tensor none = call.made(ElementType.FLOAT, List.of(), 0).tensor();
        return shiftAndScale(call, data, feature(call, data, "offset", 0), feature(call, data, "scale", 1), none);
    }

    private static Tensor feature(Call call, Value.Data data, String name, double otherwise) {
        double[] numbers =
                call.attribute(name, Attribute.FLOATS).map(Attribute::numbers).orElse(new double[] {otherwise});
        call.require(
                numbers.length == 1 || numbers.length == data.shape().getLast(),
                name + " has " + numbers.length + " numbers for rows of shape " + data.shape());
        return call.finite(new Tensor(name, ElementType.FLOAT, List.of(numbers.length), numbers, List.of()));
    }

    private static Value shiftAndScale(Call call, Value.Data data, Tensor shift, Tensor scale, Tensor bias) {
        Value shifted = Arithmetic.sum(call, Part.of(call, 1, data), Part.of(call, -1, new Value.Constant(shift)));
        return Arithmetic.sum(call, new Part(shifted, scale), Part.of(call, 1, new Value.Constant(bias)));
    }

    /**
     * {@code numerator / sqrt(radicand)} where that is rational with a short denominator; else a number between the same two
     * neighbouring doubles and midpoints of doubles, so that it rounds as the true quotient does.
     */
    static Rational quotientByRoot(Rational numerator, Rational radicand) {
        Rational square = numerator.multiply(numerator).divide(radicand);
        int missing = 2 * ROOT_BITS
                - square.numerator().bitLength()
                + square.denominator().bitLength();
        int shift = Math.max(0, missing / 2 + 1);
        BigInteger[] quotient = square.numerator().shiftLeft(2 * shift).divideAndRemainder(square.denominator());
        BigInteger[] root = quotient[0].sqrtAndRemainder();
        // The true root of 4^shift square lies in [root, root + 1); an odd half marks that it is not root itself.
        boolean exact = quotient[1].signum() == 0 && root[1].signum() == 0;
        BigInteger doubled = root[0].shiftLeft(1).add(exact ? BigInteger.ZERO : BigInteger.ONE);
        Rational magnitude = Rational.of(doubled, BigInteger.ONE.shiftLeft(shift + 1));
        return numerator.signum() < 0 ? magnitude.negate() : magnitude;
    }
}
