package io.github.relucert.check;

import java.util.List;

/**
 * What came of checking a proof.
 *
 * @param refutations number of refutations and crossings read
 * @param rejections what is not proved, by ascending line; empty exactly when the proof is valid
 */
public record Report(long refutations, List<Rejection> rejections) {
    /** Copies the rejections. */
    public Report {
        rejections = List.copyOf(rejections);
    }

    /**
     * A line that breaks a rule or does not refute what it should.
     *
     * @param line counted from 1
     * @param refutation ordinal of the refutation, counted from 0, or -1 when the line breaks a rule of the format, at which
     *     reading ended
     */
    public record Rejection(long line, long refutation, String reason) {}

    public boolean isValid() {
        return rejections.isEmpty();
    }
}
