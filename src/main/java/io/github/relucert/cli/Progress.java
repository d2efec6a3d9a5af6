package io.github.relucert.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on standard error that is written over, and only where somebody watches a terminal. */
final class Progress {
    private final PrintWriter err;
    private final String unit;
    private final long start = System.nanoTime();
    private final boolean visible;

    /** @param unit what is counted, in the plural */
    Progress(PrintWriter err, String unit) {
        this.err = err;
        this.unit = unit;
        this.visible = StandardError.isTerminal();
    }

    /** Shows how far the work is and about how long the rest will take. */
    synchronized void show(int done, int all) {
        if (visible && done < all) {
            double elapsed = (System.nanoTime() - start) / 1e9;
            err.printf(
                    Locale.ROOT, "\r%d of %d %s, about %.0f s left ", done, all, unit, elapsed / done * (all - done));
            err.flush();
        }
    }

    /** Takes the line away. */
    synchronized void clear() {
        if (visible) {
            err.print("\r" + " ".repeat(60) + "\r");
            err.flush();
        }
    }
}
