package io.github.relucert.theorem.sampling;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class SampleComplexityTheorems {
    private SampleComplexityTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new TrivialRobustness(), new LinearRobustError(), new SingleSampleError(), new ThresholdedClassifier());
    }
}
