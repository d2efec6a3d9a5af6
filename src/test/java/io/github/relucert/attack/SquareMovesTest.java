package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SquareMovesTest {
    @ParameterizedTest
    @EnumSource(Norm.class)
    void everyProposalLiesInBallAndDomainAndMostUseTheRadius(Norm norm) {
        int full = 0;
        int all = 0;
        for (int size : List.of(1, 2, 7, 16, 49)) {
            Problem problem = LinearModels.problem(size, size, 2, norm, LinearModels.unit(size));
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            double radius = 0.05;
            BallRun run = new BallRun(
                    target,
                    new Evaluations(target, 1, 10, () -> false),
                    radius,
                    0,
                    Optional.empty(),
                    new SplittableRandom(size));
            SquareMoves moves = new SquareMoves(run);
            double[] x = moves.first();
            double[] outside =
                    target.clamped(new PerturbationBall(target, 3 * radius).random(new SplittableRandom(size)));
            assertThat(target.distance(moves.shrunk(outside))).isLessThanOrEqualTo(radius * (1 + 1e-9));
            for (double share = 0.8; share > 0.01; share /= 1.3) {
                double[] next = moves.next(x, share);
                for (int i = 0; i < size; i++) {
                    assertThat(next[i]).isBetween(target.lower()[i], target.upper()[i]);
                }
                assertThat(target.distance(next)).isLessThanOrEqualTo(radius * (1 + 1e-9));
                full += target.distance(next) > 0.7 * radius ? 1 : 0;
                all++;
                x = next;
            }
        }
        assertThat(full).isGreaterThan(all / 2);
    }

    @Test
    void rowsAreSeenAsImages() {
        assertThat(ImageShape.of(List.of(3, 5, 7))).isEqualTo(new ImageShape(3, 5, 7));
        assertThat(ImageShape.of(List.of(5, 7))).isEqualTo(new ImageShape(1, 5, 7));
        assertThat(ImageShape.of(List.of(784))).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(ImageShape.of(List.of(10))).isEqualTo(new ImageShape(1, 1, 10));
    }
}
