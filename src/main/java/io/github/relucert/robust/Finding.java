package io.github.relucert.robust;

import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a row at all radii asked for.
 *
 * @param proof of the lower end, accepted by the checker
 * @param witness the nearest unsafe point known
 * @param target class of the witness, or for a regression the output that moved
 * @param stopped why some radius stayed undecided, if one did
 */
public record Finding(
        RowQuestions.Question question,
        Norm norm,
        ProofBody proof,
        Optional<Witness> witness,
        OptionalInt target,
        Optional<Outcome.Stop> stopped) {
    /** Distance of the witness, or infinity. */
    public Radius upper() {
        return witness.map(Witness::distance).orElse(new Radius(norm, Rational.POSITIVE_INFINITY));
    }
}
