package io.github.relucert.network;

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
