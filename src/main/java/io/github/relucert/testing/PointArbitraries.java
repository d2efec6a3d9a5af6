package io.github.relucert.testing;

import io.github.relucert.data.DataSet;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.LongArbitrary;

/**
 * jqwik arbitraries for inputs of a model. All random input is integers, so samples shrink (towards the middle of a box, the centre of
 * a ball) and replay; every sample is built to have the property asked for, none is filtered out.
 */
public final class PointArbitraries {
    private PointArbitraries() {}

    /**
     * Points of a box.
     *
     * @throws IllegalArgumentException when a side is infinite or an input is frozen at a number that no double holds
     */
    public static Arbitrary<double[]> inBox(Box box) {
        BoxPoints points = new BoxPoints(box);
        return lattice(points.size()).map(points::at);
    }

    /**
     * Points of a closed ball, met with a box.
     *
     * @param radius exact decimal
     * @param domain contains the centre
     * @throws IllegalArgumentException when the centre lies outside the domain
     */
    public static Arbitrary<double[]> inBall(double[] centre, Norm norm, String radius, Box domain) {
        BallPoints points = new BallPoints(centre, norm, ExactDecimal.notNegative("the radius", radius), domain);
        return Combinators.combine(lattice(points.size()), steps(0)).as(points::at);
    }

    /** Points of a closed ball. */
    public static Arbitrary<double[]> inBall(double[] centre, Norm norm, String radius) {
        return inBall(centre, norm, radius, Box.unbounded(centre.length));
    }

    /**
     * Points of a box beside a decision boundary, on either side of it: within {@code distance} in l_inf, an exact decimal, there is a
     * point of another class, unless no doubles lie that near.
     *
     * @throws IllegalArgumentException when all points tried are of the same class
     */
    public static Arbitrary<double[]> nearBoundary(ModelUnderTest model, Box box, String distance) {
        BoundaryPoints points = BoundaryPoints.in(model, box, ExactDecimal.positive("the distance", distance));
        return Combinators.combine(inBox(box), ends(points.count()), Arbitraries.of(BoundaryPoints.Side.class))
                .as(points::from);
    }

    /**
     * Points beside a decision boundary on the straight way between two rows; see {@link #nearBoundary(ModelUnderTest, Box, String)}.
     *
     * @throws IllegalArgumentException when all rows are of the same class
     */
    public static Arbitrary<double[]> nearBoundary(ModelUnderTest model, DataSet rows, String distance) {
        BoundaryPoints points = BoundaryPoints.between(model, rows, ExactDecimal.positive("the distance", distance));
        return Combinators.combine(
                        ends(points.count()), ends(points.count()), Arbitraries.of(BoundaryPoints.Side.class))
                .as(points::at);
    }

    /**
     * Points of a box at which a ReLU's pre-activation is exactly zero, for every ReLU that bends in the box.
     *
     * @throws IllegalArgumentException when no ReLU is seen to bend there
     */
    public static Arbitrary<Kink> onKink(ModelUnderTest model, Box box) {
        KinkPoints points = new KinkPoints(model.network(), box);
        return Combinators.combine(inBox(box), ends(points.count())).as(points::at);
    }

    private static Arbitrary<Integer> ends(int count) {
        return Arbitraries.integers().between(0, count - 1);
    }

    private static Arbitrary<long[]> lattice(int size) {
        return steps(-BoxPoints.STEPS).array(long[].class).ofSize(size);
    }

    private static LongArbitrary steps(long least) {
        return Arbitraries.longs().between(least, BoxPoints.STEPS).shrinkTowards(0);
    }
}
