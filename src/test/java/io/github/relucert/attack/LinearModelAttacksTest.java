package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On a linear model with two classes the radius is margin over dual norm, and every attack has to find it within its accuracy. */
class LinearModelAttacksTest {
    private static final int SIZE = 4;

    /** Relative; a thousandth for bisection, more where the attack overshoots, samples or adapts its steps; Square's windows are large for so few inputs. */
    private static final Map<String, Double> ACCURACY = Map.ofEntries(
            Map.entry("FGSM", 2e-3),
            Map.entry("BIM", 5e-3),
            Map.entry("PGD", 1e-2),
            Map.entry("PGD-T", 2e-2),
            Map.entry("Ray", 1e-12),
            Map.entry("DeepFool", 2.2e-2),
            Map.entry("CW", 2e-2),
            Map.entry("DDN", 2e-2),
            Map.entry("FAB", 1e-2),
            Map.entry("FAB-T", 1e-2),
            Map.entry("APGD-CE", 5e-3),
            Map.entry("APGD-DLR", 5e-3),
            Map.entry("APGD-T", 5e-3),
            Map.entry("Square", 1.0),
            Map.entry("Boundary", 0.1),
            Map.entry("Random", 0.3));

    static Stream<AttackSuite.Entry> attacks() {
        return AttackSuite.ofRows().stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void meetTheClosedForm(AttackSuite.Entry entry) {
        double accuracy = ACCURACY.getOrDefault(entry.attack().name(), 0.0);
        for (Norm norm : entry.attack().norms()) {
            for (long seed = 0; seed < 4; seed++) {
                Problem problem = LinearModels.problem(seed, SIZE, 2, norm, Box.unbounded(SIZE));
                AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
                double closedForm = LinearModels.closedForm(problem);
                double distance = entry.attack()
                        .run(target, new AttackBudget(3000, seed))
                        .best()
                        .orElseThrow()
                        .distance()
                        .ceiling();
                // DeepFool adds an absolute step against division by zero; see its constants.
                double slack = entry.attack().name().equals("DeepFool") ? 2e-4 : 0;
                assertThat(distance)
                        .as("%s, %s, seed %d", entry.attack().name(), norm, seed)
                        .isBetween(closedForm * (1 - 1e-12), closedForm * (1 + accuracy) + slack);
            }
        }
    }
}
