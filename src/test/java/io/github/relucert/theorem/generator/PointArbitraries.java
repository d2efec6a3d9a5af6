package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** The generators of labelled points as arbitraries: sizes and one seed are drawn, the rest follows from the seed. */
public final class PointArbitraries {
    private PointArbitraries() {}

    /** Between 2 and {@code most} orthogonal points of {@code {-1,+1}^d}, d from {@code least} to 20, both classes occupied. */
    public static Arbitrary<LabelledPoints> orthogonal(int least, int most) {
        return dimensions(least)
                .flatMap(d -> labelled(Math.min(d, most), (n, random) -> SignPoints.orthogonal(d, n, random)));
    }

    /** The same with n at most {@code (d + 1)/3}, which the theorems about stationary networks with biases ask for. */
    public static Arbitrary<LabelledPoints> fewOrthogonal() {
        return dimensions(8).flatMap(d -> labelled((d + 1) / 3, (n, random) -> SignPoints.orthogonal(d, n, random)));
    }

    /** Points with products -1 and +1, n at most {@code (d + 1)/6}, d in {17, 21, 25}. */
    public static Arbitrary<LabelledPoints> fewNearlyOrthogonal() {
        return Arbitraries.of(17, 21, 25)
                .flatMap(d -> labelled((d + 1) / 6, (n, random) -> SignPoints.nearlyOrthogonal(d, n, random)));
    }

    /** Points with products -1 and +1, d in {5, 9, 13, 17, 21}, n at most {@code most}. */
    public static Arbitrary<LabelledPoints> nearlyOrthogonal(int most) {
        return Arbitraries.of(5, 9, 13, 17, 21)
                .flatMap(
                        d -> labelled(Math.min(d - 1, most), (n, random) -> SignPoints.nearlyOrthogonal(d, n, random)));
    }

    /** One to {@code most} clusters a class with orthogonal centres in {@code {-1,+1}^d}, d from {@code 2 most} to 20. */
    public static Arbitrary<LabelledPoints> clusters(int most) {
        Arbitrary<Integer> class1 = Arbitraries.integers().between(1, most);
        return dimensions(2 * most)
                .flatMap(d -> Combinators.combine(class1, class1, seeds()).as((plus, minus, seed) -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    return LabelledPoints.withRandomLabels(
                            SignPoints.orthogonal(d, plus + minus, random), plus, random);
                }));
    }

    /** The seeds of everything that is not a size. */
    public static Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    private static Arbitrary<Integer> dimensions(int least) {
        return Arbitraries.of(
                IntStream.of(4, 8, 12, 16, 20).filter(d -> d >= least).boxed().toList());
    }

    private static Arbitrary<LabelledPoints> labelled(int most, Points points) {
        return Arbitraries.integers()
                .between(2, most)
                .flatMap(n -> Combinators.combine(Arbitraries.integers().between(1, n - 1), seeds())
                        .as((positive, seed) -> {
                            SplittableRandom random = new SplittableRandom(seed);
                            return LabelledPoints.withRandomLabels(points.draw(n, random), positive, random);
                        }));
    }

    /** Draws so many points. */
    @FunctionalInterface
    private interface Points {
        List<List<Rational>> draw(int count, SplittableRandom random);
    }
}
