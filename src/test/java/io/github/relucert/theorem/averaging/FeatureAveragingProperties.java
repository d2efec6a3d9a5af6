package io.github.relucert.theorem.averaging;

import static io.github.relucert.theorem.FindingAssertions.fails;
import static io.github.relucert.theorem.FindingAssertions.holds;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.PointArbitraries;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Theorem;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The FA rows: clusters, and networks that average or separate their features. */
class FeatureAveragingProperties {
    @Provide
    Arbitrary<LabelledPoints> centres() {
        return PointArbitraries.clusters(3);
    }

    @Provide
    Arbitrary<LabelledPoints> fewCentres() {
        return PointArbitraries.clusters(2);
    }

    @Property(tries = 20)
    void clustersAreOrthogonalBalancedAndNoisy(@ForAll long seed) {
        holds(ClusterModel.moments(seed, 1));
    }

    @Property(tries = 50)
    void theRobustNetworksRadiusIsTheClosedForm(
            @ForAll("centres") LabelledPoints centres, @ForAll @IntRange(max = 8) int sixteenths) {
        holds(RobustFeatureNetwork.radii(centres, Rational.of(sixteenths, 16)));
    }

    @Property(tries = 30)
    void withoutTiesThePlateauDoesNotCount(
            @ForAll("centres") LabelledPoints centres, @ForAll @IntRange(max = 8) int sixteenths) {
        holds(RobustFeatureNetwork.strictRadii(centres, Rational.of(sixteenths, 16)));
    }

    @Property(tries = 50)
    void theRobustNetworksLinfRadiusIsOneMinusTheThreshold(
            @ForAll("centres") LabelledPoints centres, @ForAll @IntRange(min = 5, max = 8) int sixteenths) {
        holds(RobustFeatureNetwork.linf(centres, Rational.of(sixteenths, 16)));
    }

    @Property(tries = 50)
    void noiseCostsAtMostItsLengthWithinTheSpan(@ForAll("centres") LabelledPoints centres, @ForAll long seed) {
        holds(RobustFeatureNetwork.noisy(centres, seed));
    }

    @Property(tries = 50)
    void theRobustNetworksLipschitzConstantSeesAllClusters(
            @ForAll("centres") LabelledPoints centres, @ForAll @IntRange(max = 8) int sixteenths) {
        holds(RobustFeatureNetwork.lipschitz(centres, Rational.of(sixteenths, 16)));
    }

    @Property(tries = 50)
    void noNetworkBeatsHalfTheDistanceOfOppositeCentres(@ForAll long seed) {
        holds(OptimalRadius.random(seed));
    }

    @Property(tries = 20)
    void theRobustNetworkAttainsHalfTheDistanceOfOppositeCentres(@ForAll("centres") LabelledPoints centres) {
        holds(OptimalRadius.attained(centres));
    }

    @Property(tries = 20)
    void gradientDescentStaysInTheSpanOfTheData(@ForAll long seed) {
        holds(WeightDecomposition.residual(seed, 0));
    }

    @Property(tries = 100)
    void averagedFeaturesAreNotRobustWhateverTheBiases(@ForAll("centres") LabelledPoints centres, @ForAll long seed) {
        holds(AveragingIsNotRobust.anyBias(centres, seed));
    }

    @Property(tries = 50)
    void twoAveragedNeuronsWithBiasesHaveTheClosedForm(@ForAll("centres") LabelledPoints centres, @ForAll long seed) {
        holds(AveragingIsNotRobust.twoNeurons(centres, seed));
    }

    @Property(tries = 50)
    void averagedFeaturesHaveRadiusRootOfDimensionOverClusters(@ForAll("centres") LabelledPoints centres) {
        holds(AveragedRadius.radii(centres, centres.size()));
    }

    @Property(tries = 50)
    void noisyPointsAreAsFarAsTheNearerHalfSpace(@ForAll("centres") LabelledPoints centres, @ForAll long seed) {
        holds(AveragedRadius.noisy(centres, seed));
    }

    @Property(tries = 10)
    void theRobustAccuracyOfAveragedFeaturesIsNormal(@ForAll long seed) {
        holds(AveragedRadius.accuracy(seed, 1));
    }

    @Property(tries = 50)
    void averagedFeaturesHaveTheLinfRadiusOfTheSmallerQuotient(@ForAll("centres") LabelledPoints centres) {
        holds(AveragedRadius.linf(centres));
    }

    @Property(tries = 3)
    void theMixedIntegerProgramFindsTheSameLinfRadius(@ForAll("centres") LabelledPoints centres) {
        holds(AveragedRadius.secondWay(centres));
    }

    @Property(tries = 50)
    void marginOverLipschitzConstantIsTightForAveragedFeatures(@ForAll("centres") LabelledPoints centres) {
        holds(AveragedRadius.lipschitz(centres));
    }

    @Property(tries = 100)
    void oneDirectionTimesTheLabelFoolsAveragedFeaturesEverywhere(@ForAll("centres") LabelledPoints centres) {
        holds(AttackDirection.crossing(centres, AttackDirection.Sign.OF_THE_LABEL));
    }

    @Property(tries = 20)
    void theMaximumOfDecoupledFeaturesIsOptimallyRobust(@ForAll("fewCentres") LabelledPoints centres) {
        holds(ReadOuts.maximum(centres));
    }

    @Property(tries = 3)
    void theMaximumAsANetworkIsOptimallyRobust(@ForAll long seed) {
        holds(ReadOuts.maximumNetwork(seed));
    }

    @Property(tries = 20)
    void theSoftmaxOfDecoupledFeaturesIsRobustUpToLogarithms(@ForAll("fewCentres") LabelledPoints centres) {
        holds(ReadOuts.softmax(centres));
    }

    @Property(tries = 30)
    void theSumOfDecoupledFeaturesLosesWithEveryOppositeCluster(@ForAll("centres") LabelledPoints centres) {
        holds(ReadOuts.sum(centres, ReadOuts.Opposite.ALL));
    }

    @Property(tries = 20)
    void gradientsMissTheRadiusOfTheSum(@ForAll long seed) {
        holds(ReadOuts.gradients(seed, ReadOuts.Claim.EXACT_BELOW_PGD));
    }

    @Property(tries = 5)
    void everyControlIsSeenToFail(@ForAll long seed) {
        for (Theorem theorem : FeatureAveragingTheorems.all()) {
            for (Check control : theorem.controls()) {
                fails(control.run().apply(seed));
            }
        }
    }
}
