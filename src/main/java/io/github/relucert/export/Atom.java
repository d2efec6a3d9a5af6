package io.github.relucert.export;

import io.github.relucert.exact.Rational;

/**
 * An atom of a query or a proof.
 *
 * @param name a symbol that stands for it in proofs, one of its own
 */
record Atom(String name, Body body) {
    /** What an atom says. */
    sealed interface Body {}

    /** How the sides of a comparison relate. */
    enum Relation {
        AT_MOST("<="),
        BELOW("<"),
        EQUAL("=");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }
    }

    /** A comparison of two affine expressions. */
    record Comparison(Relation relation, Polynomial left, Polynomial right) implements Body {}

    /** A Boolean variable of its name: that all conditions of a disjunct hold. */
    record Proposition() implements Body {}

    static Atom comparison(String name, Relation relation, Polynomial left, Polynomial right) {
        return new Atom(name, new Comparison(relation, left, right));
    }

    static Atom atMost(String name, Polynomial left, Polynomial right) {
        return comparison(name, Relation.AT_MOST, left, right);
    }

    /** The atom in SMT-LIB. */
    String text() {
        return switch (body) {
            case Comparison(Relation relation, Polynomial left, Polynomial right) ->
                "(" + relation.symbol + " " + left + " " + right + ")";
            case Proposition _ -> name;
        };
    }

    /** The comparison that it is. */
    Comparison compared() {
        return switch (body) {
            case Comparison comparison -> comparison;
            case Proposition _ -> throw new IllegalStateException(name + " compares nothing");
        };
    }

    /** The constant of {@code left - right}. */
    Rational constant() {
        return compared().left().constant().subtract(compared().right().constant());
    }

    /** Atoms are what their names are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Atom atom && atom.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
