package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;

/**
 * A linear form over the values of a network, arrays of coefficients and a constant, on its way back from the output to the
 * input. Two arithmetics implement it; both compute the same mathematical pass, and the rounding one never ends above the exact
 * one.
 */
sealed interface Form permits OutwardForm, ExactForm {
    /** Adds to the coefficient of one coordinate of a value. */
    void add(int value, int index, Dyadic coefficient);

    /** Adds to the constant. */
    void add(Dyadic constant);

    /** Adds a half-space with a weight >= 0. */
    void add(HalfSpace halfSpace, Dyadic weight);

    /** Replaces the coefficients of an affine layer's output by coefficients of its sources. */
    void throughAffine(int value, Affine affine);

    /** Replaces the coefficients of a ReLU layer's output by coefficients of its source, bounding it by lines. */
    void throughRelu(int value, int source, int ordinal, Slopes slopes, Facts facts);

    /** A double not above the form's minimum over a region; negative infinity where nothing is known. */
    double minimum(Region region, Dyadic nu);

    /** Whether the form is at most zero nowhere in the region, as the refutation rule decides it. */
    boolean refutes(Region region, Dyadic nu, boolean strict);

    /** The form at most zero, as a half-space of the input that holds in the root region. */
    HalfSpace toHalfSpace(boolean strict);
}
