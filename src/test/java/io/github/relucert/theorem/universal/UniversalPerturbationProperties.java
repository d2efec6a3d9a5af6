package io.github.relucert.theorem.universal;

import static io.github.relucert.theorem.FindingAssertions.fails;
import static io.github.relucert.theorem.FindingAssertions.holds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.PointArbitraries;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** VAR-4 to VAR-7: stationary networks of the margin problem and the perturbation that fools them everywhere. */
class UniversalPerturbationProperties {
    @Provide
    Arbitrary<LabelledPoints> orthogonal() {
        return PointArbitraries.orthogonal(8, 8);
    }

    @Provide
    Arbitrary<LabelledPoints> four() {
        return PointArbitraries.orthogonal(8, 4);
    }

    @Provide
    Arbitrary<LabelledPoints> few() {
        return PointArbitraries.fewOrthogonal();
    }

    @Provide
    Arbitrary<LabelledPoints> fewNearlyOrthogonal() {
        return PointArbitraries.fewNearlyOrthogonal();
    }

    private static GroupedKkt.Instance grouped(LabelledPoints data, long seed) {
        return GroupedKkt.Instance.of(data, new SplittableRandom(seed));
    }

    @Property(tries = 100)
    void allPointsAreSupportVectorsWithBiases(@ForAll("few") LabelledPoints data) {
        holds(SupportVectors.bounds(KktFamilies.biased(data)));
    }

    @Property(tries = 100)
    void allPointsAreSupportVectorsWithoutBiases(@ForAll("few") LabelledPoints data, @ForAll long seed) {
        holds(SupportVectors.bounds(grouped(data, seed).point()));
    }

    @Property(tries = 50)
    void allPointsAreSupportVectorsOnNearlyOrthogonalData(@ForAll("fewNearlyOrthogonal") LabelledPoints data) {
        holds(SupportVectors.bounds(KktFamilies.leastNorm(data, HiddenBias.PRESENT)));
    }

    @Property(tries = 20)
    void theBoundsHoldOnGaussianDataWithRandomProducts(@ForAll long seed) {
        KktPoint point = KktFamilies.leastNorm(Samples.gaussian(new SplittableRandom(seed)), HiddenBias.PRESENT);
        holds(SupportVectors.bounds(point));
        holds(UniversalPerturbationExists.crossingWithin(point));
    }

    @Property(tries = 100)
    void theLabelledSumChangesEverySignWithinTheBound(@ForAll("few") LabelledPoints data) {
        holds(UniversalPerturbationExists.crossingWithin(KktFamilies.biased(data)));
    }

    @Property(tries = 100)
    void theLabelledSumChangesEverySignWithinTheBoundWithoutBiases(
            @ForAll("few") LabelledPoints data, @ForAll long seed) {
        holds(UniversalPerturbationExists.crossingWithin(grouped(data, seed).point()));
    }

    @Property(tries = 50)
    void theLabelledSumChangesEverySignWithinTheBoundOnNearlyOrthogonalData(
            @ForAll("fewNearlyOrthogonal") LabelledPoints data) {
        holds(UniversalPerturbationExists.crossingWithin(KktFamilies.leastNorm(data, HiddenBias.PRESENT)));
    }

    @Property(tries = 15)
    void theExactUniversalPerturbationLiesBetweenSingleRadiusAndBound(
            @ForAll("fewNearlyOrthogonal") LabelledPoints data) {
        holds(UniversalPerturbationExists.exact(KktFamilies.leastNorm(data, HiddenBias.PRESENT)));
    }

    @Property(tries = 5)
    void theStationaryNetworksUniversalPerturbationIsShorterThanTheRobustNetworks(@ForAll long seed) {
        holds(UniversalPerturbationExists.beside(seed));
    }

    @Property(tries = 5)
    void theRobustNetworkHasNoUniversalPerturbationThatShort(@ForAll long seed) {
        holds(UniversalPerturbationExists.robustHasNone(Samples.balanced(3, new SplittableRandom(seed))));
    }

