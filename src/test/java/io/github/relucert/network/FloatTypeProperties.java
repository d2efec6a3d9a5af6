package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FloatTypeProperties {
    /** Quotients of all sizes, and numbers at, just above and just below the ties between neighbouring floats. */
    @Provide
    Arbitrary<Rational> rationals() {
        Arbitrary<Rational> quotients = Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.bigIntegers().filter(q -> q.signum() != 0), scales())
                .as((p, q, scale) -> Rational.of(p, q).multiply(scale));
        Arbitrary<Rational> nearTies = Combinators.combine(
                        Arbitraries.floats(), Arbitraries.integers().between(-1, 1))
                .as((f, side) -> {
                    Rational tie = Rational.of((double) f)
                            .add(Rational.of((double) Math.nextUp(Math.min(f, Math.nextDown(Float.MAX_VALUE)))))
                            .divide(Rational.of(2));
                    return tie.add(
                            Rational.of(side).divide(Rational.of(BigInteger.ONE.shiftLeft(300), BigInteger.ONE)));
                });
        return Arbitraries.oneOf(quotients, nearTies);
    }

    private static Arbitrary<Rational> scales() {
        return Arbitraries.integers().between(-1100, 1000).map(e -> {
            BigInteger power = BigInteger.ONE.shiftLeft(Math.abs(e));
            return e < 0 ? Rational.of(BigInteger.ONE, power) : Rational.of(power, BigInteger.ONE);
        });
    }

    @Property
    void nearestFloatIsNoFartherThanItsNeighbours(@ForAll("rationals") Rational value) {
        float nearest = (float) FloatType.FLOAT32.nearest(value);
        if (Float.isInfinite(nearest)) {
            // Half a step above the largest float is where IEEE 754 starts to overflow.
            assertThat(value.abs()).isGreaterThanOrEqualTo(Rational.of(0x1.ffffffp127));
            return;
        }
        Rational error = error(value, nearest);
        for (float neighbour : new float[] {Math.nextUp(nearest), Math.nextDown(nearest)}) {
            if (Float.isFinite(neighbour)) {
                assertThat(error).isLessThanOrEqualTo(error(value, neighbour));
                boolean tie = error.equals(error(value, neighbour));
                assertThat(!tie || (Float.floatToIntBits(nearest) & 1) == 0)
                        .as("ties go to even")
                        .isTrue();
            }
        }
    }

    @Property
    void nearestDoubleIsNoFartherThanItsNeighbours(@ForAll("rationals") Rational value) {
        double nearest = FloatType.FLOAT64.nearest(value);
        if (Double.isInfinite(nearest)) {
            assertThat(value.abs())
                    .isGreaterThanOrEqualTo(Rational.of(Double.MAX_VALUE).add(Rational.of(0x1p970)));
            return;
        }
        Rational error = error(value, nearest);
        for (double neighbour : new double[] {Math.nextUp(nearest), Math.nextDown(nearest)}) {
            if (Double.isFinite(neighbour)) {
                assertThat(error).isLessThanOrEqualTo(error(value, neighbour));
            }
        }
    }

    private static Rational error(Rational value, double candidate) {
        return value.subtract(Rational.of(candidate)).abs();
    }

    @Property
    void agreesWithThePlatformOnDecimals(@ForAll BigDecimal decimal) {
        Rational value = Rational.parse(decimal.toString());
        assertThat(FloatType.FLOAT32.nearest(value)).isEqualTo(Float.parseFloat(decimal.toString()) + 0.0);
        assertThat(FloatType.FLOAT64.nearest(value)).isEqualTo(Double.parseDouble(decimal.toString()));
    }

    @Example
    void roundingTwiceWouldBeWrong() {
        Rational above = Rational.parse("1.00000005960464477539062500000000000000000001");
        assertThat((float) above.doubleNearest()).isEqualTo(1f);
        assertThat(FloatType.FLOAT32.nearest(above)).isEqualTo(Math.nextUp(1f));
    }

    @Example
    void overflowsAndUnderflowsAsTheStandardSays() {
        Rational float32Limit = Rational.of(0x1.ffffffp127);
        assertThat(FloatType.FLOAT32.nearest(float32Limit)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(FloatType.FLOAT32.nearest(float32Limit.subtract(Rational.ONE)))
                .isEqualTo(Float.MAX_VALUE);
        Rational float64Limit = Rational.of(Double.MAX_VALUE).add(Rational.of(0x1p970));
        assertThat(FloatType.FLOAT64.nearest(float64Limit)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(FloatType.FLOAT64.nearest(float64Limit.negate())).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(FloatType.FLOAT64.nearest(float64Limit.subtract(Rational.ONE)))
                .isEqualTo(Double.MAX_VALUE);
        for (FloatType type : FloatType.values()) {
            assertThat(1 / type.nearest(Rational.parse("-1e-9999")))
                    .as("never a negative zero")
                    .isPositive();
            assertThat(1 / type.nearest(Rational.ZERO)).isPositive();
        }
    }
}
