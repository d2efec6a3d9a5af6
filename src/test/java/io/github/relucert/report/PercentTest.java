package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PercentTest {
    @Test
    void lowerEndsAreRoundedDownAndUpperEndsUp() {
        assertThat(Percent.atLeast(19_999 / 20_000.0, 2)).isEqualTo("99.99 %");
        assertThat(Percent.atMost(1 / 20_000.0, 2)).isEqualTo("0.01 %");
        assertThat(Percent.atLeast(0.478176, 2)).isEqualTo("47.81 %");
        assertThat(Percent.atLeast(199 / 200.0, 0)).isEqualTo("99 %");
        assertThat(Percent.atMost(1 / 200.0, 0)).isEqualTo("1 %");
        assertThat(Percent.atLeast(1, 0)).isEqualTo("100 %");
        assertThat(Percent.atMost(0, 2)).isEqualTo("0.00 %");
    }

    /** Of every count of rows: on the right side of the quotient, less than a step away, and the quotient itself where it has few digits. */
    @Test
    void quotientsOfCountsAreEnclosed() {
        for (int rows = 1; rows <= 200; rows++) {
            for (int robust = 0; robust <= rows; robust++) {
                BigDecimal down = number(Percent.atLeast((double) robust / rows, 2));
                BigDecimal up = number(Percent.atMost((double) robust / rows, 2));
                BigDecimal all = BigDecimal.valueOf(rows);
                BigDecimal exact = BigDecimal.valueOf(100L * robust);
                assertThat(down.multiply(all)).isLessThanOrEqualTo(exact);
                assertThat(up.multiply(all)).isGreaterThanOrEqualTo(exact);
                assertThat(up.subtract(down))
                        .isEqualByComparingTo(
                                (10_000L * robust) % rows == 0 ? BigDecimal.ZERO : new BigDecimal("0.01"));
            }
        }
    }

    private static BigDecimal number(String percent) {
        return new BigDecimal(percent.replace(" %", ""));
    }
}
