package io.github.relucert.theorem.separated;

import io.github.relucert.theorem.statistics.Binomials;
import java.math.BigInteger;

/** Upper bounds on the number of sign patterns that a family of functions has on {@code N} points, as integers. */
final class SignPatterns {
    private SignPatterns() {}

    /**
     * Cover's bound for linear forms in {@code dimension} variables, {@code 2 sum_(i < dimension) binom(N - 1, i)} (Cover,
     * "Geometrical and statistical properties of systems of linear inequalities", 1965); met with equality in general position.
     */
    static BigInteger ofLinearForms(int points, int dimension) {
        return Binomials.sum(points - 1, dimension - 1).shiftLeft(1);
    }

    /**
     * Depth-two ReLU networks of width {@code m} on points of a {@code D}-dimensional affine space: the activation patterns are
     * {@code m} affine dichotomies, and with the pattern given the output is a linear form in {@code m (D + 1) + 1} variables.
     */
    static BigInteger ofTwoLayerNetworks(int points, int dimension, int width) {
        return ofLinearForms(points, dimension + 1)
                .pow(width)
                .multiply(ofLinearForms(points, width * (dimension + 1) + 1));
    }

    /** The number of labellings that differ from a given one on at most this many of the points. */
    static BigInteger near(int points, int errors) {
        return Binomials.sum(points, errors);
    }

    /**
     * The least width at which counting stops to exclude that every labelling is met up to a number of errors: every smaller width
     * misses some labelling by more.
     */
    static int leastWidthNotExcluded(int points, int dimension, int errors) {
        BigInteger all = BigInteger.ONE.shiftLeft(points);
        BigInteger near = near(points, errors);
        int width = 0;
        while (ofTwoLayerNetworks(points, dimension, width).multiply(near).compareTo(all) < 0) {
            width++;
        }
        return width;
    }
}
