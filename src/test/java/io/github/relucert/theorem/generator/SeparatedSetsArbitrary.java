package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Separated sets from a seed and sizes, the only things that jqwik chooses and shrinks. */
public final class SeparatedSetsArbitrary {
    private SeparatedSetsArbitrary() {}

    /** Up to so many dimensions and points a set, 1/8 or more apart. */
    public static Arbitrary<SeparatedSets> in(Norm norm, int dimensions, int points) {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(1, dimensions),
                        Arbitraries.integers().between(1, points),
                        Arbitraries.integers().between(1, points),
                        Arbitraries.integers().between(2, 4))
                .as((seed, dimension, first, second, sixteenths) -> SeparatedSets.generate(
                        seed, new SeparatedSets.Size(dimension, first, second), norm, Rational.of(sixteenths, 16)));
    }

    /** The same in one of the given norms. */
    public static Arbitrary<SeparatedSets> of(int dimensions, int points, Norm... norms) {
        return Arbitraries.of(norms).flatMap(norm -> in(norm, dimensions, points));
    }
}
