package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void limitsUnderWhichNothingCanBeDoneAreRefused() {
        assertThatThrownBy(() -> Limits.of(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(Duration.ofSeconds(1), 0, Optional.empty(), () -> false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void askingUpToARadiusKeepsTheRest() {
        Radius radius = new Radius(Norm.L2, Rational.ONE);
        Limits limits = Limits.of(Duration.ofSeconds(3)).upTo(radius);
        assertThat(limits.upTo()).contains(radius);
        assertThat(limits.time()).isEqualTo(Duration.ofSeconds(3));
        assertThat(new Outcome.Claimed("SCIP", Rational.ZERO).text()).isEqualTo("claim:SCIP");
        assertThat(new Outcome.Proved().text()).isEqualTo("proof");
    }
}
