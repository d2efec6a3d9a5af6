package io.github.relucert.robust;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/**
 * What is known of a row's radius: both ends, neither of which is ever given up for a worse one.
 *
 * @param proof of the lower end, accepted by the checker
 * @param witness the nearest unsafe point known
 */
record KnownEnds(ProofBody proof, Optional<Witness> witness) {
    /** Nothing is known. */
    static KnownEnds none(Norm norm) {
        return new KnownEnds(ProofBody.ofNothing(norm), Optional.empty());
    }

    boolean isAttackedAt(Radius radius) {
        return witness.filter(w -> w.distance().compareTo(radius) <= 0).isPresent();
    }

    boolean isRobustAt(Radius radius) {
        return proof.assertion().isRefutedBy(radius);
    }

    boolean isDecidedAt(Radius radius) {
        return isRobustAt(radius) || isAttackedAt(radius);
    }

    /** With a witness, where it is nearer. */
    KnownEnds with(Optional<Witness> found) {
        boolean nearer = found.isPresent()
                && (witness.isEmpty()
                        || found.get().distance().compareTo(witness.get().distance()) < 0);
        return nearer ? new KnownEnds(proof, found) : this;
    }

    /** With a proof, where it proves more. */
    KnownEnds with(ProofBody other, Norm norm) {
        return isStronger(other.assertion(), proof.assertion(), norm) ? new KnownEnds(other, witness) : this;
    }

    /** Whether the lower end is further out, or is as far and its ball is closed. */
    private static boolean isStronger(Assertion one, Assertion other, Norm norm) {
        return one.isRefutedBy(other.lowerEnd(norm)) && !other.isRefutedBy(one.lowerEnd(norm));
    }

    /** Whether the two ends meet. */
    boolean areEqual(Norm norm) {
        return witness.filter(w -> w.distance().equals(proof.assertion().lowerEnd(norm)))
                .isPresent();
    }
}
