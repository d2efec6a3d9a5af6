package io.github.relucert.theorem.averaging;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class FeatureAveragingTheorems {
    private FeatureAveragingTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new ClusterModel(),
                new RobustFeatureNetwork(),
                new OptimalRadius(),
                new WeightDecomposition(),
                new AveragingIsNotRobust(),
                new AveragedRadius(),
                new AttackDirection(),
                new ReadOuts());
    }
}