    @Property(tries = 200)
    void everyPartitionGivesAStationaryNetwork(@ForAll("orthogonal") LabelledPoints data, @ForAll long seed) {
        holds(GroupedKkt.stationary(grouped(data, seed)));
    }

    @Property(tries = 50)
    void theRadiusCountsTheOwnGroupAndTheOppositePoints(@ForAll("orthogonal") LabelledPoints data, @ForAll long seed) {
        holds(GroupedKkt.radii(grouped(data, seed)));
    }

    @Property(tries = 100)
    void theSectionAlongTheLabelledSumIsTheFormula(@ForAll("orthogonal") LabelledPoints data, @ForAll long seed) {
        holds(GroupedKkt.section(grouped(data, seed)));
    }

    @Property(tries = 8)
    void theUniversalPerturbationWithoutBiasesLiesBetweenItsBounds(
            @ForAll("four") LabelledPoints data, @ForAll long seed) {
        holds(GroupedKkt.universal(grouped(data, seed)));
    }

    @Property(tries = 100)
    void theNetworkWithBiasesIsStationaryAndOfLeastNorm(@ForAll("orthogonal") LabelledPoints data) {
        holds(BiasedKkt.stationary(data));
    }

    @Property(tries = 50)
    void parallelCopiesStayStationary(@ForAll("orthogonal") LabelledPoints data, @ForAll long seed) {
        holds(BiasedKkt.copies(data, seed));
    }

    @Property(tries = 50)
    void aliveNeuronsOfOneSignShareADirection(@ForAll("four") LabelledPoints data, @ForAll long seed) {
        holds(BiasedKkt.uniqueDirection(data, seed));
    }

    @Property(tries = 100)
    void everySignChangesAtTheSameStep(@ForAll("orthogonal") LabelledPoints data) {
        holds(BiasedKkt.crossing(data, BiasedKkt.step(data)));
    }

    @Property(tries = 50)
    void theRadiusIsTheSameWithAndWithoutTies(@ForAll("orthogonal") LabelledPoints data) {
        holds(BiasedKkt.radii(data));
    }

    @Property(tries = 30)
    void theUniversalPerturbationIsAsLongAsTheRadius(@ForAll("four") LabelledPoints data) {
        holds(BiasedKkt.universal(data));
    }

    @Property(tries = 3)
    void theMixedIntegerProgramFindsTheSameUniversalPerturbation(@ForAll long seed) {
        holds(BiasedKkt.secondWay(seed));
    }

    @Property(tries = 100)
    void theGradientOverItsSquaredNormIsTheUniversalPerturbation(@ForAll("orthogonal") LabelledPoints data) {
        holds(BiasedKkt.optimalPerturbation(data));
    }

    @Property(tries = 50)
    void marginOverExactLipschitzConstantIsTheRadius(@ForAll("orthogonal") LabelledPoints data) {
        holds(BiasedKkt.lipschitz(data));
    }

    /** The literal conditions on the published parameters, in double, beside the exact ones in rationals. */
    @Property(tries = 100)
    void thePublishedParametersMeetTheLiteralConditions(@ForAll("orthogonal") LabelledPoints data, @ForAll long seed) {
        assertThat(LiteralResidual.of(KktFamilies.biased(data))).isLessThan(1e-13);
        assertThat(LiteralResidual.of(grouped(data, seed).point())).isLessThan(1e-13);
    }

    @Property(tries = 5)
    void everyControlIsSeenToFail(@ForAll long seed) {
        List<Theorem> theorems =
                List.of(new SupportVectors(), new UniversalPerturbationExists(), new GroupedKkt(), new BiasedKkt());
        for (Theorem theorem : theorems) {
            for (Check control : theorem.controls()) {
                fails(control.run().apply(seed));
            }
        }
    }
}
