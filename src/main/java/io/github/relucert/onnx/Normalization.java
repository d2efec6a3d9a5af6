package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that shift and scale by stored statistics: first a layer {@code x - shift}, then a layer {@code a x + b}. */
final class Normalization {
    private static final int ROOT_BITS = 66;

    private Normalization() {}

    /**
     * {@code a (x - mean) + B} with one exact rounding a channel, {@code a} the double nearest to
     * {@code scale / sqrt(variance + epsilon)}.
     *
     * <p>Ioffe and Szegedy, Batch Normalization, ICML 2015, in its form for inference.
     */
    static Value batchNormalization(Call call) {
        Value.Data data = call.data(0);
        int rank = data.shape().size();
        call.ignore("momentum");
        boolean training =
                call.operatorSet() < 7 ? call.integer("is_test", 0) == 0 : call.integer("training_mode", 0) != 0;
        if (training || call.integer("spatial", 1) == 0 || rank < 2) {
            throw call.error((training ? "training mode" : "normalization without channels")
                    + " is not supported; supported is inference with statistics for every channel");
        }
        double epsilon = call.number("epsilon", 1e-5f);
        int channels = data.shape().get(1);
        Tensor scale = statistics(call, 1, rank, channels);
        double[] variance = statistics(call, 4, rank, channels).numbers();
        double[] factors = new double[channels];
        for (int c = 0; c < channels; c++) {
            Rational radicand = Rational.of(variance[c]).add(Rational.of(epsilon));
            if (radicand.signum() <= 0) {
                throw call.error("variance " + variance[c] + " of channel " + c + " plus epsilon " + epsilon
                        + " is not positive");
            }
            factors[c] = call.draft().round(call.node(), quotientByRoot(Rational.of(scale.numbers()[c]), radicand));
        }
        Tensor bias = statistics(call, 2, rank, channels);
        Tensor mean = statistics(call, 3, rank, channels);
        return shiftAndScale(call, data, mean, scale.with(factors), bias);
    }

    private static Tensor statistics(Call call, int index, int rank, int channels) {
        Tensor tensor = call.weights(index);
        if (!tensor.shape().equals(List.of(channels))) {
            throw call.error("input " + index + " has the shape " + tensor.shape()
                    + "; supported is one number for each of the " + channels + " channels");
        }
        List<Integer> shape = new ArrayList<>(Collections.nCopies(rank - 1, 1));
        shape.set(0, channels);
        return new Tensor(tensor.name(), tensor.type(), shape, tensor.numbers());
    }

    /** {@code (x - offset) scale}, of {@code ai.onnx.ml}. */
    static Value scaler(Call call) {
        Value.Data data = call.data(0);
        if (data.shape().size() > 2) {
            throw call.error("its input has the shape " + data.shape() + "; supported are rows of features");
        }
        Tensor scale = feature(call, data, "scale", 1);
        Tensor none = new Tensor("", scale.type(), List.of(1), new double[1]);
        return shiftAndScale(call, data, feature(call, data, "offset", 0), scale, none);
    }

    private static Tensor feature(Call call, Value.Data data, String name, double otherwise) {
        double[] numbers =
                call.attribute(name, Attribute.FLOATS).map(Attribute::numbers).orElse(new double[] {otherwise});
        if (numbers.length != 1 && numbers.length != data.shape().getLast()) {
            throw call.error(name + " has " + numbers.length + " numbers for rows of shape " + data.shape());
        }
        return call.finite(new Tensor(name, ElementType.FLOAT, List.of(numbers.length), numbers));
    }

    private static Value shiftAndScale(Call call, Value.Data data, Tensor shift, Tensor scale, Tensor bias) {
        Value shifted =
                Arithmetic.sum(call, new Arithmetic.Part(data, 1), new Arithmetic.Part(new Value.Constant(shift), -1));
        double[] constant = Arithmetic.spread(call, bias, data.shape());
        return Arithmetic.scale(call, (Value.Data) shifted, scale, constant);
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
