package io.github.relucert.theorem.generator;

/**
 * Standard deviations of the initial Gaussian weights of a deep network without biases: first layer {@code m x d}, inner layers
 * {@code m x m}, last layer {@code 1 x m} (Zhu, Liu, Chrysos, Cevher 2022, table of initialisations).
 */
public enum InitialScale {
    /** {@code sqrt(1/d), sqrt(1/m), sqrt(1/m)}. */
    LECUN {
        @Override
        public double first(int inputSize, int width) {
            return Math.sqrt(1.0 / inputSize);
        }

        @Override
        public double inner(int width) {
            return Math.sqrt(1.0 / width);
        }

        @Override
        public double last(int width) {
            return Math.sqrt(1.0 / width);
        }
    },
    /** {@code sqrt(2/d), sqrt(2/m), sqrt(2/m)}. */
    HE {
        @Override
        public double first(int inputSize, int width) {
            return Math.sqrt(2.0 / inputSize);
        }

        @Override
        public double inner(int width) {
            return Math.sqrt(2.0 / width);
        }

        @Override
        public double last(int width) {
            return Math.sqrt(2.0 / width);
        }
    },
    /** Neural tangent kernel: {@code sqrt(2/m), sqrt(2/m), 1}. */
    NTK {
        @Override
        public double first(int inputSize, int width) {
            return Math.sqrt(2.0 / width);
        }

        @Override
        public double inner(int width) {
            return Math.sqrt(2.0 / width);
        }

        @Override
        public double last(int width) {
            return 1;
        }
    };

    /** {@code beta_1}. */
    public abstract double first(int inputSize, int width);

    /** {@code beta}. */
    public abstract double inner(int width);

    /** {@code beta_L}. */
    public abstract double last(int width);
}
