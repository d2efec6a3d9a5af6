package io.github.relucert.check;

/**
 * {@code coefficients . x + constant <= 0} for every unsafe point of a node; {@code < 0} where strict. Its numbers are doubles in both
 * arithmetics: what rounding may have done is taken off the constant.
 */
record HalfSpace(double[] coefficients, double constant, boolean isStrict) {
    /** Everything: {@code 0 <= 0}. */
    static HalfSpace trivial(int size) {
        return new HalfSpace(new double[size], 0, false);
    }

    /** Everything, where a number is not finite. */
    HalfSpace orTrivial() {
        double sum = constant;
        for (double coefficient : coefficients) {
            sum += Math.abs(coefficient);
        }
        return Double.isFinite(sum) ? this : trivial(coefficients.length);
    }
}
