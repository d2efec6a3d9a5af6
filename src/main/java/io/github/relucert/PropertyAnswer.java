package io.github.relucert;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome.Stop;
import io.github.relucert.engine.ProofBody;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a property.
 *
 * @param verdict whether some input fulfils it, in real arithmetic
 * @param witness an input that fulfils it, when the verdict is {@link Verdict#SAT}
 * @param deployable whether the witness has coordinates of the model's input type and fulfils conditions on outputs with room
 * @param proof the checked proof that there is none, when the verdict is {@link Verdict#UNSAT}
 * @param stopped why there is no verdict
 * @param time spent
 * @param nodes of the search tree
 */
public record PropertyAnswer(
        Verdict verdict,
        Optional<Witness> witness,
        boolean deployable,
        Optional<ProofBody> proof,
        Optional<Stop> stopped,
        Duration time,
        long nodes) {
    /** The four answers of VNN-COMP. */
    public enum Verdict {
        SAT,
        UNSAT,
        UNKNOWN,
        TIMEOUT;

        /** The word that is printed. */
        public String word() {
            return switch (this) {
                case SAT -> "sat";
                case UNSAT -> "unsat";
                case UNKNOWN -> "unknown";
                case TIMEOUT -> "timeout";
            };
        }
    }
}
