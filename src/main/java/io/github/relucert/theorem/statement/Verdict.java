package io.github.relucert.theorem.statement;

/** How a check ended. */
public enum Verdict {
    /** The statement holds on every instance tried, by exact computation or at the confidence stated. */
    HOLDS,
    /** It holds if a solver's word is taken. */
    CLAIMED,
    /** An instance contradicts it. */
    FAILS
}
