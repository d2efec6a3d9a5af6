package io.github.relucert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoublesTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0, -1074",
        "-0.0, 0, -1074",
        "1.0, 4503599627370496, -52",
        "-1.5, -6755399441055744, -52",
        "4.9E-324, 1, -1074",
        "2.2250738585072014E-308, 4503599627370496, -1074",
        "-2.225073858507201E-308, -4503599627370495, -1074",
        "1.7976931348623157E308, 9007199254740991, 971",
    })
    void takesADoubleApart(double value, long mantissa, int exponent) {
        assertThat(Doubles.mantissa(value)).isEqualTo(mantissa);
        assertThat(Doubles.exponent(value)).isEqualTo(exponent);
        assertThat(Math.scalb((double) mantissa, exponent)).isEqualTo(value + 0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNotFinite(double value) {
        assertThatThrownBy(() -> Doubles.mantissa(value)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void mantissasStayBelow2To53() {
        assertThat(Doubles.mantissa(-Double.MAX_VALUE)).isEqualTo(1 - (1L << 53));
    }
}
