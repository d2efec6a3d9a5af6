package io.github.relucert.robust;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PopulationIntervalTest {
    private static final double WIDER = 5e-9;

    /** Without a success in ten the upper end solves (1 - p)^10 = 0.025. */
    @Test
    void noneOfTen() {
        PopulationInterval interval = PopulationInterval.of(10, 0, 0);
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isBetween(1 - Math.pow(0.025, 0.1), 1 - Math.pow(0.025, 0.1) + WIDER);
    }

    @Test
    void allOfTen() {
        PopulationInterval interval = PopulationInterval.of(10, 10, 0);
        assertThat(interval.lower()).isBetween(Math.pow(0.025, 0.1) - WIDER, Math.pow(0.025, 0.1));
        assertThat(interval.upper()).isEqualTo(1);
    }

    /** Each end is where the tail of the binomial distribution beyond the count has 0.025, or a little further out. */
    @Test
    void tailsHaveTheirProbability() {
        PopulationInterval interval = PopulationInterval.of(20, 13, 3);
        assertThat(tail(20, 13, 20, interval.lower())).isBetween(0.025 - 10 * WIDER, 0.025);
        assertThat(tail(20, 0, 16, interval.upper())).isBetween(0.025 - 10 * WIDER, 0.025);
        // Undecided rows widen it.
        assertThat(PopulationInterval.of(20, 13, 0).upper()).isLessThan(interval.upper());
    }

    private static double tail(int rows, int from, int to, double p) {
        double sum = 0;
        for (int k = from; k <= to; k++) {
            double ways = 1;
            for (int i = 0; i < k; i++) {
                ways = ways * (rows - i) / (i + 1);
            }
            sum += ways * Math.pow(p, k) * Math.pow(1 - p, rows - k);
        }
        return sum;
    }
}
