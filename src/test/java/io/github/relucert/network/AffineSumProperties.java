package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** {@link AffineSum} and {@link RationalVector} against rational numbers one by one. */
class AffineSumProperties {
    @Provide
    Arbitrary<Rational> rationals() {
        Arbitrary<Rational> fractions = Arbitraries.randomValue(random ->
                Rational.of(BigInteger.valueOf(random.nextLong()), BigInteger.valueOf(1 + random.nextInt(1000))));
        return Arbitraries.oneOf(fractions, Arbitraries.doubles().map(Rational::of), Arbitraries.just(Rational.ZERO));
    }

    @Property
    void vectorsHoldTheNumbersTheyWereMadeFrom(
            @ForAll @Size(max = 12) List<@net.jqwik.api.From("rationals") Rational> values) {
        RationalVector vector = RationalVector.of(values);
        assertThat(vector.toList()).isEqualTo(values);
        assertThat(vector.size()).isEqualTo(values.size());
        for (int i = 0; i < values.size(); i++) {
            assertThat(vector.get(i)).isEqualTo(values.get(i));
            assertThat(vector.signum(i)).isEqualTo(values.get(i).signum());
        }
        assertThat(vector.relu().toList())
                .isEqualTo(values.stream().map(Rational.ZERO::max).toList());
    }

    @Property
    void vectorsHoldTheDoublesTheyWereMadeFrom(@ForAll @Size(max = 12) double[] values) {
        List<Rational> exact = new ArrayList<>();
        for (double value : values) {
            exact.add(Rational.of(value));
        }
        assertThat(RationalVector.of(values).toList()).isEqualTo(exact);
    }

    @Property
    void sumsLikeRationals(
            @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("rationals") Rational> values,
            @ForAll @IntRange(min = 1, max = 5) int rows,
            @ForAll Random random) {
        RationalVector x = RationalVector.of(values);
        AffineSum sum = new AffineSum(rows, x);
        Rational[] expected = Stream.generate(() -> Rational.ZERO).limit(rows).toArray(Rational[]::new);
        for (int term = 0; term < 20; term++) {
            int row = random.nextInt(rows);
            int column = random.nextInt(values.size());
            double coefficient =
                    random.nextInt(4) == 0 ? 0 : Math.scalb(random.nextGaussian(), random.nextInt(-900, 900));
            if (random.nextInt(5) == 0) {
                sum.addConstant(row, coefficient);
                expected[row] = expected[row].add(Rational.of(coefficient));
            } else {
                sum.addProduct(row, coefficient, x, column);
                expected[row] = expected[row].add(Rational.of(coefficient).multiply(values.get(column)));
            }
        }
        RationalVector result = sum.toVector();
        assertThat(result.toList()).containsExactly(expected);
        assertThat(result.denominator()).as("layers keep the denominator").isEqualTo(x.denominator());
        // Cancelling everything again leaves zeros, whose scale must not disturb the others.
        sum.addConstant(0, 1);
        sum.addConstant(0, -1);
        assertThat(sum.toVector().toList()).containsExactly(expected);
    }

    @Example
    void refusesWhatDoesNotBelongTogether() {
        RationalVector thirds = RationalVector.of(List.of(Rational.of(1, 3)));
        RationalVector halves = RationalVector.of(List.of(Rational.of(1, 2)));
        AffineSum sum = new AffineSum(1, thirds);
        assertThatThrownBy(() -> sum.addProduct(0, 1, halves, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sum.addProduct(0, Double.NaN, thirds, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> sum.addConstant(0, Double.POSITIVE_INFINITY)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> RationalVector.of(Double.NaN)).isInstanceOf(ArithmeticException.class);
    }
}
