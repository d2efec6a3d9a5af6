package io.github.relucert.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.attack.Attack;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackResult;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every attack promises, in every norm; see {@link Attack}. */
public abstract class AttackContract {
    private static final int[] BUDGETS = {0, 7, 60, 250, 900};

    /** The attack under test. */
    protected abstract Attack attack();

    @ParameterizedTest
    @EnumSource(Norm.class)
    final void everyPointIsUnsafeExactlyAndMoreBudgetNeverWorse(Norm norm) {
        if (refuses(norm)) {
            return;
        }
        int found = 0;
        for (long seed = 0; seed < 24; seed++) {
            AttackTarget target = target(RandomNetworks.problem(seed, RandomNetworks.Size.TINY, norm));
            Optional<Witness> before = Optional.empty();
            for (int budget : BUDGETS) {
                AttackResult result = attack().run(target, new AttackBudget(budget, seed));
                assertHonest(target, result);
                assertThat(result.evaluations()).isLessThanOrEqualTo(budget);
                if (before.isPresent()) {
                    assertThat(result.best())
                            .as("seed %d, budget %d", seed, budget)
                            .isPresent();
                    assertThat(result.best().get().distance())
                            .isLessThanOrEqualTo(before.get().distance());
                }
                before = result.best();
            }
            found += before.isPresent() ? 1 : 0;
        }
        assertThat(found).isGreaterThan(4);
    }

    /** Fails unless every point of the result is what the contract says. */
    static void assertHonest(AttackTarget target, AttackResult result) {
        Optional<Witness> nearest = Optional.empty();
        for (AttackResult.Improvement improvement : result.history()) {
            Witness witness = improvement.witness();
            assertThat(target.problem().isUnsafe(witness.point())).isTrue();
            assertThat(witness.distance()).isEqualTo(target.problem().distance(witness.point()));
            assertThat(improvement.evaluations()).isLessThanOrEqualTo(result.evaluations());
            nearest.ifPresent(n -> assertThat(witness.distance()).isLessThan(n.distance()));
            nearest = Optional.of(witness);
        }
        assertThat(result.best()).isEqualTo(nearest);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    final void theSameSeedGivesTheSameAnswer(Norm norm) {
        if (refuses(norm)) {
            return;
        }
        for (long seed = 0; seed < 8; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, norm);
            AttackResult first = attack().run(target(problem), new AttackBudget(300, seed));
            assertThat(attack().run(target(problem), new AttackBudget(300, seed)))
                    .isEqualTo(first);
        }
    }

    @Test
    final void aMisclassifiedCentreHasDistanceZero() {
        Problem problem = RandomNetworks.problem(3, RandomNetworks.Size.TINY, Norm.L2);
        UnsafeSet everywhere = new UnsafeSet(List.of(List.of(alwaysTrue())));
        Problem lost = new Problem(problem.network(), problem.centre(), Norm.L2, problem.domain(), everywhere);
        AttackResult result = attack().run(target(lost), new AttackBudget(50, 1));
        assertThat(result.best().orElseThrow().distance().value()).isEqualTo(Rational.ZERO);
    }

    @Test
    final void nothingIsFoundWhereNothingIsUnsafe() {
        Problem problem = RandomNetworks.problem(3, RandomNetworks.Size.TINY, Norm.L2);
        Problem safe =
                new Problem(problem.network(), problem.centre(), Norm.L2, problem.domain(), new UnsafeSet(List.of()));
        assertThat(attack().run(target(safe), new AttackBudget(50, 1)).history())
                .isEmpty();
        Box point = new Box(problem.centre(), problem.centre());
        Problem frozen = new Problem(problem.network(), problem.centre(), Norm.L2, point, problem.unsafe());
        assertThat(frozen.isUnsafe(frozen.centre())).isFalse();
        assertThat(attack().run(target(frozen), new AttackBudget(50, 1)).history())
                .isEmpty();
    }

    /** Whether the attack was not made for a norm; then it has to say so. */
    private boolean refuses(Norm norm) {
        if (attack().norms().contains(norm)) {
            return false;
        }
        AttackTarget target = target(RandomNetworks.problem(3, RandomNetworks.Size.TINY, norm));
        assertThatThrownBy(() -> attack().run(target, new AttackBudget(50, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(attack().name());
        return true;
    }

    private static Condition alwaysTrue() {
        return Condition.onOutput(new LinearForm(List.of(), List.of(), Rational.of(-1)));
    }

    /** A problem with its network compiled. */
    protected static AttackTarget target(Problem problem) {
        return new AttackTarget(problem, CompiledNetwork.of(problem.network()));
    }
}
