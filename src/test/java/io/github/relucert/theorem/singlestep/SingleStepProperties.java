package io.github.relucert.theorem.singlestep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
import io.github.relucert.theorem.generator.RealVectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-1 to BUB-5, with the functions that the statements' own checks call. */
class SingleStepProperties {
    private static final long FIXED_SEED = 20_210_408;

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    @Example
    void valuesHaveTheSecondMomentOfTheActivation() {
        for (Activation activation : Activation.values()) {
            assertThat(ValueScale.momentScore(activation, 3, 5, 1, FIXED_SEED).violations())
                    .isEmpty();
            assertThat(ValueScale.normalityViolations(
                            activation, 200, GaussianMoments.ofSquare(activation), FIXED_SEED))
                    .isEmpty();
        }
    }

    @Example
    void valuesWithoutTheFactorOneOverRootKDoNot() {
        assertThat(ValueScale.momentScore(Activation.RELU, 3, 5, 5, FIXED_SEED).violations())
                .isNotEmpty();
        assertThat(ValueScale.normalityViolations(Activation.RELU, 200, 1, FIXED_SEED))
                .isNotEmpty();
    }

    @Example
    void momentsOfTheActivationsAreTheKnownOnes() {
        assertThat(GaussianMoments.ofSquare(Activation.RELU)).isCloseTo(0.5, within(1e-9));
        assertThat(GaussianMoments.ofSquaredSlope(Activation.RELU)).isCloseTo(0.5, within(1e-9));
        assertThat(GaussianMoments.ofSquaredSlopeAndPlace(Activation.RELU)).isCloseTo(0.5, within(1e-9));
        assertThat(GaussianMoments.ofSquare(Activation.TANH)).isCloseTo(0.394, within(5e-4));
    }

    @Example
    void gradientsHaveTheirExactSecondMoment() {
        for (Activation activation : Activation.values()) {
            assertThat(GradientScale.momentScore(activation, 2, 4, GradientScale.expectation(activation, 2), FIXED_SEED)
                            .violations())
                    .isEmpty();
        }
    }

    @Example
    void gradientsWithoutTheirRadialPartDoNot() {
        assertThat(GradientScale.momentScore(
                                Activation.RELU, 2, 4, GradientScale.withoutRadialPart(Activation.RELU, 2), FIXED_SEED)
                        .violations())
                .isNotEmpty();
    }

    @Example
    void gradientsAreAtLeastAHalfLongWithProbability99PerCent() {
        assertThat(GradientScale.longGradients(Activation.TANH, FIXED_SEED).lowerLimit(1e-3))
                .isGreaterThanOrEqualTo(0.99);
    }

    @Property(tries = 100)
    void theProjectionAcrossThePointShortensTheGradientByItsRadialPart(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int dimension) {
        assertThat(GradientScale.projectionViolations(dimension, random(seed))).isEmpty();
    }

    @Property(tries = 1000)
    void theGradientChangesNoMoreThanTheCurvatureBoundAllows(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int dimension,
            @ForAll @IntRange(min = 1, max = 40) int width) {
        assertThat(GradientStability.drawnViolations(dimension, width, random(seed)))
                .isEmpty();
    }

    @Property
    void aCurvatureBoundFivePerCentSmallerIsBrokenByEqualNeurons(
            @ForAll @IntRange(min = 1, max = 10) int dimension, @ForAll @IntRange(min = 1, max = 30) int width) {
        TanhStep step = TanhStep.mostCurved(dimension, width);
        double[] delta = RealVectors.scaled(step.gradient(), 1e-3 / step.slope());
        assertThat(GradientStability.violations(step, delta, 1)).isEmpty();
        assertThat(GradientStability.violations(step, delta, 0.95)).isNotEmpty();
    }

    @Property(tries = 1000)
    void aGradientStepDescendsAsFarAsTheCurvatureAllows(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int dimension,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @DoubleRange(min = 0.01, max = 10) double eta) {
        TanhStep step = TanhStep.draw(dimension, width, random(seed));
        assertThat(DescentLemma.violations(step, eta, step.curvature())).isEmpty();
    }

    @Property(tries = 100)
    void aLongStepDescendsLessThanLinearly(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 30) int dimension,
            @ForAll @IntRange(min = 2, max = 40) int width) {
        TanhStep step = TanhStep.draw(dimension, width, random(seed));
        assertThat(DescentLemma.violations(step, DescentLemma.tooLongStep(step), 0))
                .isNotEmpty();
    }

    @Property(tries = 200)
    void aCertifiedStepFlipsTheSign(@ForAll long seed, @ForAll @IntRange(min = 20, max = 80) int dimension) {
        TanhStep step = TanhStep.draw(dimension, 2 * dimension, random(seed));
        Statistics.label("certified").collect(step.isFlipCertified());
        assertThat(CertifiedFlip.violations(step, -1)).isEmpty();
    }

    @Example
    void aCertifiedStepInTheOtherDirectionDoesNot() {
        UniformRandomProvider random = random(FIXED_SEED);
        int violations = 0;
        for (int i = 0; i < 20; i++) {
            violations +=
                    CertifiedFlip.violations(TanhStep.draw(100, 200, random), 1).size();
        }
        assertThat(violations).isPositive();
    }

    @Property(tries = 100)
    void theExportedNetworkIsTheSampledOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 10) int dimension,
            @ForAll @IntRange(min = 1, max = 20) int width) {
        UniformRandomProvider random = random(seed);
        GaussianTwoLayer network = GaussianTwoLayer.draw(dimension, width, random);
        double[] x = SphereNetworks.point(dimension, random);
        CompiledNetwork compiled = CompiledNetwork.of(network.network());
        assertThat(compiled.evaluate(x)[0]).isCloseTo(network.value(Activation.RELU, x), within(1e-12));
        double[] difference =
                RealVectors.moved(compiled.gradient(x, new double[] {1}), network.gradient(Activation.RELU, x), -1);
        assertThat(RealVectors.length(difference)).isLessThan(1e-12);
    }
}
