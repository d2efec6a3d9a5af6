package io.github.relucert.theorem.universal;

import io.github.relucert.theorem.statement.Theorem;
import java.util.List;

/** The statements of this package. */
public final class UniversalPerturbationTheorems {
    private UniversalPerturbationTheorems() {}

    /** All of them, in the order of their names. */
    public static List<Theorem> all() {
        return List.of(
                new NearOrthogonality(),
                new RobustNetworksExist(),
                new SupportVectors(),
                new UniversalPerturbationExists(),
                new GroupedKkt(),
                new BiasedKkt());
    }
}
