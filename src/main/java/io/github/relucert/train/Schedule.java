package io.github.relucert.train;

/** How the learning rate falls from its start to the end of training. */
public enum Schedule {
    CONSTANT,
    /** Straight down to zero. */
    LINEAR,
    /** Half a cosine down to zero. */
    COSINE;

    /** The factor on the learning rate after a share {@code 0 <= done < 1} of all steps. */
    double factor(double done) {
        return switch (this) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - done;
            case COSINE -> (1 + StrictMath.cos(Math.PI * done)) / 2;
        };
    }
}
