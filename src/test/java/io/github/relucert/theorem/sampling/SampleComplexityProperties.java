package io.github.relucert.theorem.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.sampling.SingleSampleError.Size;
import io.github.relucert.theorem.statement.Verdict;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** SCH-1, SCH-2, SCH-7 and SCH-9, with the functions that the statements' own checks call. */
class SampleComplexityProperties {
    private static final long FIXED_SEED = 20_180_430;
    private static final int DRAWS = 100_000;

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Property
    void aConstantClassifierHasTheSameErrorAtEveryRadius(
            @ForAll @IntRange(min = 1, max = 12) int dimension, @ForAll @IntRange(min = 0, max = 50) int percent) {
        SignClassifier constant = TrivialRobustness.constant(dimension);
        Rational tau = Rational.of(percent, 100);
        assertThat(TrivialRobustness.radiusDependence(constant, tau)).isEmpty();
        assertThat(constant.robustError(tau, Rational.of(3))).isEqualTo(Rational.of(1, 2));
    }

    @Property(tries = 100)
    void aClassifierThatUsesItsInputDoesNot(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int dimension) {
        SignClassifier drawn = ThresholdedClassifier.draw(dimension, random(seed));
        int[] weights = drawn.weights().clone();
        weights[0] = 1;
        assertThat(TrivialRobustness.radiusDependence(new SignClassifier(weights, 0), Rational.of(1, 4)))
                .isNotEmpty();
    }

    @Property(tries = 100)
    void theRobustErrorGrowsFromTheStandardErrorAndIsWhatItsDefinitionSays(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int dimension) {
        UniformRandomProvider random = random(seed);
        SignClassifier classifier = TrivialRobustness.draw(dimension, random);
        Statistics.label("bias").collect(classifier.bias());
        assertThat(TrivialRobustness.errorViolations(classifier, TrivialRobustness.drawTau(random)))
                .isEmpty();
    }

    @Example
    void theGaussianRobustErrorHasItsClosedForm() {
        for (Norm norm : Norm.values()) {
            assertThat(LinearRobustError.samplingScore(norm, norm, DRAWS, FIXED_SEED)
                            .violations())
                    .isEmpty();
        }
    }

    @Example
    void anotherNormInTheClosedFormIsRefuted() {
        assertThat(LinearRobustError.samplingScore(Norm.LINF, Norm.L2, DRAWS, FIXED_SEED)
                        .violations())
                .isNotEmpty();
        assertThat(LinearRobustError.samplingScore(Norm.LINF, Norm.L1, DRAWS, FIXED_SEED)
                        .violations())
                .isNotEmpty();
    }

    @Property(tries = 1000)
    void theGaussianRobustErrorIsBelowItsExponentialBound(@ForAll long seed) {
        assertThat(LinearRobustError.boundViolations(random(seed))).isEmpty();
    }

    @Property(tries = 200)
    void theBernoulliRobustErrorIsAConvolution(@ForAll long seed) {
        assertThat(LinearRobustError.bernoulliViolations(random(seed))).isEmpty();
    }

    @Property(tries = 5)
    void integerWeightsHaveTheLawThatEnumerationGives(@ForAll long seed) {
        assertThat(LinearRobustError.wideViolations(random(seed))).isEmpty();
    }

    @Example
    void aTieIsAnError() {
        assertThat(LinearRobustError.tiesCounted().verdict()).isEqualTo(Verdict.FAILS);
    }

    @Property(tries = 200)
    void oneSampleGivesAnErrorAboveTheBoundWithSmallChanceOnly(
            @ForAll @IntRange(min = 2, max = 80) int dimension, @ForAll @IntRange(min = 20, max = 499) int perMille) {
        Size size = new Size(dimension, perMille);
        Statistics.label("tau^2 d / 2 >= 1").collect(size.trainingExponent().compareTo(Rational.of(-1)) <= 0);
        assertThat(SingleSampleError.errorViolations(size, 2)).isEmpty();
        assertThat(SingleSampleError.alignmentViolations(size)).isEmpty();
    }

    @Property(tries = 200)
    void aUnitVectorThatLeansToTheMeanHasFewNegativeProducts(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int dimension,
            @ForAll @IntRange(min = 20, max = 499) int perMille) {
        assertThat(SingleSampleError.marginViolations(new Size(dimension, perMille), random(seed)))
                .isEmpty();
    }

    @Example
    void oneSampleIsEnoughForOnePerCentWhereTheTheoremPromisesIt() {
        SingleSampleError.SIZES.forEach(size -> {
            assertThat(SingleSampleError.errorViolations(size, 2)).isEmpty();
            assertThat(ThresholdedClassifier.sampleViolations(size)).isEmpty();
        });
    }

    @Example
    void aFourTimesLargerExponentIsRefuted() {
        assertThat(SingleSampleError.errorViolations(new Size(100, 300), 8)).isNotEmpty();
    }

    @Property(tries = 200)
    void aThresholdMakesTheRobustErrorTheStandardError(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int dimension) {
        UniformRandomProvider random = random(seed);
        SignClassifier classifier = ThresholdedClassifier.draw(dimension, random);
        assertThat(ThresholdedClassifier.errorViolations(
                        classifier, TrivialRobustness.drawTau(random), ThresholdedClassifier.drawEps(random)))
                .isEmpty();
    }

    @Example
    void aThresholdDoesNotHelpFromRadiusOneOn() {
        SignClassifier majority = new SignClassifier(new int[] {1, 1, 1}, 0);
        for (Rational eps : new Rational[] {Rational.ONE, Rational.of(11, 10)}) {
            assertThat(ThresholdedClassifier.errorViolations(majority, Rational.of(3, 10), eps))
                    .isNotEmpty();
        }
    }

    @Property(tries = 200)
    void theNetworkWithRampsIsConstantNearItsData(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int dimension) {
        UniformRandomProvider random = random(seed);
        int[] weights = ThresholdedClassifier.draw(dimension, random).weights();
        assertThat(ThresholdedClassifier.networkViolations(weights, ThresholdNetwork.FLAT_RADIUS, random))
                .isEmpty();
    }

    @Property(tries = 50)
    void theNetworkWithRampsHasTheExactRadiusOfItsVote(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int dimension) {
        assertThat(ThresholdedClassifier.radiusViolations(dimension, random(seed)))
                .isEmpty();
    }

    @Example
    void theNetworkWithRampsIsNotConstantFurtherOut() {
        UniformRandomProvider random = random(FIXED_SEED);
        int violations = 0;
        for (int i = 0; i < 20; i++) {
            violations += ThresholdedClassifier.networkViolations(new int[] {1}, 0.9375, random)
                    .size();
        }
        assertThat(violations).isPositive();
    }

    @Example
    void theBareClassifierFailsWhereTheThresholdedOneIsRight() {
        assertThat(ThresholdedClassifier.contrast().verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Example
    void numbersTooNearAnExponentialAreNotDecided() {
        assertThatThrownBy(() -> Exponential.isExceededBy(Rational.ONE, Rational.ZERO))
                .isInstanceOf(ArithmeticException.class);
        assertThat(Exponential.isExceededBy(Rational.of(368, 1000), Rational.of(-1)))
                .isTrue();
        assertThat(Exponential.isExceededBy(Rational.of(367, 1000), Rational.of(-1)))
                .isFalse();
    }
}
