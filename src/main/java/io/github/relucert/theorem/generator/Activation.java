package io.github.relucert.theorem.generator;

/** A scalar activation in double precision, with its derivative. */
public enum Activation {
    /** {@code max(z, 0)}; the derivative at 0 is 0. */
    RELU {
        @Override
        public double value(double z) {
            return Math.max(z, 0);
        }

        @Override
        public double slope(double z) {
            return z > 0 ? 1 : 0;
        }
    },
    /** The hyperbolic tangent. */
    TANH {
        @Override
        public double value(double z) {
            return Math.tanh(z);
        }

        @Override
        public double slope(double z) {
            double value = Math.tanh(z);
            return 1 - value * value;
        }
    };

    /** Least Lipschitz constant of the hyperbolic tangent's derivative, {@code max |tanh''| = 4 / (3 sqrt(3))}. */
    public static final double TANH_SLOPE_CONSTANT = 4 / (3 * Math.sqrt(3));

    /** {@code psi(z)}. */
    public abstract double value(double z);

    /** {@code psi'(z)}. */
    public abstract double slope(double z);
}
