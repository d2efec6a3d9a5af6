package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No attack ever comes below the exact radius: ten thousand combinations of network, row, attack and norm. */
class ExactRadiusAttacksTest {
    private static final int COMBINATIONS = 10_000;
    private static final int BUDGET = 60;
    private static final RandomNetworks.Size SIZE = new RandomNetworks.Size(3, 6);

    private record Combination(Problem problem, String attack, Radius truth, Radius found) {}

    private static List<Combination> combinations(int wanted) {
        List<Combination> all = new ArrayList<>();
        int counted = 0;
        for (long seed = 0; counted < wanted; seed++) {
            for (Norm norm : Norm.values()) {
                Problem problem = RandomNetworks.problem(seed, SIZE, norm);
                Radius truth = EnumerationOracle.solve(problem).radius();
                AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
                for (AttackSuite.Entry entry : AttackSuite.ofRows()) {
                    if (entry.knows(norm)) {
                        Optional<Witness> best = entry.attack()
                                .run(target, new AttackBudget(BUDGET, seed))
                                .best();
                        counted++;
                        best.ifPresent(w ->
                                all.add(new Combination(problem, entry.attack().name(), truth, w.distance())));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void neverBelow() {
        List<Combination> found = combinations(COMBINATIONS);
        assertThat(found).hasSizeGreaterThan(COMBINATIONS / 4);
        assertThat(found).allSatisfy(c -> assertThat(c.found()).isGreaterThanOrEqualTo(c.truth()));
        // The control: were radii one per cent larger than they are, the attacks would show it.
        long exposed = found.stream()
                .filter(c -> c.found().compareTo(enlarged(c.truth())) < 0)
                .count();
        assertThat(exposed).isGreaterThan(found.size() / 10);
    }

    private static Radius enlarged(Radius radius) {
        return new Radius(radius.norm(), radius.value().multiply(Rational.of(101, 100)));
    }
}
