package io.github.relucert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DyadicProperties {
    @Provide
    Arbitrary<Dyadic> dyadics() {
        Arbitrary<Dyadic> anySize = Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(-1200, 1100))
                .as(Dyadic::of);
        return Arbitraries.oneOf(anySize, Arbitraries.doubles().map(Dyadic::of));
    }

    private static BigDecimal decimal(Dyadic value) {
        BigDecimal two = BigDecimal.TWO;
        BigDecimal power =
                value.exponent() >= 0 ? two.pow(value.exponent()) : new BigDecimal("0.5").pow(-value.exponent());
        return new BigDecimal(value.mantissa()).multiply(power);
    }

    @Property
    void isTheDoubleItWasMadeFrom(@ForAll double value) {
        assertThat(decimal(Dyadic.of(value))).isEqualByComparingTo(new BigDecimal(value));
        assertThat(Dyadic.of(value).doubleFloor()).isEqualTo(value + 0.0);
        assertThat(Dyadic.of(value).doubleCeiling()).isEqualTo(value + 0.0);
    }

    @Property
    void isCanonical(@ForAll("dyadics") Dyadic value) {
        assertThat(
                        value.signum() == 0
                                ? value.exponent() == 0
                                : value.mantissa().testBit(0))
                .isTrue();
        assertThat(Dyadic.of(value.mantissa().shiftLeft(7), value.exponent() - 7))
                .isEqualTo(value)
                .hasSameHashCodeAs(value);
    }

    @Property
    void computesLikeDecimals(@ForAll("dyadics") Dyadic a, @ForAll("dyadics") Dyadic b) {
        BigDecimal x = decimal(a);
        BigDecimal y = decimal(b);
        assertThat(decimal(a.add(b))).isEqualByComparingTo(x.add(y));
        assertThat(decimal(a.subtract(b))).isEqualByComparingTo(x.subtract(y));
        assertThat(decimal(a.multiply(b))).isEqualByComparingTo(x.multiply(y));
        assertThat(decimal(a.negate())).isEqualByComparingTo(x.negate());
        assertThat(decimal(a.abs())).isEqualByComparingTo(x.abs());
        assertThat(decimal(a.min(b))).isEqualByComparingTo(x.min(y));
        assertThat(decimal(a.max(b))).isEqualByComparingTo(x.max(y));
        assertThat(a.signum()).isEqualTo(x.signum());
        assertThat(a.compareTo(b)).isEqualTo(x.compareTo(y));
        assertThat(a.equals(b)).isEqualTo(x.compareTo(y) == 0);
        assertThat(decimal(new Sum(a, b).asRational())).isEqualByComparingTo(x.add(y));
    }

    /** A sum taken through rationals, which have to agree. */
    private record Sum(Dyadic a, Dyadic b) {
        Dyadic asRational() {
            Rational sum = a.toRational().add(b.toRational());
            return Dyadic.of(sum.numerator(), 1 - sum.denominator().bitLength());
        }
    }

    @Property
    void comparesNumbersOfTheSameMagnitude(@ForAll("dyadics") Dyadic a, @ForAll long difference) {
        Dyadic step = Dyadic.of(BigInteger.valueOf(difference), a.exponent() - 70);
        assertThat(a.add(step).compareTo(a)).isEqualTo(Long.signum(difference));
        assertThat(a.negate().subtract(step).compareTo(a.negate())).isEqualTo(-Long.signum(difference));
    }

    @Property
    void roundsToTheNeighbouringDoubles(@ForAll("dyadics") Dyadic value) {
        double floor = value.doubleFloor();
        double ceiling = value.doubleCeiling();
        BigDecimal exact = decimal(value);
        assertThat(floor == Double.NEGATIVE_INFINITY || new BigDecimal(floor).compareTo(exact) <= 0)
                .isTrue();
        assertThat(ceiling == Double.POSITIVE_INFINITY || new BigDecimal(ceiling).compareTo(exact) >= 0)
                .isTrue();
        double above = Math.nextUp(floor);
        assertThat(above == Double.POSITIVE_INFINITY || new BigDecimal(above).compareTo(exact) > 0)
                .isTrue();
        double below = Math.nextDown(ceiling);
        assertThat(below == Double.NEGATIVE_INFINITY || new BigDecimal(below).compareTo(exact) < 0)
                .isTrue();
    }

    @Example
    void theComparisonCanSayNo() {
        Dyadic almostOne = Dyadic.of(Math.nextDown(1.0));
        assertThat(decimal(almostOne)).isNotEqualByComparingTo(BigDecimal.ONE);
        assertThat(decimal(almostOne.add(Dyadic.of(Math.ulp(almostOne.doubleFloor())))))
                .isEqualByComparingTo(BigDecimal.ONE);
    }

    @Example
    void roundsAtTheEndsOfTheRange() {
        Dyadic tiny = Dyadic.of(BigInteger.ONE, -1075);
        assertThat(tiny.doubleFloor()).isEqualTo(0.0);
        assertThat(tiny.doubleCeiling()).isEqualTo(Double.MIN_VALUE);
        assertThat(tiny.negate().doubleFloor()).isEqualTo(-Double.MIN_VALUE);
        assertThat(1 / tiny.negate().doubleCeiling()).as("not a negative zero").isPositive();
        assertThat(1 / Dyadic.ZERO.doubleCeiling()).as("not a negative zero").isPositive();
        Dyadic huge = Dyadic.of(BigInteger.ONE, 1024);
        assertThat(huge.doubleFloor()).isEqualTo(Double.MAX_VALUE);
        assertThat(huge.doubleCeiling()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(huge.negate().doubleFloor()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(huge.negate().doubleCeiling()).isEqualTo(-Double.MAX_VALUE);
    }

    @Example
    void refusesWhatIsNoNumberOrTooLarge() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Dyadic.of(value)).isInstanceOf(ArithmeticException.class);
        }
        Dyadic largest = Dyadic.of(BigInteger.ONE, Dyadic.MAX_EXPONENT);
        assertThatThrownBy(() -> largest.multiply(Dyadic.of(2))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Dyadic.of(BigInteger.ONE, -Dyadic.MAX_EXPONENT - 1))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Dyadic.of(BigInteger.TWO, Integer.MAX_VALUE)).isInstanceOf(ArithmeticException.class);
    }
}
