package io.github.relucert.milp;

/** Who says that a ball is clear, by how much has to be believed: bounds in double, a linear program's word, a search's word. */
enum Settler {
    CROWN,
    GLOP,
    SCIP;

    /** The one of two on which a statement rests that needs both. */
    Settler and(Settler other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
