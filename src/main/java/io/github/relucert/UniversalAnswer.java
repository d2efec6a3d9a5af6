package io.github.relucert;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Optional;

/**
 * How small a perturbation can be that makes several rows unsafe at once.
 *
 * @param problem the product network's radius at 0; its points are perturbations
 * @param lower no such perturbation is smaller; infinite where there is none in the domain
 * @param lowerBy who says so
 * @param witness the smallest one known, exactly
 * @param stopped why the work ended early
 * @param nodes of the search trees
 */
public record UniversalAnswer(
        Problem problem,
        Status status,
        Radius lower,
        Source lowerBy,
        Optional<Witness> witness,
        Optional<Outcome.Stop> stopped,
        Duration time,
        long nodes) {
    /** What is known. */
    public enum Status {
        /** The witness is a smallest one. */
        EXACT,
        /** Some lower end and perhaps a witness. */
        BRACKET,
        /** No perturbation within the domain makes all rows unsafe. */
        NONE
    }

    /** Who vouches for the lower end. */
    public sealed interface Source {
        /** The word used in output: {@code cells}, or as in {@link Outcome.Provenance#text}. */
        String text();
    }

    /** Branch and bound over activation cells in exact arithmetic; nothing rests on a solver's word, no proof is written. */
    public record Cells() implements Source {
        @Override
        public String text() {
            return "cells";
        }
    }

    /** An engine. */
    public record ByEngine(Outcome.Provenance provenance) implements Source {
        @Override
        public String text() {
            return provenance.text();
        }
    }

    /** Whether something rests on a solver's word. */
    public boolean isClaimed() {
        return switch (lowerBy) {
            case Cells _ -> false;
            case ByEngine engine ->
                switch (engine.provenance()) {
                    case Outcome.Claimed _ -> true;
                    case Outcome.Proved _ -> false;
                };
        };
    }
}
