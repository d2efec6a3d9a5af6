package io.github.relucert.theorem.separated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Separability on vectors for which the answer is planted. */
class LinearSeparationProperties {
    private static List<Rational> vector(int size, SplittableRandom random) {
        List<Rational> vector = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            vector.add(Rational.of(random.nextInt(-9, 10), random.nextInt(1, 4)));
        }
        return vector;
    }

    private static Rational product(List<Rational> a, List<Rational> b) {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).multiply(b.get(i)));
        }
        return sum;
    }

    @Property(tries = 100)
    void vectorsOnOneSideOfAHyperplaneAreSeparable(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Rational> w = vector(size, random);
        w.set(0, Rational.ONE);
        List<List<Rational>> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Rational> vector = vector(size, random);
            // Moved along the first axis until the product is positive, sometimes by very little.
            Rational short0 = product(w, vector).min(Rational.ZERO).negate();
            vector.set(0, vector.get(0).add(short0).add(Rational.of(1, 1 + random.nextInt(1_000_000))));
            vectors.add(vector);
        }
        assertThat(LinearSeparation.exists(vectors)).isTrue();
        assertThat(LinearSeparation.existsByPivoting(vectors)).isTrue();
    }

    @Property(tries = 100)
    void vectorsThatCancelAreNot(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int size,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Rational>> vectors = new ArrayList<>();
        Rational[] sum = new Rational[size];
        Arrays.fill(sum, Rational.ZERO);
        for (int i = 0; i < count; i++) {
            List<Rational> vector = vector(size, random);
            Rational weight = Rational.of(random.nextInt(0, 5), 3);
            vectors.add(vector);
            for (int k = 0; k < size; k++) {
                sum[k] = sum[k].subtract(vector.get(k).multiply(weight));
            }
        }
        vectors.add(random.nextInt(vectors.size() + 1), List.of(sum));
        assertThat(LinearSeparation.exists(vectors)).isFalse();
        assertThat(LinearSeparation.existsByPivoting(vectors)).isFalse();
    }

    @Example
    void theZeroVectorHasNoPositiveProduct() {
        assertThat(LinearSeparation.exists(List.of(List.of(Rational.ZERO, Rational.ZERO))))
                .isFalse();
        assertThat(LinearSeparation.exists(List.of(List.of(Rational.ONE), List.of(Rational.of(1, 3)))))
                .isTrue();
        assertThat(LinearSeparation.exists(List.of(List.of(Rational.ONE), List.of(Rational.of(-1, 1_000_000_000)))))
                .isFalse();
    }
}
