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
import org.junit.jupiter.api.Assertions;

class RationalProperties {
    private static final Rational INFINITY = Rational.POSITIVE_INFINITY;

    /** A fraction as it comes, not reduced, with a denominator of either sign. */
    record Fraction(BigInteger p, BigInteger q) {
        Rational rational() {
            return Rational.of(p, q);
        }

        /** Whether a rational is {@code p / q}, by cross multiplication. */
        static boolean equal(Rational value, BigInteger p, BigInteger q) {
            return value.numerator().multiply(q).equals(p.multiply(value.denominator()));
        }
    }

    @Provide
    Arbitrary<Fraction> fractions() {
        Arbitrary<BigInteger> small = Arbitraries.integers().between(-20, 20).map(BigInteger::valueOf);
        Arbitrary<BigInteger> any = Arbitraries.oneOf(small, Arbitraries.bigIntegers());
        return Combinators.combine(any, any.filter(q -> q.signum() != 0)).as(Fraction::new);
    }

    @Property
    void isInLowestTerms(@ForAll("fractions") Fraction f) {
        Rational value = f.rational();
        assertThat(value.denominator().signum()).isPositive();
        assertThat(value.numerator().gcd(value.denominator())).isEqualTo(BigInteger.ONE);
        assertThat(Fraction.equal(value, f.p, f.q)).isTrue();
        assertThat(Rational.parse(value.toString())).isEqualTo(value).hasSameHashCodeAs(value);
    }

    @Property
    void computesLikeFractions(@ForAll("fractions") Fraction f, @ForAll("fractions") Fraction g) {
        Rational a = f.rational();
        Rational b = g.rational();
        BigInteger product = f.q.multiply(g.q);
        assertThat(Fraction.equal(a.add(b), f.p.multiply(g.q).add(g.p.multiply(f.q)), product))
                .isTrue();
        assertThat(Fraction.equal(a.subtract(b), f.p.multiply(g.q).subtract(g.p.multiply(f.q)), product))
                .isTrue();
        assertThat(Fraction.equal(a.multiply(b), f.p.multiply(g.p), product)).isTrue();
        if (g.p.signum() != 0) {
            assertThat(Fraction.equal(a.divide(b), f.p.multiply(g.q), f.q.multiply(g.p)))
                    .isTrue();
        }
        int order = f.p.multiply(g.q).subtract(g.p.multiply(f.q)).signum() * product.signum();
        assertThat(a.compareTo(b)).isEqualTo(order);
        assertThat(a.equals(b)).isEqualTo(order == 0);
        assertThat(a.min(b)).isEqualTo(order <= 0 ? a : b);
        assertThat(a.max(b)).isEqualTo(order >= 0 ? a : b);
        assertThat(a.abs().signum()).isEqualTo(Math.abs(a.signum()));
        assertThat(a.negate().add(a)).isEqualTo(Rational.ZERO);
    }

    @Property
    void roundsToTheNeighbouringDoubles(@ForAll("fractions") Fraction f, @ForAll("scales") Rational scale) {
        Rational value = f.rational().multiply(scale);
        double floor = value.doubleFloor();
        double ceiling = value.doubleCeiling();
        assertThat(exact(floor)).isLessThanOrEqualTo(value);
        assertThat(exact(ceiling)).isGreaterThanOrEqualTo(value);
        assertThat(floor == ceiling || Math.nextUp(floor) == ceiling).isTrue();
        assertThat(floor == ceiling)
                .isEqualTo(Double.isFinite(floor) && Rational.of(floor).equals(value));
    }

    private static Rational exact(double value) {
        return Double.isFinite(value) ? Rational.of(value) : value > 0 ? INFINITY : INFINITY.negate();
    }

    @Provide
    Arbitrary<Rational> scales() {
        return Arbitraries.integers()
                .between(-1100, 1000)
                .map(e -> Dyadic.of(BigInteger.ONE, e).toRational());
    }

    @Property
    void readsDecimals(@ForAll BigDecimal decimal) {
        Rational value = Rational.parse(decimal.toString());
        assertThat(new BigDecimal(value.numerator()))
                .isEqualByComparingTo(decimal.multiply(new BigDecimal(value.denominator())));
        assertThat(Rational.parse(decimal.toPlainString())).isEqualTo(value);
    }

    @Property
    void isTheDoubleItWasMadeFrom(@ForAll double value) {
        assertThat(new BigDecimal(Rational.of(value).numerator()))
                .isEqualByComparingTo(new BigDecimal(value)
                        .multiply(new BigDecimal(Rational.of(value).denominator())));
    }

    @Example
    void theComparisonCanSayNo() {
        Fraction third = new Fraction(BigInteger.ONE, BigInteger.valueOf(3));
        assertThat(Fraction.equal(third.rational(), BigInteger.TWO, BigInteger.valueOf(6)))
                .isTrue();
        assertThat(Fraction.equal(Rational.of(1.0 / 3), third.p, third.q)).isFalse();
    }

    @Example
    void refusesTextThatIsNoNumber() {
        for (String text : new String[] {
            "",
            "x",
            "1/",
            "/2",
            "1/0",
            "1/-2",
            "1//2",
            "1.5/2",
            "NaN",
            "Infinity",
            "inf",
            "1e10001",
            "1e-10001",
            "1e99999999999",
            "0x1p3",
            "1 2"
        }) {
            assertThatThrownBy(() -> Rational.parse(text)).as(text).isInstanceOf(NumberFormatException.class);
        }
        assertThat(Rational.parse("-3/6")).isEqualTo(Rational.of(-1, 2));
        assertThat(Rational.parse("1e10000").numerator().bitLength()).isEqualTo(33220);
    }

    @Example
    void theInfinitiesCompareAndNothingElse() {
        Rational negative = Rational.NEGATIVE_INFINITY;
        assertThat(INFINITY)
                .isGreaterThan(Rational.of(Double.MAX_VALUE))
                .isGreaterThan(negative)
                .isEqualByComparingTo(INFINITY);
        assertThat(negative).isLessThan(Rational.of(-Double.MAX_VALUE)).isEqualTo(INFINITY.negate());
        assertThat(INFINITY.isFinite() || negative.isFinite()).isFalse();
        assertThat(INFINITY).hasToString("inf");
        assertThat(negative).hasToString("-inf");
        assertThat(INFINITY.doubleFloor()).isEqualTo(Double.POSITIVE_INFINITY).isEqualTo(INFINITY.doubleNearest());
        assertThat(negative.doubleCeiling()).isEqualTo(Double.NEGATIVE_INFINITY);
        for (Rational value : new Rational[] {Rational.ZERO, Rational.ONE, INFINITY, negative}) {
            Assertions.assertThrows(ArithmeticException.class, () -> INFINITY.add(value));
            Assertions.assertThrows(ArithmeticException.class, () -> value.subtract(INFINITY));
            Assertions.assertThrows(ArithmeticException.class, () -> value.multiply(negative));
            Assertions.assertThrows(ArithmeticException.class, () -> value.divide(INFINITY));
        }
        Assertions.assertThrows(ArithmeticException.class, () -> Rational.ONE.divide(Rational.ZERO));
        Assertions.assertThrows(ArithmeticException.class, () -> Rational.of(1, 0));
        Assertions.assertThrows(ArithmeticException.class, () -> Rational.of(Double.NaN));
    }
}
