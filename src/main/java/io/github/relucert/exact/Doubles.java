package io.github.relucert.exact;

/** The two integers a finite double is made of: {@code value = mantissa * 2^exponent}, exactly (IEEE 754 binary64). */
public final class Doubles {
    private static final long FRACTION = (1L << 52) - 1;
    private static final int BIAS = 1075;

    private Doubles() {}

    /**
     * The signed integer mantissa, below 2^53 in absolute value.
     *
     * @throws ArithmeticException when {@code value} is NaN or infinite
     */
    public static long mantissa(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(value + " is not a finite number");
        }
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & FRACTION;
        long magnitude = biasedExponent(bits) == 0 ? fraction : fraction | (FRACTION + 1);
        return bits < 0 ? -magnitude : magnitude;
    }

    /** The exponent that belongs to {@link #mantissa(double)}, between -1074 and 971. */
    public static int exponent(double value) {
        return Math.max(biasedExponent(Double.doubleToRawLongBits(value)), 1) - BIAS;
    }

    private static int biasedExponent(long bits) {
        return (int) (bits >>> 52) & 0x7ff;
    }
}
