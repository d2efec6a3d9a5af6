package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.certificate.Witness;
import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearClassifierTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(Norm.class)
    void theStageMeetsTheClosedFormOnAnUnboundedDomain(Norm norm) {
        for (long seed = 0; seed < 8; seed++) {
            Problem problem = LinearModels.problem(seed, 5, 4, norm, Box.unbounded(5));
            Witness witness = AttackStage.run(problem, CompiledNetwork.of(problem.network()), seed, AMPLE)
                    .orElseThrow();
            double closedForm = LinearModels.closedForm(problem);
            assertThat(witness.distance().ceiling()).isCloseTo(closedForm, within(1e-12 * (1 + closedForm)));
        }
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void theStageMeetsTheExactProgramOnABoxWithTheCentreOnItsBorder(Norm norm) {
        int infinite = 0;
        for (long seed = 0; seed < 20; seed++) {
            Problem problem = LinearModels.problem(seed, 4, 3, norm, LinearModels.unit(4));
            Optional<Radius> truth = exactRadius(problem);
            Optional<Witness> witness = AttackStage.run(problem, CompiledNetwork.of(problem.network()), seed, AMPLE);
            assertThat(witness.map(Witness::distance)).as("seed %d", seed).isEqualTo(truth);
            infinite += truth.isEmpty() ? 1 : 0;
        }
        assertThat(infinite).isBetween(1, 15);
    }

    private static Optional<Radius> exactRadius(Problem problem) {
        ExactCell whole = new ExactCell(problem.network(), new Phase[0][]);
        return problem.unsafe().disjuncts().stream()
                .map(d -> new ExactPolyhedron(List.of(whole.condition(d.getFirst())), problem.domain()))
                .map(p -> ExactNearestPoint.fromScratch(problem.norm(), p, problem.centre()))
                .flatMap(Optional::stream)
                .map(ExactNearest::distance)
                .min(Radius::compareTo);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void pgdComesCloseToTheClosedForm(Norm norm) {
        for (long seed = 0; seed < 6; seed++) {
            Problem problem = LinearModels.problem(seed, 5, 3, norm, Box.unbounded(5));
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            double closedForm = LinearModels.closedForm(problem);
            double distance = new TargetedPgd(2, 20)
                    .run(target, new AttackBudget(2000, seed))
                    .best()
                    .orElseThrow()
                    .distance()
                    .ceiling();
            assertThat(distance).as("seed %d", seed).isBetween(closedForm * (1 - 1e-12), closedForm * 1.02);
        }
    }
}
