package io.github.relucert.theorem.separated;

import static io.github.relucert.theorem.FindingAssertions.controlsFail;
import static io.github.relucert.theorem.FindingAssertions.holds;

import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.generator.SeparatedSetsArbitrary;
import io.github.relucert.theorem.separated.LipschitzRobustClassifier.Claim;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Separated data: the robust classifier and the networks that memorise robustly. */
class SeparatedDataProperties {
    @Property(tries = 1000)
    void fStarIsLipschitzWithConstantTwoOverTheSeparation(@ForAll("sets") SeparatedSets sets, @ForAll long seed) {
        describe(sets);
        holds(LipschitzRobustClassifier.slopes(sets, seed, Claim.STATED));
    }

    @Property(tries = 200)
    void fStarHasSlopeTwoOverTheSeparationAlongEveryClosestPair(@ForAll("sets") SeparatedSets sets) {
        describe(sets);
        holds(LipschitzRobustClassifier.closestPair(sets));
    }

    @Property(tries = 200)
    void onTheLineTheLipschitzConstantOfFStarIsExactlyTwoOverTheSeparation(@ForAll("setsOnALine") SeparatedSets sets) {
        Statistics.label("points").collect(sets.count());
        holds(LipschitzRobustClassifier.onTheLine(sets));
    }

    @Property(tries = 200)
    void fStarBuiltInOneNormAndMeasuredInAnotherKeepsTheStatedConstant(
            @ForAll("sets") SeparatedSets sets, @ForAll long seed) {
        describe(sets);
        holds(LipschitzRobustClassifier.acrossNorms(sets, seed));
    }

    @Property(tries = 20)
    void falseConstantsOfFStarAreRefuted(@ForAll long seed) {
        controlsFail(new LipschitzRobustClassifier(), seed);
    }

    @Property(tries = 200)
    void fStarKeepsItsMarginUnderEveryMoveShorterThanHalfTheSeparation(
            @ForAll("sets") SeparatedSets sets, @ForAll long seed) {
        describe(sets);
        holds(OptimalRobustRadius.values(sets, seed));
    }

    @Property(tries = 60)
    void theLeastRadiusOfFStarIsHalfTheSeparation(@ForAll("fewPoints") SeparatedSets sets) {
        describe(sets);
        holds(OptimalRobustRadius.leastRadiusIsHalf(sets));
    }

    @Property(tries = 100)
    void noClassifierIsRobustBeyondHalfTheSeparationOnAClosestPair(
            @ForAll("fewPointsInAnyNorm") SeparatedSets sets, @ForAll long seed) {
        describe(sets);
        holds(OptimalRobustRadius.nothingBeatsIt(sets, seed));
    }

    @Property(tries = 20)
    void radiiOfHalfTheSeparationAndMoreAreRefuted(@ForAll long seed) {
        controlsFail(new OptimalRobustRadius(), seed);
    }

    @Property(tries = 200)
    void theMaximumNormNetHasTenTimesPointsTimesDimensionLessEightParameters(
            @ForAll("manyPointsInLinf") SeparatedSets sets) {
        Statistics.label("exact formula").collect(MaximumNormNet.isBalanced(sets));
        holds(MaximumNormMemorisation.parameters(sets));
    }

    @Property(tries = 50)
    void theMaximumNormNetIsRobustUpToHalfTheSeparationAndNoFurther(@ForAll("fewPointsInLinf") SeparatedSets sets) {
        describe(sets);
        holds(MaximumNormMemorisation.radii(sets));
    }

    @Property(tries = 50)
    void theMaximumNormNetHasTheSameRadiusByCellsAsByNearestFaces(@ForAll("tinyInLinf") SeparatedSets sets) {
        describe(sets);
        holds(MaximumNormMemorisation.twoOracles(sets));
    }

    @Property(tries = 50)
    void theMaximumNormNetHasLipschitzConstantTwo(@ForAll("tinyInLinf") SeparatedSets sets) {
        describe(sets);
        holds(MaximumNormMemorisation.lipschitzConstant(sets));
    }

    @Property(tries = 20)
    void falseVariantsOfTheMaximumNormNetAreRefuted(@ForAll long seed) {
        controlsFail(new MaximumNormMemorisation(), seed);
    }

    @Property(tries = 200)
    void theVoronoiNetHasPointsTimesDimensionPlusFiveAndAHalfLessEightParameters(
            @ForAll("manyPointsInL2") SeparatedSets sets) {
        Statistics.label("exact formula").collect(VoronoiNet.isBalanced(sets));
        holds(EuclideanMemorisation.parameters(sets));
    }

    @Property(tries = 50)
    void theNearestNeighbourRuleIsRobustUpToHalfTheSeparationAndNoFurther(@ForAll("someInL2") SeparatedSets sets) {
        describe(sets);
        holds(EuclideanMemorisation.radii(sets));
    }

    @Property(tries = 50)
    void theVoronoiNetHasTheSameRadiusByActivationCellsAsByVoronoiCells(@ForAll("fewInL2") SeparatedSets sets) {
        describe(sets);
        holds(EuclideanMemorisation.twoOracles(sets));
    }

    @Property(tries = 20)
    void withoutTheSquaresTheVoronoiNetIsRobustOnPointsOfEqualLength(@ForAll long seed) {
        holds(EuclideanMemorisation.withoutSquares(EuclideanMemorisation.equalLengths(seed, 3)));
    }

    @Property(tries = 20)
    void falseVariantsOfTheVoronoiNetAreRefuted(@ForAll long seed) {
        controlsFail(new EuclideanMemorisation(), seed);
    }

    private static void describe(SeparatedSets sets) {
        Statistics.label("norm").collect(sets.norm());
        Statistics.label("points").collect(sets.count());
    }

    @Provide
    Arbitrary<SeparatedSets> sets() {
        return SeparatedSetsArbitrary.of(6, 6, Norm.values());
    }

    @Provide
    Arbitrary<SeparatedSets> setsOnALine() {
        return SeparatedSetsArbitrary.in(Norm.LINF, 1, 6);
    }

    @Provide
    Arbitrary<SeparatedSets> fewPoints() {
        return SeparatedSetsArbitrary.of(3, 3, Norm.LINF, Norm.L2);
    }

    @Provide
    Arbitrary<SeparatedSets> fewPointsInAnyNorm() {
        return SeparatedSetsArbitrary.of(3, 3, Norm.values());
    }

    @Provide
    Arbitrary<SeparatedSets> fewPointsInLinf() {
        return SeparatedSetsArbitrary.in(Norm.LINF, 3, 3);
    }

    @Provide
    Arbitrary<SeparatedSets> tinyInLinf() {
        return SeparatedSetsArbitrary.in(Norm.LINF, 2, 2);
    }

    @Provide
    Arbitrary<SeparatedSets> manyPointsInLinf() {
        return SeparatedSetsArbitrary.in(Norm.LINF, 8, 8);
    }

    @Provide
    Arbitrary<SeparatedSets> manyPointsInL2() {
        return SeparatedSetsArbitrary.in(Norm.L2, 8, 8);
    }

    @Provide
    Arbitrary<SeparatedSets> someInL2() {
        return SeparatedSetsArbitrary.in(Norm.L2, 8, 4);
    }

    @Provide
    Arbitrary<SeparatedSets> fewInL2() {
        return SeparatedSetsArbitrary.in(Norm.L2, 3, 3);
    }
}
