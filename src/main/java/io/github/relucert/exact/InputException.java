package io.github.relucert.exact;

/**
 * Thrown when something the user supplied (a file, a row, an option) cannot be used.
 *
 * <p>The message is one line that names the file, the place in it, the offending value and what to do about it. The
 * command line prints that line alone and ends with exit status 2; it never prints this exception's stack trace.
 *
 * <p>The class lives in {@code exact} because that is the lowest package: the readers of models, specifications, data
 * and certificates all throw it, and a package may import only the packages below itself.
 */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line: which file, where in it, which value, and what to do
     */
    public InputException(String message) {
        super(oneLine(message));
    }

    /**
     * @param message one line: which file, where in it, which value, and what to do
     * @param cause what the platform reported, kept for debuggers and tests
     */
    public InputException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Values quoted from a user's file may hold line breaks; the promise of one line has to survive them. */
    private static String oneLine(String message) {
        return message.replaceAll("\\R+", " ").strip();
    }
}
