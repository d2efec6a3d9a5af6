package io.github.relucert.check;

import java.util.stream.DoubleStream;

/**
 * {@code coefficients . x + constant <= 0} for every unsafe point of a node; {@code < 0} where strict. Its numbers are doubles in both
 * arithmetics: what rounding may have done is taken off the constant.
 */
record HalfSpace(double[] coefficients, double constant, boolean isStrict) {
    /** @throws ArithmeticException when a number is not finite */
    HalfSpace {
        if (!Double.isFinite(constant) || !DoubleStream.of(coefficients).allMatch(Double::isFinite)) {
            throw new ArithmeticException("a half-space of numbers that are not finite");
        }
    }

    /** Everything: {@code 0 <= 0}. */
    static HalfSpace trivial(int size) {
        return new HalfSpace(new double[size], 0, false);
    }
}
