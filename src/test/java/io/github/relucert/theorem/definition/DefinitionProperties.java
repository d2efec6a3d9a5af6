package io.github.relucert.theorem.definition;

import static io.github.relucert.theorem.Findings.assertControlsFail;
import static io.github.relucert.theorem.Findings.assertHolds;

import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.circuit.ParameterCount;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The definitions that the other statements share. */
class DefinitionProperties {
    @Property(tries = 200)
    void networksAreEvaluatedAsDefined(@ForAll long seed) {
        assertHolds(FeedForwardNetwork.evaluation(seed));
    }

    @Property(tries = 200)
    void theDenseParameterCountIsTheSumOverTheLayers(@ForAll long seed) {
        assertHolds(FeedForwardNetwork.parameterCount(seed));
    }

    @Property(tries = 200)
    void compositionsOfNetworksAreNetworks(@ForAll long seed) {
        assertHolds(FeedForwardNetwork.composition(seed));
    }

    @Property(tries = 1000)
    void gadgetsAreTheFunctionsTheyAreCalledAfter(@ForAll long seed) {
        assertHolds(FeedForwardNetwork.gadgets(seed));
    }

    @Property(tries = 20)
    void gadgetsOutsideTheirRangeAreRefuted(@ForAll long seed) {
        assertControlsFail(new FeedForwardNetwork(), seed);
    }

    @Property(tries = 50)
    void theRobustErrorIsANonDecreasingStepFunctionThatStartsAtTheCleanError(@ForAll long seed) {
        assertHolds(RobustError.isAStepFunction(seed));
    }

    @Property(tries = 50)
    void noAttackFindsMoreErrorsThanThereAre(@ForAll long seed) {
        assertHolds(RobustError.attackIsBelow(seed));
    }

    @Property(tries = 20)
    void attacksThatFindEverythingAreRefuted(@ForAll long seed) {
        assertControlsFail(new RobustError(), seed);
    }

    @Property(tries = 5)
    void theInnerMaximumLiesBetweenDescentAndIntervalBounds(@ForAll long seed) {
        assertHolds(AdversarialTraining.inOrder(seed));
    }

    @Property(tries = 100)
    void theLeastMarginOfALinearFunctionFallsByTheDualNorm(@ForAll long seed) {
        assertHolds(AdversarialTraining.linear(seed));
    }

    @Property(tries = 10)
    void gradientSignsAndTheWrongNormAreRefuted(@ForAll long seed) {
        assertControlsFail(new AdversarialTraining(), seed);
    }

    @Property(tries = 200)
    void theGradientAgreesWithCentralDifferences(@ForAll long seed) {
        assertHolds(GradientDescentStep.gradient(seed));
    }

    @Property(tries = 1000)
    void aGradientStepOfAtMostTheInverseSmoothnessDescends(@ForAll long seed) {
        assertHolds(GradientDescentStep.descent(seed));
    }

    @Property(tries = 20)
    void stepsUphillAndTooLongStepsAreRefuted(@ForAll long seed) {
        assertControlsFail(new GradientDescentStep(), seed);
    }

    @Property(tries = 20)
    void robustMemorisationTakesLinearlyManyWrittenEntries(@ForAll long seed) {
        assertHolds(RepresentationComplexity.growth(seed, Norm.LINF, ParameterCount::structural));
        assertHolds(RepresentationComplexity.growth(seed, Norm.L2, ParameterCount::structural));
    }

    @Property(tries = 50)
    void nonZeroEntriesAreAtMostTheWrittenAndThoseAtMostTheDenseOnes(@ForAll long seed) {
        assertHolds(RepresentationComplexity.ordered(seed));
    }

    @Property(tries = 10)
    void linearGrowthOfTheDenseCountIsRefuted(@ForAll long seed) {
        assertControlsFail(new RepresentationComplexity(), seed);
    }
}
