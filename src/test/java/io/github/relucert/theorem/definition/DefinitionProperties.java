package io.github.relucert.theorem.definition;

import static io.github.relucert.theorem.FindingAssertions.controlsFail;
import static io.github.relucert.theorem.FindingAssertions.holds;

import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.circuit.ParameterCount;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The definitions that the other statements share. */
class DefinitionProperties {
    @Property(tries = 200)
    void networksAreEvaluatedAsDefined(@ForAll long seed) {
        holds(FeedForwardNetwork.evaluation(seed));
    }

    @Property(tries = 200)
    void theDenseParameterCountIsTheSumOverTheLayers(@ForAll long seed) {
        holds(FeedForwardNetwork.parameterCount(seed));
    }

    @Property(tries = 200)
    void compositionsOfNetworksAreNetworks(@ForAll long seed) {
        holds(FeedForwardNetwork.composition(seed));
    }

    @Property(tries = 1000)
    void gadgetsAreTheFunctionsTheyAreCalledAfter(@ForAll long seed) {
        holds(FeedForwardNetwork.gadgets(seed));
    }

    @Property(tries = 20)
    void gadgetsOutsideTheirRangeAreRefuted(@ForAll long seed) {
        controlsFail(new FeedForwardNetwork(), seed);
    }

    @Property(tries = 50)
    void theRobustErrorIsANonDecreasingStepFunctionThatStartsAtTheCleanError(@ForAll long seed) {
        holds(RobustError.isAStepFunction(seed));
    }

    @Property(tries = 50)
    void noAttackFindsMoreErrorsThanThereAre(@ForAll long seed) {
        holds(RobustError.attackIsBelow(seed));
    }

    @Property(tries = 20)
    void attacksThatFindEverythingAreRefuted(@ForAll long seed) {
        controlsFail(new RobustError(), seed);
    }

    @Property(tries = 5)
    void theInnerMaximumLiesBetweenDescentAndIntervalBounds(@ForAll long seed) {
        holds(AdversarialTraining.inOrder(seed));
    }

    @Property(tries = 100)
    void theLeastMarginOfALinearFunctionFallsByTheDualNorm(@ForAll long seed) {
        holds(AdversarialTraining.linear(seed));
    }

    @Property(tries = 10)
    void gradientSignsAndTheWrongNormAreRefuted(@ForAll long seed) {
        controlsFail(new AdversarialTraining(), seed);
    }

    @Property(tries = 200)
    void theGradientAgreesWithCentralDifferences(@ForAll long seed) {
        holds(GradientDescentStep.gradient(seed));
    }

    @Property(tries = 1000)
    void aGradientStepOfAtMostTheInverseSmoothnessDescends(@ForAll long seed) {
        holds(GradientDescentStep.descent(seed));
    }

    @Property(tries = 20)
    void stepsUphillAndTooLongStepsAreRefuted(@ForAll long seed) {
        controlsFail(new GradientDescentStep(), seed);
    }

    @Property(tries = 20)
    void robustMemorisationTakesLinearlyManyWrittenEntries(@ForAll long seed) {
        holds(RepresentationComplexity.growth(seed, Norm.LINF, ParameterCount::structural));
        holds(RepresentationComplexity.growth(seed, Norm.L2, ParameterCount::structural));
    }

    @Property(tries = 50)
    void nonZeroEntriesAreAtMostTheWrittenAndThoseAtMostTheDenseOnes(@ForAll long seed) {
        holds(RepresentationComplexity.ordered(seed));
    }

    @Property(tries = 10)
    void linearGrowthOfTheDenseCountIsRefuted(@ForAll long seed) {
        controlsFail(new RepresentationComplexity(), seed);
    }
}
