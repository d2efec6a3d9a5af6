package io.github.relucert.cli;

/** What the process's exit status tells a script. */
public enum ExitStatus {
    /** The command did what it was asked to do. */
    DONE(0),

    /** Something was found false: an invalid certificate, a failed theorem, a row below the demanded radius. */
    FALSE(1),

    /** There is no answer, because the input or the command was wrong or because the program failed. */
    NO_ANSWER(2),

    /** Nothing was found false, but something is claimed by a solver and not proved. */
    CLAIMED(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The number handed to the operating system. */
    public int code() {
        return code;
    }
}
