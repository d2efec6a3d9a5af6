package io.github.relucert.theorem.separated;

import static io.github.relucert.theorem.FindingAssertions.controlsFail;
import static io.github.relucert.theorem.FindingAssertions.holds;

import io.github.relucert.theorem.separated.ManifoldGeneralization.CoveringRadius;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whole populations: approximation of the robust classifier, generalization on regions and on manifolds. */
class PopulationProperties {
    @Property(tries = 50)
    void theGridNetIsExactlyKuhnsInterpolantOfFStar(@ForAll long seed) {
        holds(GridApproximation.interpolates(seed));
    }

    @Property(tries = 50)
    void theGridNetStaysWithinThreeQuartersOfLipschitzConstantTimesStepOfFStar(@ForAll long seed) {
        holds(GridApproximation.errorWithinBound(seed));
    }

    @Property(tries = 50)
    void theGridNetHasTheFormulasNumberOfParameters(@ForAll long seed) {
        holds(GridApproximation.parameters(seed));
    }

    @Property(tries = 50)
    void theClippedGridNetIsRightOutsideTheCube(@ForAll long seed) {
        holds(GridApproximation.clips(seed));
    }

    @Property(tries = 10)
    void falseVariantsOfTheApproximationAreRefuted(@ForAll long seed) {
        controlsFail(new GridApproximation(), seed);
    }

    @Property(tries = 20)
    void theGridNetIsRobustOnEveryPointOfSeparatedRegions(@ForAll long seed) {
        holds(RobustGeneralization.onGrid(seed));
    }

    @Property(tries = 30)
    void theNearestNeighbourNetOfACoveringIsRobustOnEveryPointOfSeparatedRegions(@ForAll long seed) {
        holds(RobustGeneralization.onNet(seed));
    }

    @Property(tries = 20)
    void noActivationCellOfTheCoveringNetHoldsAnErrorNearSeparatedRegions(@ForAll long seed) {
        holds(RobustGeneralization.byCells(seed));
    }

    @Property(tries = 10)
    void tooCoarseGridsAndCoveringsAreRefuted(@ForAll long seed) {
        controlsFail(new RobustGeneralization(), seed);
    }

    @Property(tries = 50)
    void theBlockRepeatNetIsRobustOnTheManifoldWithASizeThatIgnoresTheDimension(@ForAll long seed) {
        holds(ManifoldGeneralization.blocks(seed));
    }

    @Property(tries = 50)
    void theNetOfAnAffineFlatIsRobustOnTheFlat(@ForAll long seed) {
        holds(ManifoldGeneralization.affineFlat(seed));
    }

    @Property(tries = 50)
    void theCoveringNetOfACircleHelixOrTorusIsRobustOnAndOffTheManifold(@ForAll long seed) {
        holds(ManifoldGeneralization.round(seed, CoveringRadius.SMALL_ENOUGH));
    }

    @Property(tries = 10)
    void droppedBlocksWiderCoveringsAndLargerRadiiAreRefuted(@ForAll long seed) {
        controlsFail(new ManifoldGeneralization(), seed);
    }
}
