package io.github.relucert.engine;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/**
 * What an engine found out.
 *
 * @param verdict which statement {@code lower} makes
 * @param lower no unsafe point lies nearer than this; infinite exactly when the verdict is {@link Verdict#NONE}
 * @param lowerBy who vouches for the lower end and the verdict
 * @param witness the nearest unsafe point known, the incumbent included
 * @param stopped why the work ended before the question was settled; empty when it was settled
 * @param nodes nodes of the search tree
 * @param effort where the time went, as far as the engine measures it
 */
public record Outcome(
        Verdict verdict,
        Radius lower,
        Provenance lowerBy,
        Optional<Witness> witness,
        Optional<Stop> stopped,
        long nodes,
        Effort effort) {
    /** An outcome of an engine that does not measure its parts. */
    public Outcome(
            Verdict verdict,
            Radius lower,
            Provenance lowerBy,
            Optional<Witness> witness,
            Optional<Stop> stopped,
            long nodes) {
        this(verdict, lower, lowerBy, witness, stopped, nodes, Effort.NONE);
    }

    /** The same outcome with a witness where it has none; the lower end gives way to a nearer one. */
    public Outcome with(Optional<Witness> found) {
        Optional<Witness> best = witness.or(() -> found);
        Radius low =
                best.map(Witness::distance).filter(d -> d.compareTo(lower) < 0).orElse(lower);
        return new Outcome(verdict, low, lowerBy, best, stopped, nodes, effort);
    }

    /** The same outcome with the time that it took. */
    public Outcome after(Effort spent) {
        return new Outcome(verdict, lower, lowerBy, witness, stopped, nodes, spent);
    }

    /** The same bracket with the lower end of another outcome for the same question where that is higher; what is more than a bracket stays. */
    public Outcome orHigher(Outcome other) {
        return verdict == Verdict.BRACKET && lower.compareTo(other.lower) < 0
                ? new Outcome(verdict, other.lower, other.lowerBy, witness, stopped, nodes, effort)
                : this;
    }

    /** Whether both ends are equal and nothing rests on a solver's word. */
    public boolean isExact() {
        return switch (lowerBy) {
            case Proved _ -> witness.filter(w -> w.distance().equals(lower)).isPresent();
            case Claimed _ -> false;
        };
    }

    /** The statement made. */
    public enum Verdict {
        /** The radius is at least {@code lower} and at most the witness's distance. */
        BRACKET,
        /** No unsafe point lies in the <em>closed</em> ball of the radius asked for, which is {@code lower}. */
        ABOVE,
        /** The witness lies in the closed ball of the radius asked for. */
        BELOW,
        /** The domain holds no unsafe point at all. */
        NONE
    }

    /** Why an engine stopped early. */
    public enum Stop {
        TIMEOUT,
        MEMORY,
        INTERRUPTED,
        /** The solver gave up for numerical reasons. */
        SOLVER
    }

    /** Who vouches for an end of a bracket. */
    public sealed interface Provenance {
        /** The word used in files and output: {@code proof} or {@code claim:SOLVER}. */
        String text();
    }

    /**
     * A checked proof.
     *
     * @param body what can be written down as a certificate; none where nothing but the witness needs to be looked at
     */
    public record Proved(Optional<ProofBody> body) implements Provenance {
        /** Evident without a proof, as the radius 0 of an unsafe centre. */
        public Proved() {
            this(Optional.empty());
        }

        @Override
        public String text() {
            return "proof";
        }
    }

    /**
     * A solver's word.
     *
     * @param solver its name
     * @param safetyMargin what was taken off the solver's own bound, in the unit of the distance, to make up for its tolerances
     */
    public record Claimed(String solver, Rational safetyMargin) implements Provenance {
        @Override
        public String text() {
            return "claim:" + solver;
        }
    }
}
