package io.github.relucert.theorem.universal;

import static io.github.relucert.theorem.FindingAssertions.fails;
import static io.github.relucert.theorem.FindingAssertions.holds;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.PointArbitraries;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** VAR-1 and VAR-2: data that are nearly orthogonal, and the network that is robust on them. */
class RobustMemorisationProperties {
    @Provide
    Arbitrary<LabelledPoints> orthogonal() {
        return PointArbitraries.orthogonal(4, 5);
    }

    @Provide
    Arbitrary<LabelledPoints> nearlyOrthogonal() {
        return PointArbitraries.nearlyOrthogonal(5);
    }

    @Property(tries = 5)
    void theLargestProductOfUniformPointsObeysTheUnionBound(@ForAll long seed) {
        holds(NearOrthogonality.largestProduct(seed));
    }

    @Property(tries = 100)
    void everyL2RadiusIsTheGapTimesHalfTheRootOfTheDimension(
            @ForAll("orthogonal") LabelledPoints data, @ForAll @IntRange(max = 3) int quarters) {
        holds(RobustNetworksExist.exactly(memorised(data, quarters), List.of(Norm.L2)));
    }

    @Property(tries = 50)
    void everyLinfRadiusIsHalfTheGap(
            @ForAll("orthogonal") LabelledPoints data, @ForAll @IntRange(max = 3) int quarters) {
        holds(RobustNetworksExist.exactly(memorised(data, quarters), List.of(Norm.LINF)));
    }

    @Property(tries = 50)
    void everyL1RadiusIsHalfTheGapTimesTheDimension(
            @ForAll("orthogonal") LabelledPoints data, @ForAll @IntRange(max = 3) int quarters) {
        holds(RobustNetworksExist.exactly(memorised(data, quarters), List.of(Norm.L1)));
    }

    @Property(tries = 50)
    void theRadiusStandsWhereProductsAreAsLargeAsTheDesignAllows(@ForAll("nearlyOrthogonal") LabelledPoints data) {
        Rational c = Rational.of(1, data.dimension());
        holds(RobustNetworksExist.exactly(new RobustMemorisation(data, c), List.of(Norm.L2)));
    }

    @Property(tries = 30)
    void theRadiusOnGaussianPointsIsTheFormulaToRounding(@ForAll long seed) {
        holds(RobustNetworksExist.onGaussianPoints(seed));
    }

    @Property(tries = 30)
    void theLinfRadiusOnGaussianPointsLiesBetweenItsBounds(@ForAll long seed) {
        holds(RobustNetworksExist.linfBetweenBounds(seed));
    }

    @Property(tries = 50)
    void anUnderstatedDesignConstantBreaksTheRadiusOnlyAboveItsThreshold(@ForAll long seed) {
        holds(RobustNetworksExist.understated(seed));
    }

    @Property(tries = 3)
    void theMixedIntegerProgramFindsTheSameLinfRadius(@ForAll long seed) {
        holds(RobustNetworksExist.secondWay(seed));
    }

    @Property(tries = 5)
    void everyControlIsSeenToFail(@ForAll long seed) {
        for (Theorem theorem : List.of(new NearOrthogonality(), new RobustNetworksExist())) {
            for (Check control : theorem.controls()) {
                fails(control.run().apply(seed));
            }
        }
    }

    private static RobustMemorisation memorised(LabelledPoints data, int quarters) {
        return new RobustMemorisation(data, Rational.of(quarters, 4));
    }
}
