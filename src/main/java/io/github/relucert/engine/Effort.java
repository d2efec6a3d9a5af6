package io.github.relucert.engine;

import java.time.Duration;

/**
 * Where an engine's time went.
 *
 * @param search growing the tree and making its points exact
 * @param zeroGap settling and solving the cells that reach the radius, in exact arithmetic
 * @param check checking the proof
 */
public record Effort(Duration search, Duration zeroGap, Duration check) {
    /** Nothing measured. */
    public static final Effort NONE = new Effort(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Both together. */
    public Effort plus(Effort other) {
        return new Effort(search.plus(other.search), zeroGap.plus(other.zeroGap), check.plus(other.check));
    }
}
