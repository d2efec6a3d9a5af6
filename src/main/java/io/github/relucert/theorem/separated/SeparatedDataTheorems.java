package io.github.relucert.theorem.separated;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class SeparatedDataTheorems {
    private SeparatedDataTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new ImageSeparation(),
                new LipschitzRobustClassifier(),
                new OptimalRobustRadius(),
                new MaximumNormMemorisation(),
                new EuclideanMemorisation(),
                new RobustTrainingSize(),
                new GridApproximation(),
                new RobustGeneralization(),
                new SeparableDataSize(),
                new LinearlySeparableSize(),
                new PatternCounting(),
                new PolynomialDichotomies(),
                new ManifoldGeneralization());
    }
}
