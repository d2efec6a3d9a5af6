package io.github.relucert.engine;

import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/**
 * A bare solver's answer to a radius problem: the assertion is claimed, the witness can be checked.
 *
 * @param statement the problem, and the lower end that is claimed
 * @param claimant the solver that claims it
 * @param safetyMargin what was taken off the solver's own bound, in the unit of the distance, to make up for its tolerances
 * @param witness the upper end, where one was found
 * @param row where the centre comes from, as information
 */
public record Claim(
        Statement statement, String claimant, Rational safetyMargin, Optional<Witness> witness, Optional<DataRow> row) {
    /** @throws IllegalArgumentException when the safety margin is negative */
    public Claim {
        if (safetyMargin.signum() < 0) {
            throw new IllegalArgumentException("the safety margin " + safetyMargin + " is negative");
        }
    }

    /** The lower end that is claimed. */
    public Radius lower() {
        return statement.assertion().lowerEnd(statement.norm());
    }

    /** The upper end: the witness's stated distance, infinite without one. */
    public Radius upper() {
        return witness.map(Witness::distance).orElse(new Radius(statement.norm(), Rational.POSITIVE_INFINITY));
    }
}
