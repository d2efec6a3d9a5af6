package io.github.relucert.theorem.definition;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class DefinitionTheorems {
    private DefinitionTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new FeedForwardNetwork(),
                new RobustError(),
                new AdversarialTraining(),
                new GradientDescentStep(),
                new RepresentationComplexity());
    }
}
