package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The distance of a region from the unsafe set against radii of its points. */
class RegionDistanceProperties {
    private static final RandomNetworks.Size SIZE = new RandomNetworks.Size(3, 5);
    private static final List<Norm> NORMS = List.of(Norm.LINF, Norm.L2, Norm.L1);

    /** A box around the centre of a random problem, cut to its domain; some sides coincide. */
    private static Box around(Problem problem, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < problem.centre().size(); i++) {
            Rational x = problem.centre().get(i);
            lower.add(x.subtract(Rational.of(random.nextInt(4), 8))
                    .max(problem.domain().lower().get(i)));
            upper.add(x.add(Rational.of(random.nextInt(4), 8))
                    .min(problem.domain().upper().get(i)));
        }
        return new Box(lower, upper);
    }

    private static Optional<RegionDistance> distance(Problem problem, Box region) {
        return RegionDistance.of(
                problem.network(), List.of(region), problem.domain(), problem.unsafe(), problem.norm());
    }

    @Property(tries = 150)
    void fromAPointItIsTheRadius(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Problem problem = RandomNetworks.problem(seed, SIZE, NORMS.get((int) (seed % 3)));
        assertThat(distance(problem, new Box(problem.centre(), problem.centre()))
                        .map(RegionDistance::radius))
                .isEqualTo(ExactRadius.atMost(problem).map(Nearest::radius));
    }

    /** It is the radius of its own data point, and no other point of the region has a smaller one. */
    @Property(tries = 150)
    void itIsTheLeastRadiusOfAPoint(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Problem problem = RandomNetworks.problem(seed, SIZE, NORMS.get((int) (seed % 3)));
        Box region = around(problem, seed);
        Optional<RegionDistance> found = distance(problem, region);
        assertThat(found.isPresent()).isEqualTo(ExactRadius.atMost(problem).isPresent());
        found.ifPresent(nearest -> {
            assertThat(region.firstOutside(nearest.dataPoint())).isNegative();
            assertThat(problem.isUnsafe(nearest.unsafePoint())).isTrue();
            assertThat(problem.norm().distance(nearest.unsafePoint(), nearest.dataPoint()))
                    .isEqualTo(nearest.radius());
            assertThat(radius(problem, nearest.dataPoint())).isEqualTo(nearest.radius());
            SplittableRandom random = new SplittableRandom(seed);
            for (int sample = 0; sample < 3; sample++) {
                Rational share = Rational.of(random.nextInt(9), 8);
                List<Rational> y = Points.between(region.lower(), region.upper(), share);
                assertThat(radius(problem, y)).isGreaterThanOrEqualTo(nearest.radius());
            }
        });
    }

    private static Radius radius(Problem problem, List<Rational> centre) {
        return ExactRadius.atMost(
                        new Problem(problem.network(), centre, problem.norm(), problem.domain(), problem.unsafe()))
                .orElseThrow()
                .radius();
    }

    /** In l_inf a ball around a box is a larger box: it holds an unsafe point exactly from the distance on. */
    @Property(tries = 100)
    void inLinfTheLargerBoxBecomesUnsafeExactlyThere(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Problem problem = RandomNetworks.problem(seed, SIZE, Norm.LINF);
        Box region = around(problem, seed);
        distance(problem, region).ifPresent(nearest -> {
            Rational rho = nearest.radius().value();
            assertThat(holdsUnsafePoint(problem, region, rho)).isTrue();
            if (rho.signum() > 0) {
                Rational less = rho.multiply(Rational.of((1L << 40) - 1, 1L << 40));
                assertThat(holdsUnsafePoint(problem, region, less)).isFalse();
            }
        });
    }

    private static boolean holdsUnsafePoint(Problem problem, Box region, Rational rho) {
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < region.size(); i++) {
            lower.add(region.lower()
                    .get(i)
                    .subtract(rho)
                    .max(problem.domain().lower().get(i)));
            upper.add(
                    region.upper().get(i).add(rho).min(problem.domain().upper().get(i)));
        }
        Box larger = new Box(lower, upper);
        return ExactRadius.atMost(new Problem(problem.network(), region.lower(), Norm.LINF, larger, problem.unsafe()))
                .isPresent();
    }

    /** The control: with the data point held in the middle, a nearer pair is missed. */
    @Test
    void theDataPointIsAVariable() {
        Network network = Hinges.score(new double[] {1, 1}, 2);
        UnsafeSet unsafe = UnsafeSet.acrossThreshold(-1, Rational.ZERO);
        Box region = Box.uniform(2, Rational.of(-1), Rational.of(1, 2));
        Box all = Box.unbounded(2);
        // The score x + y - 2 is unsafe from the line x + y = 2 on; the corner (1/2, 1/2) is nearest to it.
        RegionDistance found = RegionDistance.of(network, List.of(region), all, unsafe, Norm.L2)
                .orElseThrow();
        assertThat(found.radius().value()).isEqualTo(Rational.of(1, 2));
        assertThat(found.dataPoint()).containsExactly(Rational.of(1, 2), Rational.of(1, 2));
        List<Rational> middle = List.of(Rational.of(-1, 4), Rational.of(-1, 4));
        assertThat(ExactRadius.atMost(new Problem(network, middle, Norm.L2, all, unsafe))
                        .orElseThrow()
                        .radius())
                .isGreaterThan(found.radius());
    }

    @Test
    void theNearestBoxOfAUnionCounts() {
        Network network = Hinges.score(new double[] {1, 1}, 2);
        UnsafeSet unsafe = UnsafeSet.acrossThreshold(-1, Rational.ZERO);
        Box far = Box.uniform(2, Rational.of(-3), Rational.of(-2));
        Box near = Box.uniform(2, Rational.of(-1), Rational.ZERO);
        assertThat(RegionDistance.of(network, List.of(far, near), Box.unbounded(2), unsafe, Norm.L1)
                        .orElseThrow()
                        .radius()
                        .value())
                .isEqualTo(Rational.of(2));
    }
}
