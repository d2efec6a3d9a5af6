package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Radii by cells against the oracle, which is written apart, and against what defines them. */
class ExactRadiusProperties {
    private static final RandomNetworks.Size SIZE = new RandomNetworks.Size(3, 6);
    private static final List<Norm> NORMS = List.of(Norm.LINF, Norm.L2, Norm.L1);

    @Property(tries = 250)
    void isTheOraclesInLinf(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        isTheOracles(RandomNetworks.problem(seed, SIZE, Norm.LINF));
    }

    @Property(tries = 250)
    void isTheOraclesInL2(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        isTheOracles(RandomNetworks.problem(seed, SIZE, Norm.L2));
    }

    @Property(tries = 250)
    void isTheOraclesInL1(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        isTheOracles(RandomNetworks.problem(seed, SIZE, Norm.L1));
    }

    private static void isTheOracles(Problem problem) {
        Optional<Nearest> found = ExactRadius.atMost(problem);
        Radius radius = found.map(Nearest::radius).orElse(new Radius(problem.norm(), Rational.POSITIVE_INFINITY));
        assertThat(radius).isEqualTo(EnumerationOracle.solve(problem).radius());
        found.ifPresent(nearest -> {
            assertThat(problem.isUnsafe(nearest.point())).isTrue();
            assertThat(problem.distance(nearest.point())).isEqualTo(nearest.radius());
        });
    }

    /** The strict infimum is a limit of strictly unsafe points, and no radius below the closed one. */
    @Property(tries = 300)
    void theStrictInfimumIsALimitOfStrictlyUnsafePoints(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Problem problem = RandomNetworks.problem(seed, SIZE, NORMS.get((int) (seed % 3)));
        Optional<Nearest> closed = ExactRadius.atMost(problem);
        Optional<StrictNearest> strict = ExactRadius.below(problem);
        strict.ifPresent(nearest -> {
            assertThat(closed.orElseThrow().radius()).isLessThanOrEqualTo(nearest.radius());
            assertThat(problem.distance(nearest.point())).isEqualTo(nearest.radius());
            assertThat(problem.isUnsafe(nearest.point())).isTrue();
            for (Rational share : List.of(Rational.of(1, 1L << 40), Rational.of(1, 3), Rational.ONE)) {
                List<Rational> between = Points.between(nearest.point(), nearest.inside(), share);
                assertThat(problem.domain().firstOutside(between)).isNegative();
                assertThat(problem.margin(between)).isLessThan(Rational.ZERO);
            }
        });
        if (strict.isEmpty() && closed.isPresent()) {
            assertThat(problem.margin(closed.get().point())).isEqualTo(Rational.ZERO);
        }
    }
}
