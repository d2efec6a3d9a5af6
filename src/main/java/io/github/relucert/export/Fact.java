package io.github.relucert.export;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An atom that holds where some splits go a certain way.
 *
 * @param atom what holds
 * @param splits the assumptions that it was proved from, in the order in which they were made
 * @param origin why it holds
 */
record Fact(Atom atom, Set<Atom> splits, Origin origin) {
    /** Why a fact holds. */
    sealed interface Origin {}

    /** The query asserts it. */
    record Asserted() implements Origin {}

    /** It is one side of a split. */
    record Assumed() implements Origin {}

    /** It follows from the proposition of a disjunct by an assertion of the query, {@code (or (not proposition) atom)}. */
    record Implied(Atom proposition) implements Origin {}

    /** Its denial is refuted. */
    record ByDenial(Refutation refutation, Atom denial) implements Origin {}

    /** Its denial is refuted on either side of a ReLU. */
    record ByCases(Choice choice, Refutation whenOff, Refutation whenOn, Atom denial) implements Origin {}

    /** It is the one side of a ReLU that is left when the other one is refuted. */
    record ByElimination(Choice choice, Refutation other) implements Origin {}

    /** An asserted disjunction of atoms. */
    record Choice(String name, List<Atom> atoms) {
        Choice {
            atoms = List.copyOf(atoms);
        }
    }

    Fact {
        splits = Collections.unmodifiableSet(new LinkedHashSet<>(splits));
    }

    static Fact asserted(Atom atom) {
        return new Fact(atom, Set.of(), new Asserted());
    }

    static Fact assumed(Atom atom) {
        return new Fact(atom, Set.of(atom), new Assumed());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fact fact && fact.atom.equals(atom);
    }

    @Override
    public int hashCode() {
        return atom.hashCode();
    }
}
