package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.LinearForm;

/** A linear form with coefficients rounded to double. */
record DoubleForm(int[] indices, double[] coefficients, double constant) {
    static DoubleForm of(LinearForm form) {
        return new DoubleForm(
                form.indices().stream().mapToInt(Integer::intValue).toArray(),
                form.coefficients().stream()
                        .mapToDouble(Rational::doubleNearest)
                        .toArray(),
                form.constant().doubleNearest());
    }

    /** The value at the vector that starts at {@code offset}. */
    double at(double[] v, int offset) {
        double sum = constant;
        for (int k = 0; k < indices.length; k++) {
            sum += coefficients[k] * v[offset + indices[k]];
        }
        return sum;
    }

    /** Adds the coefficients to the vector that starts at {@code offset}. */
    void addTo(double[] v, int offset) {
        addTo(v, offset, 1);
    }

    /** Adds the coefficients, each times the factor. */
    void addTo(double[] v, int offset, double factor) {
        for (int k = 0; k < indices.length; k++) {
            v[offset + indices[k]] += factor * coefficients[k];
        }
    }
}
