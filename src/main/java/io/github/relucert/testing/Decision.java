package io.github.relucert.testing;

/** What became of the statement of an assertion. */
sealed interface Decision {
    /** It is true, by exact computation or a checked proof. */
    record Holds() implements Decision {}

    /** It is true if a solver's word is taken. */
    record Claimed(String solver) implements Decision {}

    /** It is false; a point that was evaluated exactly says so. */
    record Refuted(String counterexample) implements Decision {}

    /** Nobody knows. */
    record Undecided(String reason) implements Decision {}
}
