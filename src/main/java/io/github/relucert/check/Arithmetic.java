package io.github.relucert.check;

/** The two arithmetics a proof can be checked in. What the first accepts, the second accepts. */
public enum Arithmetic {
    /** Doubles with a rigorous bound of all rounding; refutations that ask for it are still decided exactly. */
    OUTWARD,
    /** Integers times powers of two throughout; a proved bound is rounded outward to a double once. */
    EXACT
}
