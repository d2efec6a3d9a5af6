package io.github.relucert.theorem.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** What the generators of separated data promise. */
class SeparatedDataGeneratorProperties {
    @Property(tries = 200)
    void setsLieOnTheGridAndAtLeastAsFarApartAsAskedFor(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int dimension,
            @ForAll @IntRange(min = 1, max = 6) int first,
            @ForAll @IntRange(min = 1, max = 6) int second,
            @ForAll @IntRange(min = 1, max = 4) int sixteenths,
            @ForAll Norm norm) {
        Rational asked = Rational.of(sixteenths, 16);
        SeparatedSets sets =
                SeparatedSets.generate(seed, new SeparatedSets.Size(dimension, first, second), norm, asked);

        List<List<Rational>> points = new ArrayList<>(sets.a());
        points.addAll(sets.b());
        assertThat(points)
                .doesNotHaveDuplicates()
                .allSatisfy(point -> assertThat(point)
                        .hasSize(dimension)
                        .allMatch(c -> c.signum() >= 0 && c.compareTo(Rational.ONE) <= 0)
                        .allMatch(c ->
                                Rational.of(16, 1).multiply(c).denominator().bitLength() == 1));
        assertThat(sets.separation()).isGreaterThanOrEqualTo(Radius.ofLength(norm, asked));
        assertThat(sets.a()).hasSizeLessThanOrEqualTo(Math.max(first, second));
        assertThat(SeparatedSets.generate(seed, new SeparatedSets.Size(dimension, first, second), norm, asked))
                .isEqualTo(sets);
        Statistics.label("dimension").collect(dimension);
        Statistics.label("points").collect(sets.count());
    }

    @Property(tries = 200)
    void regionsLieExactlyAsFarApartAsAskedFor(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int dimension,
            @ForAll @IntRange(min = 1, max = 4) int sixteenths) {
        SeparatedRegions regions = SeparatedRegions.generate(seed, dimension, Rational.of(sixteenths, 16));

        assertThat(regions.separation()).isEqualTo(Rational.of(sixteenths, 16));
        List<Box> boxes = new ArrayList<>(regions.a());
        boxes.addAll(regions.b());
        assertThat(boxes).allSatisfy(box -> {
            assertThat(box.lower()).allMatch(side -> side.signum() >= 0);
            assertThat(box.upper()).allMatch(side -> side.compareTo(Rational.ONE) <= 0);
        });
        Statistics.label("boxes").collect(boxes.size());
    }

    @Example
    void separationsThatCouldLeaveASetEmptyAreRefused() {
        SeparatedSets.Size size = new SeparatedSets.Size(2, 1, 1);
        assertThatThrownBy(() -> SeparatedSets.generate(1, size, Norm.LINF, Rational.of(5, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5/16");
        assertThatThrownBy(() -> SeparatedRegions.generate(1, 2, Rational.of(1, 24)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1/24");
    }
}
