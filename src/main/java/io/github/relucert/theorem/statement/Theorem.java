package io.github.relucert.theorem.statement;

import java.util.List;
import java.util.Optional;

/**
 * A published statement that is decided on instances made from a seed, with negative controls: variants known to be false, which the
 * same machinery has to refute. A check that cannot fail proves nothing.
 */
public interface Theorem {
    /** Its name in the list of statements, {@code EXP-4}. */
    String id();

    /** The work it stems from. */
    Paper paper();

    /** A few words. */
    String title();

    /** The statement in full, constants included. */
    String statement();

    /** Number of the theorem, lemma or equation, or how it was derived. */
    String source();

    /** What is printed wrongly in a published version, and what is right. */
    default Optional<String> erratum() {
        return Optional.empty();
    }

    /** What the checks do not show. */
    default Optional<String> limits() {
        return Optional.empty();
    }

    /** The checks; at least one. None may find {@link Verdict#FAILS}. */
    List<Check> checks();

    /** The controls; at least one. Each has to find {@link Verdict#FAILS}. */
    List<Check> controls();

    /** A network of the statement with data rows, for those that build one. */
    default Optional<Construction> construction(long seed) {
        return Optional.empty();
    }
}
