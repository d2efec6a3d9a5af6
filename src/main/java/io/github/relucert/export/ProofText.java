package io.github.relucert.export;

import io.github.relucert.export.Fact.Choice;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Writes the steps of a proof in some format. Lemmas are written where they are first used. */
interface ProofText {
    /**
     * A proved clause: not all of these splits.
     *
     * @param id how the format names it
     */
    record Clause(String id, Set<Atom> splits) {}

    /** The clause that a refutation proves. */
    Clause refuted(Refutation refutation) throws IOException;

    /** Resolves an asserted disjunction with one clause for each of its atoms. */
    Clause chosen(Choice choice, Map<Atom, Clause> clauses) throws IOException;

    /** Resolves the totality of the order, {@code first or second}, with a clause for each. */
    Clause ordered(Atom first, Clause whenFirst, Atom second, Clause whenSecond) throws IOException;

    /** Ends the proof with a clause of no splits. */
    void end(Clause contradiction) throws IOException;
}
