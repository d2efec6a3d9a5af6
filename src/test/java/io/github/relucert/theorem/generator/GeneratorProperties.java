package io.github.relucert.theorem.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the generators promise holds by construction. */
class GeneratorProperties {
    private static final double ROUNDING = 1e-12;

    @Provide
    Arbitrary<LabelledPoints> orthogonal() {
        return PointArbitraries.orthogonal(4, 20);
    }

    @Provide
    Arbitrary<LabelledPoints> nearlyOrthogonal() {
        return PointArbitraries.nearlyOrthogonal(20);
    }

    @Example
    void hadamardMatricesHaveOrthogonalRowsOfSigns() {
        for (int size : HadamardMatrix.SIZES) {
            int[][] matrix = HadamardMatrix.of(size);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    int product = 0;
                    for (int k = 0; k < size; k++) {
                        assertThat(Math.abs(matrix[i][k])).isOne();
                        product += matrix[i][k] * matrix[j][k];
                    }
                    assertThat(product).isEqualTo(i == j ? size : 0);
                }
            }
        }
    }

    @Example
    void sizesWithoutAConstructionAreRefused() {
        assertThatThrownBy(() -> HadamardMatrix.of(10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignPoints.orthogonal(8, 9, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GaussianPoints.withProductsUpTo(4, 8, 3, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void orthogonalSignPointsAreOrthogonalSigns(@ForAll("orthogonal") LabelledPoints data) {
        assertThat(data.largestProduct()).isEqualTo(Rational.ZERO);
        assertSigns(data);
    }

    @Property(tries = 200)
    void nearlyOrthogonalSignPointsHaveProductsOfSizeOne(@ForAll("nearlyOrthogonal") LabelledPoints data) {
        for (int i = 0; i < data.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(data.product(i, j).abs()).isEqualTo(Rational.ONE);
            }
        }
        assertSigns(data);
    }

    private static void assertSigns(LabelledPoints data) {
        assertThat(data.points())
                .allSatisfy(x -> assertThat(x).allMatch(c -> c.abs().equals(Rational.ONE)));
        assertThat(data.count(1) + data.count(-1)).isEqualTo(data.size());
        assertThat(data.count(1)).isBetween(1, data.size() - 1);
    }

    /** A point drawn twice from one seed is the same, and drawing depends on the seed. */
    @Property(tries = 50)
    void theSeedIsTheOnlySourceOfChance(@ForAll long seed) {
        assertThat(SignPoints.orthogonal(20, 7, new SplittableRandom(seed)))
                .isEqualTo(SignPoints.orthogonal(20, 7, new SplittableRandom(seed)))
                .isNotEqualTo(SignPoints.orthogonal(20, 7, new SplittableRandom(~seed)));
    }

    @Property(tries = 200)
    void gramPointsHaveTheirNormsAndProducts(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int count,
            @ForAll @IntRange(min = 6, max = 60) int d) {
        double p = 0.99 * d / count;
        assertGram(GaussianPoints.withProductsUpTo(p, d, count, new SplittableRandom(seed)), d, p);
    }

    @Property(tries = 200)
    void orthogonalGaussianPointsAreOrthogonal(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll @IntRange(min = 8, max = 100) int d) {
        assertGram(GaussianPoints.orthogonal(d, count, new SplittableRandom(seed)), d, 0);
    }

    @Property(tries = 200)
    void pointsOnTheSphereHaveItsRadius(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int d) {
        assertGram(List.of(GaussianPoints.onSphere(d, new SplittableRandom(seed))), d, 0);
    }

    /** The same bound is not met by points on the sphere, so the check of the Gram matrix can fail. */
    @Property(tries = 20)
    void independentPointsOnTheSphereAreNotOrthogonal(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> points = List.of(GaussianPoints.onSphere(10, random), GaussianPoints.onSphere(10, random));
        assertThatThrownBy(() -> assertGram(points, 10, 0)).isInstanceOf(AssertionError.class);
    }

    private static void assertGram(List<double[]> points, int d, double p) {
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                for (int k = 0; k < d; k++) {
                    product += points.get(i)[k] * points.get(j)[k];
                }
                if (i == j) {
                    assertThat(product).isCloseTo(d, within(ROUNDING * d));
                } else {
                    assertThat(Math.abs(product)).isLessThanOrEqualTo(p + ROUNDING * d);
                }
            }
        }
    }

    @Property(tries = 200)
    void partitionsCoverEveryItemOnce(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
        List<Integer> items = Shuffle.of(size, new SplittableRandom(~seed));
        List<List<Integer>> groups = SetPartition.random(items, new SplittableRandom(seed));
        List<Integer> covered = new ArrayList<>();
        groups.forEach(covered::addAll);
        assertThat(covered).containsExactlyInAnyOrderElementsOf(items);
        assertThat(groups).noneMatch(List::isEmpty);
    }

    /** The 15 partitions of four items all come out. */
    @Example
    void everyPartitionComesOut() {
        SplittableRandom random = new SplittableRandom(1);
        Set<List<List<Integer>>> found = new HashSet<>();
        for (int draw = 0; draw < 1000; draw++) {
            found.add(SetPartition.random(List.of(0, 1, 2, 3), random));
        }
        assertThat(found).hasSize(15);
    }
}
