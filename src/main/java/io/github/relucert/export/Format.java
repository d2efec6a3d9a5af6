package io.github.relucert.export;

/** The proof formats of other checkers. */
public enum Format {
    /**
     * RESOLUTE, checked by SMTInterpol: Hoenicke and Schindler, A Simple Proof Format for SMT, SMT 2022. Strict inequalities take part in
     * its Farkas steps, so that the open ball of a radius is stated as it is.
     */
    RESOLUTE,

    /**
     * Alethe, checked by carcara: Schurr, Fleury, Barbosa, Fontaine, Alethe: Towards a Generic SMT Proof Format, PxTP 2021. Only inequalities
     * that are not strict are written, so that the ball of a radius is closed and its radius 2^-40 shorter, relative.
     */
    ALETHE;

    /** The name on the command line, and the ending of files. */
    public String id() {
        return switch (this) {
            case RESOLUTE -> "resolute";
            case ALETHE -> "alethe";
        };
    }

    /** Whether a sum of inequalities that reaches zero refutes when one of them is strict. */
    boolean hasStrictAtoms() {
        return this == RESOLUTE;
    }
}
