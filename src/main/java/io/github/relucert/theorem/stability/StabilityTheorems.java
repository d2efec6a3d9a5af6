package io.github.relucert.theorem.stability;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class StabilityTheorems {
    private StabilityTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new PerturbationStability(),
                new WidthAndDepthTrends(),
                new NonLazyCondition(),
                new PathNormInvariance());
    }
}
