package io.github.relucert.theorem;

import io.github.relucert.theorem.averaging.FeatureAveragingTheorems;
import io.github.relucert.theorem.definition.DefinitionTheorems;
import io.github.relucert.theorem.sampling.SampleComplexityTheorems;
import io.github.relucert.theorem.separated.SeparatedDataTheorems;
import io.github.relucert.theorem.singlestep.SingleStepTheorems;
import io.github.relucert.theorem.stability.StabilityTheorems;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.universal.UniversalPerturbationTheorems;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every statement of the laboratory. */
public final class Catalogue {
    private Catalogue() {}

    /** All statements, paper by paper. */
    public static List<Theorem> all() {
        return Stream.of(
                        DefinitionTheorems.all(),
                        SeparatedDataTheorems.all(),
                        FeatureAveragingTheorems.all(),
                        SingleStepTheorems.all(),
                        UniversalPerturbationTheorems.all(),
                        SampleComplexityTheorems.all(),
                        StabilityTheorems.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The statement of this name, whatever its case. */
    public static Optional<Theorem> find(String id) {
        return all().stream()
                .filter(theorem -> theorem.id().equalsIgnoreCase(id))
                .findFirst();
    }
}
