package io.github.relucert.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * What the launcher knows about standard error and Java does not.
 *
 * <p>Java itself writes a warning to standard error whenever an incubator module is used. The launcher therefore hands
 * the real standard error over under another name, in the system property {@code relucert.stderr}, and tells in
 * {@code relucert.terminal} whether it is a terminal.
 */
public final class StandardError {

    private StandardError() {}

    /** Lets {@link System#err} write to the real standard error again, if the launcher handed it over. */
    static void restore() {
        String path = System.getProperty("relucert.stderr");
        if (path == null) {
            return;
        }
        try {
            System.setErr(new PrintStream(new FileOutputStream(path, true), true, System.err.charset()));
        } catch (FileNotFoundException e) {
            System.err.println("relucert: cannot write to standard error as " + path + ": " + e.getMessage());
        }
    }

    /** Whether standard error is a terminal, so that progress may be shown there; false if nobody told. */
    public static boolean isTerminal() {
        return Boolean.getBoolean("relucert.terminal");
    }
}
