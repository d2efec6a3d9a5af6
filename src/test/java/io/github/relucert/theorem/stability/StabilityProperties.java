package io.github.relucert.theorem.stability;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.InitialScale;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** ZHU-1, ZHU-4, ZHU-7 and ZHU-9, with the functions that the statements' own checks call. */
class StabilityProperties {
    private static final long FIXED_SEED = 20_220_915;
    private static final int DRAWS = 100_000;

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Example
    void perturbationStabilityIsTheGradientLengthTimesTheConstantOfTheBall() {
        for (int d : List.of(2, 5, 20)) {
            assertThat(PerturbationStability.ballScore(
                                    InitialScale.LECUN, d, BallPerturbation.constant(d), DRAWS, FIXED_SEED)
                            .violations())
                    .isEmpty();
        }
        for (InitialScale scale : InitialScale.values()) {
            assertThat(PerturbationStability.jointScore(scale, 5, random(FIXED_SEED))
                            .violations())
                    .isEmpty();
        }
    }

    @Example
    void theConstantOfTheNextDimensionIsRefuted() {
        assertThat(PerturbationStability.ballScore(
                                InitialScale.LECUN, 5, BallPerturbation.constant(6), DRAWS, FIXED_SEED)
                        .violations())
                .isNotEmpty();
    }

    @Property(tries = 200)
    void theConstantOfTheBallIsNearRootTwoOverPiD(@ForAll @IntRange(min = 1, max = 1_000_000) int dimension) {
        assertThat(PerturbationStability.constantViolations(dimension)).isEmpty();
    }

    @Property
    void theWidthTermIsLargestAtHalfTheCubeOfTheDepth(@ForAll @IntRange(min = 2, max = 25) int depth) {
        int cube = depth * depth * depth;
        assertThat(WidthAndDepthTrends.widthViolations(depth, cube / 2.0)).isEmpty();
        assertThat(WidthAndDepthTrends.widthViolations(depth, cube)).isNotEmpty();
    }

    @Property(tries = 200)
    void boundsForHeAndNtkDoNotDecreaseWithDepth(
            @ForAll @IntRange(min = 1, max = 2000) int dimension, @ForAll @IntRange(min = 1, max = 10_000) int width) {
        assertThat(WidthAndDepthTrends.notIncreasing(InitialScale.HE, dimension, width, 40))
                .isEmpty();
        assertThat(WidthAndDepthTrends.notIncreasing(InitialScale.NTK, dimension, width, 40))
                .isEmpty();
    }

    @Property(tries = 1000)
    void theBoundForLeCunDecreasesWhereTheWidthIsLargeEnough(
            @ForAll @IntRange(min = 1, max = 2000) int dimension, @ForAll @IntRange(min = 1, max = 1 << 27) int width) {
        assertThat(WidthAndDepthTrends.notDecreasing(dimension, width, WidthAndDepthTrends::leastWidth))
                .isEmpty();
    }

    @Example
    void theBoundForLeCunRisesWithoutThatConditionAndWithTheMultipleEight() {
        assertThat(WidthAndDepthTrends.notDecreasing(784, 1024, depth -> depth <= 12 ? 0 : Integer.MAX_VALUE))
                .isNotEmpty();
        assertThat(WidthAndDepthTrends.notDecreasing(784, 4096, WidthAndDepthTrends::eightCubes))
                .isNotEmpty();
        assertThat(WidthAndDepthTrends.notDecreasing(784, 2744, WidthAndDepthTrends::eightCubes))
                .isEmpty();
    }

    @Example
    void leCunNetworksAreStablerTheDeeperTheyAreAndHeNetworksAreNot() {
        List<Integer> depths = List.of(2, 3, 5, 8);
        assertThat(WidthAndDepthTrends.notStabler(InitialScale.LECUN, depths, FIXED_SEED))
                .isEmpty();
        assertThat(WidthAndDepthTrends.notStabler(InitialScale.HE, depths, FIXED_SEED))
                .isNotEmpty();
    }

    @Property(tries = 1000)
    void theNonLazyRatioVanishesIfAndOnlyIfTheExponentExceedsThreeHalves(
            @ForAll @IntRange(min = 1, max = 3) int logDepth,
            @ForAll @IntRange(min = 1, max = 240) int sixtieths,
            @ForAll @IntRange(min = 1, max = 20) int logWidth) {
        Rational exponent = Rational.of(sixtieths, 60);
        Statistics.label("above 3/2").collect(sixtieths > 90);
        assertThat(NonLazyCondition.violations(logDepth, exponent, Rational.of(3, 2)))
                .isEmpty();
        assertThat(NonLazyCondition.formulaViolations(logDepth, exponent, logWidth))
                .isEmpty();
    }

    @Property
    void everyOtherThresholdIsRefuted(@ForAll @IntRange(min = 1, max = 239) int sixtieths) {
        Rational threshold = Rational.of(sixtieths, 60);
        Rational between = threshold.add(Rational.of(3, 2)).divide(Rational.of(2));
        boolean right = sixtieths == 90;
        assertThat(NonLazyCondition.violations(1, between, threshold).isEmpty()
                        && NonLazyCondition.violations(1, Rational.of(3, 2), threshold)
                                .isEmpty())
                .isEqualTo(right);
    }

    @Property(tries = 200)
    void rescalingChangesNeitherPathNormNorValues(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int dimension,
            @ForAll @IntRange(min = 0, max = 3) int logWidth,
            @ForAll @IntRange(min = -20, max = 20) int logFactor) {
        UniformRandomProvider random = random(seed);
        MeanFieldNetwork network = MeanFieldNetwork.draw(dimension, logWidth, random);
        double factor = Math.scalb(1.0, logFactor);
        assertThat(PathNormInvariance.rescalingViolations(
                        network, factor, factor, PathNormInvariance.drawPoint(dimension, random)))
                .isEmpty();
    }

    @Example
    void rescalingTheInnerWeightsAloneChangesThePathNorm() {
        UniformRandomProvider random = random(FIXED_SEED);
        MeanFieldNetwork network = MeanFieldNetwork.draw(3, 2, random);
        assertThat(PathNormInvariance.rescalingViolations(network, 2, 1, PathNormInvariance.drawPoint(3, random)))
                .isNotEmpty();
    }

    @Property(tries = 200)
    void thePathNormBoundsTheLipschitzConstantInTheMaximumNorm(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int dimension,
            @ForAll @IntRange(min = 0, max = 3) int logWidth) {
        UniformRandomProvider random = random(seed);
        MeanFieldNetwork network = MeanFieldNetwork.draw(dimension, logWidth, random);
        assertThat(PathNormInvariance.lipschitzViolations(
                        network,
                        PathNormInvariance.drawPoint(dimension, random),
                        PathNormInvariance.drawPoint(dimension, random),
                        Rational.ONE))
                .isEmpty();
    }

    @Example
    void aTenthLessIsBrokenByOneNeuron() {
        assertThat(PathNormInvariance.lipschitzViolations(
                        PathNormInvariance.identity(),
                        List.of(Rational.ZERO),
                        List.of(Rational.ONE),
                        Rational.of(9, 10)))
                .isNotEmpty();
    }

    @Example
    void finitePathNormsExceedEveryBound() {
        assertThat(PathNormInvariance.boundViolations(
                        PathNormInvariance.identity().rescaled(0, 0x1p20, 1), Rational.of(1000)))
                .isNotEmpty();
        assertThat(PathNormInvariance.boundViolations(PathNormInvariance.identity(), Rational.of(1000)))
                .isEmpty();
    }
}
