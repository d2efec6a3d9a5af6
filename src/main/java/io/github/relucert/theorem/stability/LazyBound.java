package io.github.relucert.theorem.stability;

import io.github.relucert.theorem.generator.InitialScale;

/**
 * The bounds on perturbation stability in the lazy regime, up to the constant in front:
 * {@code (sqrt(L^3 m / d) exp(-m / L^3) + sqrt(1/d))} times {@code 2^(-(L-2)/2)} for LeCun, times one for He; NTK has one in place of
 * {@code sqrt(1/d)}.
 */
final class LazyBound {
    private LazyBound() {}

    /** {@code sqrt(L^3 m / d) exp(-m / L^3)}, the part that depends on the width. */
    static double widthTerm(int dimension, double width, int depth) {
        double cube = (double) depth * depth * depth;
        return Math.sqrt(cube * width / dimension) * Math.exp(-width / cube);
    }

    static double of(InitialScale scale, int dimension, double width, int depth) {
        double first = widthTerm(dimension, width, depth);
        return switch (scale) {
            case LECUN -> (first + Math.sqrt(1.0 / dimension)) * Math.pow(2, -(depth - 2) / 2.0);
            case HE -> first + Math.sqrt(1.0 / dimension);
            case NTK -> first + 1;
        };
    }
}
