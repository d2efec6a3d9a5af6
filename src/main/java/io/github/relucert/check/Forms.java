package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Relu;
import java.util.List;

/**
 * Several linear forms over the values of a network, one a row, on their way back from the output to the input. Two
 * arithmetics implement it; both compute the same mathematical pass, and the rounding one never ends above the exact one.
 */
sealed interface Forms permits OutwardForms, ExactForms {
    /** A form and the facts it may use. */
    record Row(Combination combination, Facts facts) {
        /** Whether a strict fact has a positive weight. */
        boolean isStrict() {
            return combination.strict()
                    || combination.halfSpaces().entrySet().stream()
                            .anyMatch(weighed -> weighed.getValue().signum() > 0
                                    && facts.halfSpaces().get(weighed.getKey()).isStrict());
        }
    }

    /** Adds a coefficient to a row. */
    void add(int row, int value, int index, Dyadic coefficient);

    /** Adds a constant to a row. */
    void add(int row, Dyadic constant);

    /** Adds a half-space with a weight >= 0 to a row. */
    void add(int row, HalfSpace halfSpace, Dyadic weight);

    /** Replaces the coefficients of an affine layer's output by coefficients of its sources. */
    void throughAffine(int value, Affine affine);

    /** Replaces the coefficients of a ReLU layer's output by coefficients of its source, bounding it by lines. */
    void throughRelu(int value, Relu relu, int ordinal, List<Row> rows);

    /** A double not above the row's minimum over its region; negative infinity where nothing is known. */
    double minimum(int row, Region region, Dyadic nu);

    /** Whether the row has no point of the region at which it is at most zero, as the refutation rule decides it. */
    boolean refutes(int row, Region region, Dyadic nu, boolean strict);

    /** The row as a half-space of the input. */
    HalfSpace toHalfSpace(int row, boolean strict);
}
