package io.github.relucert.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RadiusProperties {
    /** Non-negative numbers of all sizes, among them squares of doubles and their neighbours. */
    @Provide
    Arbitrary<Rational> values() {
        Arbitrary<Rational> fractions = Arbitraries.randomValue(random -> Rational.of(
                        new BigInteger(1 + random.nextInt(200), random), BigInteger.ONE.add(new BigInteger(90, random)))
                .multiply(Dyadic.of(BigInteger.ONE, random.nextInt(-1500, 1500)).toRational()));
        Arbitrary<Rational> nearSquares = Arbitraries.randomValue(random -> {
            Rational root = Rational.of(Math.scalb(random.nextDouble(), random.nextInt(-500, 500)));
            Rational shift = Rational.of(random.nextInt(3) - 1)
                    .multiply(root)
                    .multiply(root)
                    .multiply(Dyadic.of(BigInteger.ONE, -300).toRational());
            return root.multiply(root).add(shift);
        });
        return Arbitraries.oneOf(fractions, nearSquares, Arbitraries.just(Rational.ZERO));
    }

    private static Rational squared(double length) {
        return Double.isInfinite(length)
                ? Rational.POSITIVE_INFINITY
                : Rational.of(length).multiply(Rational.of(length));
    }

    @Property
    void l2EndsEncloseTheRootTightly(@ForAll("values") Rational square) {
        Radius radius = new Radius(Norm.L2, square);
        double floor = radius.floor();
        double ceiling = radius.ceiling();
        assertThat(squared(floor)).isLessThanOrEqualTo(square);
        assertThat(squared(ceiling)).isGreaterThanOrEqualTo(square);
        assertThat(squared(Math.nextUp(floor))).as("floor is the largest").isGreaterThan(square);
        assertThat(ceiling == 0 || squared(Math.nextDown(ceiling)).compareTo(square) < 0)
                .as("ceiling is the smallest")
                .isTrue();
    }

    @Property
    void otherEndsAreThoseOfTheNumber(@ForAll("values") Rational value) {
        for (Norm norm : new Norm[] {Norm.LINF, Norm.L1}) {
            assertThat(new Radius(norm, value).floor()).isEqualTo(value.doubleFloor());
            assertThat(new Radius(norm, value).ceiling()).isEqualTo(value.doubleCeiling());
        }
    }

    @Property
    void lengthsAreSquaredInL2Only(@ForAll("values") Rational length) {
        assertThat(Radius.ofLength(Norm.L2, length).value()).isEqualTo(length.multiply(length));
        assertThat(Radius.ofLength(Norm.L1, length).value()).isEqualTo(length);
        assertThat(Radius.ofLength(Norm.L2, length).compareTo(new Radius(Norm.L2, length)))
                .isEqualTo(length.multiply(length).compareTo(length));
    }

    @Example
    void knownRoots() {
        Radius two = new Radius(Norm.L2, Rational.of(2));
        assertThat(two.floor()).isEqualTo(Math.sqrt(2) > 0 ? 1.414213562373095 : 0);
        assertThat(two.ceiling()).isEqualTo(Math.nextUp(two.floor()));
        assertThat(new Radius(Norm.L2, Rational.of(1, 9)).floor())
                .isEqualTo(Rational.of(1, 3).doubleFloor());
        assertThat(new Radius(Norm.L2, Rational.of(1, 9)).ceiling())
                .isEqualTo(Rational.of(1, 3).doubleCeiling());
        assertThat(new Radius(Norm.L2, Rational.of(9, 16)).floor()).isEqualTo(0.75);
        assertThat(new Radius(Norm.L2, Rational.of(9, 16)).ceiling()).isEqualTo(0.75);
        assertThat(1 / new Radius(Norm.L2, Rational.ZERO).ceiling())
                .as("not a negative zero")
                .isPositive();
        assertThat(1 / new Radius(Norm.L1, Rational.ZERO).ceiling())
                .as("not a negative zero")
                .isPositive();
    }

    @Example
    void infinityIsALegalAnswerAndANegativeNumberIsNot() {
        for (Norm norm : Norm.values()) {
            Radius none = new Radius(norm, Rational.POSITIVE_INFINITY);
            assertThat(none.isFinite()).isFalse();
            assertThat(none.floor()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(none.ceiling()).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(none).isGreaterThan(new Radius(norm, Rational.of(Double.MAX_VALUE)));
            assertThat(Radius.ofLength(norm, Rational.POSITIVE_INFINITY)).isEqualTo(none);
            assertThatThrownBy(() -> new Radius(norm, Rational.of(-1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Radius.ofLength(norm, Rational.of(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Radius(Norm.L1, Rational.ONE).compareTo(new Radius(Norm.L2, Rational.ONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
