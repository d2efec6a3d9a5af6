package io.github.relucert;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a row in one norm.
 *
 * @param question the row, its domain and its unsafe set
 * @param norm the norm of every length here
 * @param status what kind of statement this is
 * @param lower no unsafe point lies nearer; for {@link Status#ABOVE} none lies at this distance either
 * @param lowerBy who vouches for {@code lower}
 * @param witness the nearest unsafe point known, exact
 * @param deployable an unsafe point in the model's input type, coordinates in the data's unit; empty when none was found near enough
 * @param foundBy what found the witness: {@code attack}, {@code engine}, or {@code centre}
 * @param target class of the witness, or for a regression the output that moved
 * @param stopped why the work ended early, if it did
 * @param time wall-clock time spent on this row
 * @param nodes nodes of the search tree
 */
public record Answer(
        RowQuestions.Question question,
        Norm norm,
        Status status,
        Radius lower,
        Outcome.Provenance lowerBy,
        Optional<Witness> witness,
        Optional<Witness> deployable,
        String foundBy,
        OptionalInt target,
        Optional<Outcome.Stop> stopped,
        Duration time,
        long nodes) {

    /** The kinds of statement; their names in lower case are the words used in files and output. */
    public enum Status {
        /** Both ends are proved and equal. */
        EXACT,
        /** The radius lies between the two ends. */
        BRACKET,
        /** The closed ball of the radius asked for holds no unsafe point. */
        ABOVE,
        /** The closed ball of the radius asked for holds the witness. */
        BELOW,
        /** The domain holds no unsafe point. */
        NONE,
        /** The row itself is unsafe, a tie included. */
        MISCLASSIFIED
    }

    /** Distance of the witness, or infinity. */
    public Radius upper() {
        return witness.map(Witness::distance).orElse(new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** What the lower end states. */
    public Assertion assertion() {
        return switch (status) {
            case EXACT, BRACKET, BELOW, MISCLASSIFIED -> new Assertion.RadiusAtLeast(lower);
            case ABOVE -> new Assertion.RobustAt(lower);
            case NONE -> new Assertion.NoUnsafePoint();
        };
    }

    /** Whether what the status says rests on no solver's word; of {@link Status#BELOW} the witness is the proof. */
    public boolean isProved() {
        return switch (status) {
            case BELOW, MISCLASSIFIED -> true;
            case EXACT, BRACKET, ABOVE, NONE ->
                switch (lowerBy) {
                    case Outcome.Proved _ -> true;
                    case Outcome.Claimed _ -> false;
                };
        };
    }
}
