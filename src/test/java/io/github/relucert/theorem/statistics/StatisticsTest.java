package io.github.relucert.theorem.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    /** With zero failures {@code ceil(ln alpha / ln p)} trials are the fewest that show a probability of {@code p}. */
    @ParameterizedTest
    @CsvSource({
        "66, 0.9, 1e-3",
        "132, 0.9, 1e-6",
        "197, 0.9, 1e-9",
        "688, 0.99, 1e-3",
        "1375, 0.99, 1e-6",
        "2062, 0.99, 1e-9",
        "6905, 0.999, 1e-3",
        "13809, 0.999, 1e-6",
        "20713, 0.999, 1e-9"
    })
    void theFewestTrialsWithoutFailure(int trials, double probability, double alpha) {
        assertThat(new Proportion(trials, trials).lowerLimit(alpha)).isGreaterThanOrEqualTo(probability);
        assertThat(new Proportion(trials - 1, trials - 1).lowerLimit(alpha)).isLessThan(probability);
    }

    @Test
    void limitsEncloseTheShareAndMirrorEachOther() {
        Proportion proportion = new Proportion(30, 100);
        assertThat(proportion.share()).isEqualTo(0.3);
        assertThat(proportion.lowerLimit(1e-3)).isBetween(0.1, 0.3);
        assertThat(proportion.upperLimit(1e-3)).isBetween(0.3, 0.5);
        assertThat(new Proportion(70, 100).lowerLimit(1e-3)).isCloseTo(1 - proportion.upperLimit(1e-3), within(1e-12));
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(DoubleStream.of(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scoresCountStandardErrors() {
        Sample sample = Sample.of(DoubleStream.of(1, 2, 3, 4));
        assertThat(sample.mean()).isEqualTo(2.5);
        assertThat(sample.standardError()).isCloseTo(Math.sqrt(5.0 / 3) / 2, within(1e-15));
        assertThat(sample.score(2.5 - 3 * sample.standardError())).isCloseTo(3, within(1e-12));
        assertThat(sample.agreesWith(2.5 - 4.9 * sample.standardError())).isTrue();
        assertThat(sample.agreesWith(2.5 + 5.1 * sample.standardError())).isFalse();
    }

    @Test
    void binomialsFollowPascal() {
        for (int n = 1; n < 30; n++) {
            int row = n;
            for (int k = 1; k <= n; k++) {
                assertThat(Binomials.choose(n, k))
                        .isEqualTo(Binomials.choose(n - 1, k).add(Binomials.choose(n - 1, k - 1)));
            }
            assertThat(Binomials.sum(n, n)).isEqualTo(BigInteger.ONE.shiftLeft(n));
            assertThat(Binomials.sum(n, n / 2))
                    .isEqualTo(IntStream.rangeClosed(0, n / 2)
                            .mapToObj(k -> Binomials.choose(row, k))
                            .reduce(BigInteger.ZERO, BigInteger::add));
        }
        assertThat(Binomials.choose(3, 5)).isZero();
        assertThat(Binomials.sum(3, -1)).isZero();
    }
}
