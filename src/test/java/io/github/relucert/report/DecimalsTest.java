package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    private static Radius radius(Norm norm, String value) {
        return new Radius(norm, Rational.parse(value));
    }

    @Test
    void shortDecimalsPrintAsThemselves() {
        assertThat(Decimals.down(radius(Norm.LINF, "1/32")).toPlainString()).isEqualTo("0.03125");
        assertThat(Decimals.up(radius(Norm.LINF, "0.1")).toPlainString()).isEqualTo("0.1");
        assertThat(Decimals.up(radius(Norm.L2, "9/4")).toPlainString()).isEqualTo("1.5");
        assertThat(Decimals.down(radius(Norm.L2, "0")).toPlainString()).isEqualTo("0");
        assertThat(Decimals.up(radius(Norm.L1, "200")).toPlainString()).isEqualTo("200");
    }

    @Test
    void periodicAndIrrationalLengthsAreEnclosed() {
        assertThat(Decimals.down(radius(Norm.LINF, "1/3")).toPlainString()).isEqualTo("0.333333333333333");
        assertThat(Decimals.up(radius(Norm.LINF, "1/3")).toPlainString()).isEqualTo("0.333333333333334");
        assertThat(Decimals.down(radius(Norm.L2, "2")).toPlainString()).isEqualTo("1.41421356237309");
        assertThat(Decimals.up(radius(Norm.L2, "2")).toPlainString()).isEqualTo("1.4142135623731");
    }

    @Property(tries = 500)
    void theTwoRoundingsEncloseTheLength(
            @ForAll Norm norm,
            @ForAll @LongRange(min = 0, max = 1L << 50) long numerator,
            @ForAll @LongRange(min = 1, max = 1L << 50) long denominator) {
        Radius radius = new Radius(norm, Rational.of(numerator, denominator));
        BigDecimal down = Decimals.down(radius);
        BigDecimal up = Decimals.up(radius);
        Radius below = Radius.ofLength(norm, Rational.parse(down.toString()));
        Radius above = Radius.ofLength(norm, Rational.parse(up.toString()));
        assertThat(below.compareTo(radius)).isLessThanOrEqualTo(0);
        assertThat(above.compareTo(radius)).isGreaterThanOrEqualTo(0);
        assertThat(up.subtract(down).doubleValue()).isLessThanOrEqualTo(2e-14 * up.doubleValue());
    }

    @Test
    void anInfiniteRadiusHasNoDecimal() {
        assertThatThrownBy(() -> Decimals.up(new Radius(Norm.L2, Rational.POSITIVE_INFINITY)))
                .isInstanceOf(ArithmeticException.class);
    }
}
