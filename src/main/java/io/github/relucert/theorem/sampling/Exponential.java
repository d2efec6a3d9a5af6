package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;

/** Comparison of rationals with {@code exp} of rationals: in double with an enclosure that is far wider than its rounding errors. */
final class Exponential {
    private static final double RELATIVE_SLACK = 1e-11;
    private static final double LARGEST_EXPONENT = 600;

    private Exponential() {}

    /**
     * Whether {@code value > exp(exponent)}.
     *
     * @throws ArithmeticException when the two are too near to each other, or the exponent too large, to tell
     */
    static boolean isExceededBy(Rational value, Rational exponent) {
        double power = exponent.doubleNearest();
        if (Math.abs(power) > LARGEST_EXPONENT) {
            throw new ArithmeticException("exp(" + power + ") is out of range");
        }
        // The exponent is off by 2^-53 of itself at most, so the power by less than 600 * 2^-53 + 1 ulp of itself.
        double middle = Math.exp(power);
        if (value.doubleFloor() > middle * (1 + RELATIVE_SLACK)) {
            return true;
        }
        if (value.doubleCeiling() < middle * (1 - RELATIVE_SLACK)) {
            return false;
        }
        throw new ArithmeticException(value + " is too near exp(" + power + ") to tell");
    }
}
