package io.github.relucert.network;

import io.github.relucert.exact.Rational;

/** Element type of a model's input: the type that a deployed witness has to be written in. */
public enum FloatType {
    FLOAT32,
    FLOAT64;

    /** The nearest number of this type; float32 overflows to infinity. */
    public double round(double value) {
        return switch (this) {
            case FLOAT32 -> (float) value;
            case FLOAT64 -> value;
        };
    }

    /** The number of this type nearest to an exact value, ties to even, rounded once; an infinity beyond the type's range. */
    public double nearest(Rational value) {
        return switch (this) {
            case FLOAT32 -> {
                // A double rounded to odd still tells on which side of a float's tie the exact value lies.
                double floor = value.doubleFloor();
                boolean odd = (Double.doubleToRawLongBits(floor) & 1) == 1;
                yield (float) (odd ? floor : value.doubleCeiling()) + 0.0;
            }
            case FLOAT64 -> value.doubleNearest();
        };
    }

    /** The next number of this type above {@code value}, itself of this type. */
    public double nextUp(double value) {
        return switch (this) {
            case FLOAT32 -> Math.nextUp((float) value);
            case FLOAT64 -> Math.nextUp(value);
        };
    }

    /** The next number of this type below {@code value}, itself of this type. */
    public double nextDown(double value) {
        return -nextUp(-value);
    }
}
