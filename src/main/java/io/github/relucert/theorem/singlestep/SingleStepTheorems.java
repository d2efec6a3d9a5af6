package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class SingleStepTheorems {
    private SingleStepTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new ValueScale(),
                new GradientScale(),
                new GradientStability(),
                new DescentLemma(),
                new CertifiedFlip());
    }
}
