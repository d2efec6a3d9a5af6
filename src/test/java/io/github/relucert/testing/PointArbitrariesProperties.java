package io.github.relucert.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.data.DataSet;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;

/** What the arbitraries promise of their points, checked exactly, on the toy model where one is needed. */
class PointArbitrariesProperties {
    private static final ModelUnderTest TOY = ModelUnderTest.read(Path.of("models", "toy.onnx"));
    private static final DataSet ROWS = TOY.rows(Path.of("specs", "toy-test.csv"));
    private static final Box SQUARE = TOY.box("-1,1");
    private static final Box UNEVEN = new Box(
            List.of(Rational.parse("-0.1"), Rational.parse("0.3"), Rational.ONE),
            List.of(Rational.parse("0.7"), Rational.parse("0.4"), Rational.ONE));
    private static final int SAMPLES = 30;
    private static final double[] CENTRE = {0.2, 0.35, 1};
    private static final Rational NEAR = Rational.parse("0.001");

    private static final BoundaryPoints IN_SQUARE = BoundaryPoints.in(TOY, SQUARE, NEAR);
    private static final BoundaryPoints BETWEEN_ROWS = BoundaryPoints.between(TOY, ROWS, NEAR);

    private static List<Rational> exact(double[] point) {
        return RationalVector.of(point).toList();
    }

    @Provide
    Arbitrary<double[]> boxPoints() {
        return PointArbitraries.inBox(UNEVEN);
    }

    @Property(tries = 300)
    void pointsOfABoxLieInIt(@ForAll("boxPoints") double[] point) {
        assertThat(UNEVEN.firstOutside(exact(point))).isNegative();
    }

    @Property(tries = 100)
    void pointsOfABallLieInIt(@ForAll Norm norm, @ForAll long seed) {
        Radius radius = Radius.ofLength(norm, Rational.parse("0.3"));
        sample(PointArbitraries.inBall(CENTRE, norm, "0.3", UNEVEN), seed).forEach(point -> {
            assertThat(norm.distance(exact(point), exact(CENTRE))).isLessThanOrEqualTo(radius);
            assertThat(UNEVEN.firstOutside(exact(point))).isNegative();
        });
    }

    @Property(tries = 5)
    void theWholeBallIsReached(@ForAll Norm norm) {
        Radius almost = Radius.ofLength(norm, Rational.parse("0.2999"));
        assertThat(PointArbitraries.inBall(new double[2], norm, "0.3")
                        .sampleStream()
                        .limit(3000))
                .anyMatch(point ->
                        norm.distance(exact(point), exact(new double[2])).compareTo(almost) > 0);
    }

    @Property(tries = 40)
    void aPointOfAnotherClassLiesBesideEveryPointNearTheBoundary(
            @ForAll("squarePoints") double[] start, @ForAll("choices") int choice) {
        assertNeighbours(
                IN_SQUARE.from(start, choice, BoundaryPoints.Side.BEFORE),
                IN_SQUARE.from(start, choice, BoundaryPoints.Side.BEHIND));
    }

    @Property(tries = 40)
    void theSameHoldsBetweenRows(@ForAll("choices") int start, @ForAll("choices") int choice) {
        int row = start % BETWEEN_ROWS.count();
        assertNeighbours(
                BETWEEN_ROWS.at(row, choice, BoundaryPoints.Side.BEFORE),
                BETWEEN_ROWS.at(row, choice, BoundaryPoints.Side.BEHIND));
    }

    private static void assertNeighbours(double[] before, double[] behind) {
        assertThat(TOY.predicted(exact(before))).isNotEqualTo(TOY.predicted(exact(behind)));
        assertThat(Norm.LINF.distance(exact(before), exact(behind)).value()).isLessThanOrEqualTo(NEAR);
        assertThat(SQUARE.firstOutside(exact(before))).isNegative();
        assertThat(SQUARE.firstOutside(exact(behind))).isNegative();
    }

    @Example
    void bothSidesOfTheBoundaryAreDrawn() {
        Set<Integer> classes = new HashSet<>();
        sample(PointArbitraries.nearBoundary(TOY, SQUARE, "0.001"), 1)
                .forEach(point -> classes.add(TOY.predicted(exact(point))));
        assertThat(classes).containsExactlyInAnyOrder(0, 1);
        assertThat(sample(PointArbitraries.nearBoundary(TOY, ROWS, "0.001"), 1)).isNotEmpty();
    }

    @Provide
    Arbitrary<Kink> kinks() {
        return PointArbitraries.onKink(TOY, SQUARE);
    }

    @Property(tries = 200)
    void aReluIsExactlyZeroOnAKink(@ForAll("kinks") Kink kink) {
        assertThat(preActivation(TOY.network(), kink).signum()).isZero();
        assertThat(SQUARE.firstOutside(kink.point())).isNegative();
    }

    @Example
    void bothLayersOfTheToyHaveKinksAndDoublesMissThem() {
        List<Kink> kinks =
                PointArbitraries.onKink(TOY, SQUARE).sampleStream().limit(200).toList();
        assertThat(kinks).extracting(kink -> kink.neuron().relu()).contains(0, 1);
        assertThat(kinks.stream().map(kink -> new Kink(rounded(kink.point()), kink.neuron())))
                .anyMatch(kink -> preActivation(TOY.network(), kink).signum() != 0);
    }

    private static List<Rational> rounded(List<Rational> point) {
        return point.stream().map(x -> Rational.of(x.doubleNearest())).toList();
    }

    private static Rational preActivation(Network network, Kink kink) {
        return new ExactEvaluation(network, RationalVector.of(kink.point()))
                .preActivation(kink.neuron().relu())
                .get(kink.neuron().index());
    }

    @Provide
    Arbitrary<double[]> squarePoints() {
        return PointArbitraries.inBox(SQUARE);
    }

    @Provide
    Arbitrary<Integer> choices() {
        return Arbitraries.integers().between(0, 10_000);
    }

    @Example
    void whatCannotBeBuiltIsRefused() {
        assertThatThrownBy(() -> PointArbitraries.inBox(Box.unbounded(1)))
                .hasMessage("a box with an infinite side; give every input two finite ones");
        assertThatThrownBy(() -> PointArbitraries.inBox(Box.uniform(1, Rational.parse("0.1"), Rational.parse("0.1"))))
                .hasMessage("a box with two sides between which no double lies");
        assertThatThrownBy(() -> PointArbitraries.inBall(new double[] {2, 0}, Norm.L2, "1", SQUARE))
                .hasMessage("a ball around a point outside the domain");
        assertThatThrownBy(() -> PointArbitraries.nearBoundary(TOY, TOY.box("0.5,0.5001"), "0.1"))
                .hasMessage("toy.onnx takes all of 256 points for the same class; give a larger box, or rows of several"
                        + " classes");
        assertThatThrownBy(() -> PointArbitraries.onKink(TOY, TOY.box("0.5,0.500001")))
                .hasMessage("no ReLU changes its phase among 128 points of the box; give a larger one");
    }

    private static List<double[]> sample(Arbitrary<double[]> points, long seed) {
        Random random = new Random(seed);
        RandomGenerator<double[]> generator = points.generator(SAMPLES, true);
        return Stream.generate(() -> generator.next(random).value())
                .limit(SAMPLES)
                .toList();
    }
}
