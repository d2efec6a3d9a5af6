package io.github.relucert.theorem.separated;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statement.Verdict;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** EXP-6 and EXP-9 to EXP-12, with the functions that the statements' own checks call. */
class LowerBoundProperties {
    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Property
    void twoBallsRealiseAllLabellingsOfDPoints(@ForAll @IntRange(min = 2, max = 10) int dimension) {
        assertThat(RobustTrainingSize.gadgetViolations(dimension, 1)).isEmpty();
    }

    @Property
    void twoBallsAMillionthTooSmallDoNot(@ForAll @IntRange(min = 2, max = 8) int dimension) {
        assertThat(RobustTrainingSize.shortGadgetViolations(dimension)).isNotEmpty();
    }

    @Property
    void twoCubesInTheirPlaceDoNot(@ForAll @IntRange(min = 2, max = 8) int dimension) {
        assertThat(RobustTrainingSize.cubeGadgetViolations(dimension)).isNotEmpty();
    }

    @Example
    void twoCubesShatterAsManyPointsAsCountingAllows() {
        assertThat(CubePairs.mostByCounting(2)).isEqualTo(3);
        assertThat(CubePairs.someShattered(2, 3)).isTrue();
        assertThat(CubePairs.someShattered(2, 4)).isFalse();
        assertThat(CubePairs.mostByCounting(3)).isEqualTo(4);
        assertThat(CubePairs.someShattered(3, 4)).isTrue();
    }

    @Property(tries = 50)
    void theGridWithFloorOfOneOverTwoEpsPointsIsSeparated(@ForAll long seed) {
        Rational eps = SeparableDataSize.drawEps(random(seed));
        int k = SeparableDataSize.pointsPerAxis(eps);
        int dimension = SeparableDataSize.dimension(k);
        Statistics.label("K").collect(k);
        Statistics.label("d").collect(dimension);
        assertThat(SeparableDataSize.gridViolations(k, dimension, eps)).isEmpty();
    }

    @Property(tries = 50)
    void theGridWithOnePointMoreIsNot(@ForAll long seed) {
        Rational eps = SeparableDataSize.drawEps(random(seed));
        assertThat(SeparableDataSize.gridViolations(SeparableDataSize.pointsPerAxis(eps) + 1, 1, eps))
                .isNotEmpty();
    }

    @Property(tries = 200)
    void everyLabellingIsLinearlySeparableAndRobustnessFixesTheSignsOfItsFootPoints(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 4) int k,
            @ForAll @IntRange(min = 1, max = 3) int gridDimension,
            @ForAll @IntRange(min = 25, max = 99) int percent) {
        GridTask task = LinearlySeparableSize.drawTask(k, gridDimension, random(seed));
        Statistics.label("points").collect(task.labels().size());
        assertThat(LinearlySeparableSize.setViolations(task, Rational.of(1, 2L * k), Rational.of(percent, 100)))
                .isEmpty();
    }

    @Property(tries = 50)
    void aLiftAboveTheRadiusFixesNothing(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int k) {
        GridTask task = LinearlySeparableSize.drawTask(k, 2, random(seed));
        Rational radius = task.height().multiply(Rational.of(999, 1000));
        assertThat(LinearlySeparableSize.footViolations(task, radius)).isNotEmpty();
    }

    @Property(tries = 100)
    void aRobustLinearClassifierOfAWiderBallServesASmallerOne(
            @ForAll @IntRange(min = 0, max = 511) int bits, @ForAll @IntRange(min = 1, max = 8) int eighths) {
        Rational height = Rational.of(1, 48);
        GridTask task = new GridTask(3, 2, height, GridTask.labelling(9, bits));
        boolean wide = task.hasRobustLinearClassifier(height.multiply(Rational.of(2L * eighths, 8)));
        boolean narrow = task.hasRobustLinearClassifier(height.multiply(Rational.of(eighths, 8)));
        Statistics.label("robustly linear").collect(wide + " after " + narrow);
        assertThat(narrow || !wide).isTrue();
    }

    @Example
    void atMost58Of512LabellingsHaveARobustLinearClassifier() {
        Rational height = Rational.of(1, 24);
        assertThat(LinearlySeparableSize.robustlyLinear(3, 2, height, height)).isEqualTo(58);
        assertThat(LinearlySeparableSize.robustlyLinear(3, 2, height, height.add(height)))
                .isEqualTo(10);
    }

    @Example
    void aLineOfKPointsHas2KOfThem() {
        for (int k = 2; k <= 6; k++) {
            Rational height = Rational.of(1, 8L * k);
            assertThat(LinearlySeparableSize.robustlyLinear(k, 1, height, height))
                    .isEqualTo(2 * k);
        }
    }

    @Property(tries = 200)
    void aDepthTwoNetworkOfWidthMChangesItsSignAtMostMPlusOneTimes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int width) {
        assertThat(LinearlySeparableSize.changesBeyond(width + 1, LineNetworks.random(width, random(seed)), width))
                .isEmpty();
    }

    @Property
    void widthKMinusTwoAlternatesOnKPointsAndBreaksTheBoundM(@ForAll @IntRange(min = 5, max = 24) int k) {
        assertThat(LinearlySeparableSize.alternationViolations(k)).isEmpty();
        assertThat(LinearlySeparableSize.changesBeyond(k - 2, LineNetworks.alternating(k - 2, k, 2), k - 2))
                .isNotEmpty();
    }

    @Example
    void thatNetworkIsRobustBelowHalfOfEps() {
        assertThat(LinearlySeparableSize.alternationRadius(8)).isEqualTo(Rational.of(1, 32));
    }

    @Example
    void countingExcludesEverySmallerWidth() {
        assertThat(PatternCounting.leastWidths(0)).isEqualTo(List.of(4, 11, 38, 4, 21, 14, 21));
        assertThat(PatternCounting.leastWidths(10)).isEqualTo(List.of(2, 6, 19, 2, 11, 7, 11));
    }

    @Property(tries = 200)
    void theCountingBoundCoversWhatNetworksOnALineDo(
            @ForAll @IntRange(min = 4, max = 200) int points, @ForAll @IntRange(min = 3, max = 12) int width) {
        assertThat(PatternCounting.lineViolations(points, width)).isEmpty();
    }

    @Property
    void theChainForDeepNetworksHolds(@ForAll @IntRange(min = 1, max = 20) int twenties) {
        int points = 20 * twenties;
        assertThat(PatternCounting.growthViolations(points)).isEmpty();
        assertThat(20 * PatternCounting.largestDimension(points)).isGreaterThanOrEqualTo(points);
    }

    @Example
    void aBoundWithoutActivationPatternsAndTheExclusionOfWidthNAreRefuted() {
        assertThat(PatternCounting.withoutActivationPatterns().verdict()).isEqualTo(Verdict.FAILS);
        assertThat(PatternCounting.widthOfAllPoints(64, 3).verdict()).isEqualTo(Verdict.FAILS);
    }

    @Example
    void polynomialsRealiseAsManyLabellingsAsTheTableSays() {
        assertThat(List.of(1, 2, 3, 4).stream()
                        .map(degree -> PolynomialDichotomies.realizable(3, degree))
                        .toList())
                .isEqualTo(List.of(58, 422, 510, 512));
    }

    @Example
    void coversBoundHoldsAndIsBrokenWithOneCoefficientFewer() {
        for (int degree = 1; degree <= 2; degree++) {
            assertThat(PolynomialDichotomies.coverViolations(degree, 0)).isEmpty();
            assertThat(PolynomialDichotomies.coverViolations(degree, 1)).isNotEmpty();
        }
    }
}
