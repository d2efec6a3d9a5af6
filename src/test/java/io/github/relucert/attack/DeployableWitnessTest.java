package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployableWitnessTest {
    @ParameterizedTest
    @CsvSource({"FLOAT32,LINF", "FLOAT32,L2", "FLOAT32,L1", "FLOAT64,LINF", "FLOAT64,L2", "FLOAT64,L1"})
    void isOfTheInputsTypeStrictlyUnsafeAndHardlyFarther(FloatType type, Norm norm) {
        int found = 0;
        int asked = 0;
        for (long seed = 0; seed < 40; seed++) {
            Problem problem = withType(RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm), type);
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            Optional<Witness> witness = AttackStage.run(problem, compiled, seed, Duration.ofSeconds(30));
            if (witness.isEmpty() || witness.get().distance().value().signum() == 0) {
                continue;
            }
            asked++;
            Optional<Witness> deployable =
                    new DeployableWitness(new AttackTarget(problem, compiled)).near(witness.get());
            found += deployable.isPresent() ? 1 : 0;
            deployable.ifPresent(d -> {
                for (Rational coordinate : d.point()) {
                    double value = coordinate.doubleNearest();
                    assertThat(Rational.of(type.round(value))).isEqualTo(coordinate);
                }
                assertThat(problem.domain().firstOutside(d.point())).isNegative();
                assertThat(problem.margin(d.point()).signum()).isNegative();
                assertThat(d.distance()).isEqualTo(problem.distance(d.point()));
                assertThat(d.distance().floor())
                        .isLessThanOrEqualTo(witness.get().distance().ceiling() * (1 + 1e-6));
            });
        }
        assertThat(asked).isGreaterThan(8);
        assertThat(found).isGreaterThanOrEqualTo(asked * 8 / 10);
    }

    private static Problem withType(Problem problem, FloatType type) {
        Network network = new Network(
                type, problem.network().inputShape(), problem.network().layers());
        return new Problem(network, problem.centre(), problem.norm(), problem.domain(), problem.unsafe());
    }

    @Test
    void isNotFoundWhereTheUnsafeSetHasNoInterior() {
        Problem problem = LinearModels.problem(1, 2, 2, Norm.LINF, Box.unbounded(2));
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Witness witness =
                AttackStage.run(problem, compiled, 1, Duration.ofSeconds(30)).orElseThrow();
        Box frozen = new Box(witness.point(), witness.point());
        Problem touching = new Problem(problem.network(), witness.point(), Norm.LINF, frozen, problem.unsafe());
        Witness itself = Witness.at(touching, witness.point());
        assertThat(touching.isUnsafe(itself.point())).isTrue();
        assertThat(new DeployableWitness(new AttackTarget(touching, compiled)).near(itself))
                .isEmpty();
    }

    @Test
    void aStrictlyMisclassifiedCentreIsItsOwn() {
        Problem problem = LinearModels.problem(2, 3, 3, Norm.L1, Box.unbounded(3));
        UnsafeSet wrong = UnsafeSet.misclassified(otherClass(problem), 3);
        Problem lost = new Problem(problem.network(), problem.centre(), Norm.L1, problem.domain(), wrong);
        Witness centre = Witness.at(lost, lost.centre());
        assertThat(new DeployableWitness(new AttackTarget(lost, CompiledNetwork.of(lost.network())))
                        .near(centre)
                        .orElseThrow()
                        .point())
                .isEqualTo(lost.centre());
    }

    /** Some class that is not the largest score at the centre. */
    private static int otherClass(Problem problem) {
        List<Rational> scores = problem.output(problem.centre());
        return scores.get(0).compareTo(scores.get(1)) < 0 ? 0 : 1;
    }
}
