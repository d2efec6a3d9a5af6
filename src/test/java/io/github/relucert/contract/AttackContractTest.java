package io.github.relucert.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackResult;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.TargetedPgd;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract notices attacks that break it. */
class AttackContractTest {
    private final AttackTarget target =
            AttackContract.target(RandomNetworks.problem(5, RandomNetworks.Size.TINY, Norm.LINF));
    private final Witness honest =
            new TargetedPgd(2, 10).run(target, new AttackBudget(500, 1)).best().orElseThrow();

    private AttackResult claiming(Witness... witnesses) {
        return new AttackResult(
                List.of(witnesses).stream()
                        .map(w -> new AttackResult.Improvement(w, 1))
                        .toList(),
                1);
    }

    @Test
    void anHonestResultPasses() {
        AttackContract.assertHonest(target, claiming(honest));
        assertThat(honest.distance().value().signum()).isPositive();
    }

    @Test
    void aSafePointIsNoticed() {
        Witness safe = Witness.at(target.problem(), target.problem().centre());
        assertThatThrownBy(() -> AttackContract.assertHonest(target, claiming(safe)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aFlatteredDistanceIsNoticed() {
        Rational half = honest.distance().value().multiply(Rational.of(1, 2));
        Witness flattered = new Witness(honest.point(), new Radius(Norm.LINF, half));
        assertThatThrownBy(() -> AttackContract.assertHonest(target, claiming(flattered)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aHistoryThatDoesNotFallIsNoticed() {
        assertThatThrownBy(() -> AttackContract.assertHonest(target, claiming(honest, honest)))
                .isInstanceOf(AssertionError.class);
    }
}
