package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;

/** The joint minimum over box and ball is the minimum, by other ways of finding it. */
class LinearMinimumProperties {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** A region, a form over it, and the numbers that made them. */
    private record Instance(double[] lower, double[] upper, double[] centre, Norm norm, double radius, double[] form) {
        /** Sides at the centre, infinite sides, frozen coordinates and equal slopes occur; so do centres outside the box. */
        static Instance random(long seed, int d, Norm norm) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean outside = random.nextInt(4) == 0;
            double[] lower = new double[d];
            double[] upper = new double[d];
            double[] centre = new double[d];
            double[] form = new double[d];
            double reached = 0;
            for (int k = 0; k < d; k++) {
                centre[k] = random.nextInt(-8, 9) / 8.0;
                lower[k] = random.nextInt(6) == 0 ? -INFINITY : centre[k] - random.nextInt(4) / 4.0;
                upper[k] = random.nextInt(6) == 0 ? INFINITY : centre[k] + random.nextInt(4) / 4.0;
                if (outside && random.nextInt(3) == 0) {
                    lower[k] = centre[k] + 0.125;
                    upper[k] = Math.max(upper[k], lower[k]);
                    reached += norm == Norm.L1 ? 0.125 : 0.125 * 0.125;
                }
                form[k] = random.nextInt(3) == 0 ? random.nextDouble(-2, 2) : random.nextInt(-2, 3);
            }
            double least = norm == Norm.L1 ? reached : Math.sqrt(reached);
            return new Instance(lower, upper, centre, norm, least + random.nextInt(1, 17) / 8.0, form);
        }

        Region region() {
            return Region.of(lower, upper, centre, norm, radius);
        }

        int size() {
            return form.length;
        }
    }

    @Property(tries = 400)
    void theMinimumInL1IsTheLinearProgramsOptimum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int d) {
        Instance instance = Instance.random(seed, d, Norm.L1);
        checkClose(instance.region().minimum(instance.form, 0), linearProgram(instance));
    }

    /** A lower bound within 1e-9 of the truth, and not above it. */
    private static void checkClose(double bound, double truth) {
        assertThat(bound).isCloseTo(truth, within(1e-9 * Math.max(1, Math.abs(truth))));
        assertThat(bound).isLessThanOrEqualTo(truth + 1e-12);
    }

    private static double linearProgram(Instance instance) {
        int d = instance.size();
        double[] costs = Arrays.copyOf(instance.form, 2 * d);
        double constant = 0;
        List<LinearConstraint> rows = new ArrayList<>();
        double[] budget = new double[2 * d];
        for (int k = 0; k < d; k++) {
            constant += instance.form[k] * instance.centre[k];
            for (int sign : new int[] {1, -1}) {
                double[] row = new double[2 * d];
                row[k] = sign;
                row[d + k] = -1;
                rows.add(new LinearConstraint(row, Relationship.LEQ, 0));
            }
            double[] unit = new double[2 * d];
            unit[k] = 1;
            budget[d + k] = 1;
            if (Double.isFinite(instance.lower[k])) {
                rows.add(new LinearConstraint(unit, Relationship.GEQ, instance.lower[k] - instance.centre[k]));
            }
            if (Double.isFinite(instance.upper[k])) {
                rows.add(new LinearConstraint(unit, Relationship.LEQ, instance.upper[k] - instance.centre[k]));
            }
        }
        rows.add(new LinearConstraint(budget, Relationship.LEQ, instance.radius));
        return new SimplexSolver()
                .optimize(
                        new LinearObjectiveFunction(costs, constant),
                        new LinearConstraintSet(rows),
                        GoalType.MINIMIZE,
                        new NonNegativeConstraint(false))
                .getValue();
    }

    @Property(tries = 400)
    void theMinimumInL2IsTheBestKarushKuhnTuckerPoint(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
        Instance instance = Instance.random(seed, d, Norm.L2);
        checkClose(instance.region().minimum(instance.form, 0), bestCandidate(instance));
    }

    /** Every way to put coordinates at a side; the rest steps against the form until the ball stops it. */
    private static double bestCandidate(Instance instance) {
        int d = instance.size();
        double best = INFINITY;
        int ways = (int) Math.round(Math.pow(3, d));
        for (int way = 0; way < ways; way++) {
            double[] step = new double[d];
            double fixed = 0;
            double free = 0;
            int rest = way;
            for (int k = 0; k < d; k++) {
                int choice = rest % 3;
                rest /= 3;
                double side = choice == 0 ? instance.lower[k] : instance.upper[k];
                step[k] = choice == 2 ? Double.NaN : side - instance.centre[k];
                fixed += choice == 2 ? 0 : step[k] * step[k];
                free += choice == 2 ? instance.form[k] * instance.form[k] : 0;
            }
            double length = free == 0 ? 0 : Math.sqrt((instance.radius * instance.radius - fixed) / free);
            for (int k = 0; k < d; k++) {
                step[k] = Double.isNaN(step[k]) ? -instance.form[k] * length : step[k];
            }
            best = Math.min(best, valueIfInside(instance, step));
        }
        return best;
    }

    private static double valueIfInside(Instance instance, double[] step) {
        double value = 0;
        double square = 0;
        for (int k = 0; k < step.length; k++) {
            double x = instance.centre[k] + step[k];
            if (!(x >= instance.lower[k] - 1e-12 && x <= instance.upper[k] + 1e-12)) {
                return INFINITY;
            }
            value += instance.form[k] * x;
            square += step[k] * step[k];
        }
        return square <= instance.radius * instance.radius + 1e-12 ? value : INFINITY;
    }

    @Property(tries = 300)
    void theMinimumIsAttained(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int d, @ForAll Norm norm) {
        Instance instance = Instance.random(seed, d, norm);
        LinearMinimum minimum = new LinearMinimum(instance.region());
        double[] x = new double[d];
        double bound = minimum.minimum(instance.form, 0);
        minimum.minimiser(instance.form, 0, x);
        double value = 0;
        for (int k = 0; k < d; k++) {
            value += instance.form[k] * x[k];
        }
        assertThat(instance.region().withRadius(instance.radius * (1 + 1e-9)).contains(x))
                .isTrue();
        checkClose(bound, value);
        double[] opposite = Arrays.stream(instance.form).map(a -> -a).toArray();
        assertThat(minimum.maximum(opposite, 0)).isEqualTo(-bound);
    }

    @Property(tries = 200)
    void noPointOfTheRegionLiesBelow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int d, @ForAll Norm norm) {
        Instance instance = Instance.random(seed, d, norm);
        Region region = instance.region();
        double bound = region.minimum(instance.form, 0);
        SplittableRandom random = new SplittableRandom(~seed);
        for (int n = 0; n < 50; n++) {
            double shrink = random.nextDouble();
            double[] x = new double[d];
            double value = 0;
            for (int k = 0; k < d; k++) {
                double wanted = instance.centre[k] + random.nextDouble(-2, 2) * shrink;
                x[k] = Math.min(Math.max(wanted, region.lower(k)), region.upper(k));
                value += instance.form[k] * x[k];
            }
            assertThat(!region.contains(x) || value >= bound).isTrue();
        }
    }

    /**
     * Box {@code [-1/4, 1/4] x [-1, 1]}, unit ball. In l2 with {@code a = (1, 1)} the box alone gives -5/4, the ball alone -1.414,
     * both jointly {@code -(1/4 + sqrt(15/16)) = -1.218}; in l1 with {@code a = (2, 1)} they give -3/2, -2 and -5/4.
     */
    @Test
    void jointlyIsTighterThanApart() {
        double[] lower = {-0.25, -1};
        double[] upper = {0.25, 1};
        double[] open = {INFINITY, INFINITY};
        double[] closed = {-INFINITY, -INFINITY};
        double[] origin = new double[2];
        double[] even = {1, 1};
        double[] steep = {2, 1};
        double inL2 = Region.of(lower, upper, origin, Norm.L2, 1).minimum(even, 0);
        double inL1 = Region.of(lower, upper, origin, Norm.L1, 1).minimum(steep, 0);
        assertThat(inL2).isCloseTo(-0.25 - Math.sqrt(15.0 / 16), within(1e-12));
        assertThat(inL1).isCloseTo(-1.25, within(1e-12));
        assertThat(inL2)
                .isGreaterThan(Region.box(lower, upper).minimum(even, 0) + 0.03)
                .isGreaterThan(Region.of(closed, open, origin, Norm.L2, 1).minimum(even, 0) + 0.19);
        assertThat(inL1)
                .isGreaterThan(Region.box(lower, upper).minimum(steep, 0) + 0.24)
                .isGreaterThan(Region.of(closed, open, origin, Norm.L1, 1).minimum(steep, 0) + 0.74);
    }

    @Test
    void aFormIsUnboundedOnlyAlongInfiniteSidesThatItReads() {
        double[] lower = {-INFINITY, 0};
        double[] upper = {INFINITY, 1};
        double[] centre = {0, 0.5};
        double[] blind = {0, 1};
        double[] seeing = {1e-3, 1};
        for (Norm norm : Norm.values()) {
            Region strip = Region.of(lower, upper, centre, norm, INFINITY);
            assertThat(strip.minimum(blind, 0)).isCloseTo(0, within(1e-12));
            assertThat(strip.minimum(seeing, 0)).isEqualTo(-INFINITY);
            assertThat(new LinearMinimum(strip).maximum(seeing, 0)).isEqualTo(INFINITY);
            assertThat(Region.of(lower, upper, centre, norm, 2).minimum(seeing, 0))
                    .isFinite();
        }
    }

    @Test
    void extremeSlopesNeitherOverflowNorVanish() {
        double[] lower = {-1, -1};
        double[] upper = {1, 1};
        double[] centre = new double[2];
        Region ball = Region.of(lower, upper, centre, Norm.L2, 1);
        for (double scale : new double[] {1e-300, 1e-160, 1, 1e160, 1e300}) {
            double[] form = {3 * scale, 4 * scale};
            assertThat(ball.minimum(form, 0) / scale).isCloseTo(-5, within(1e-11));
        }
    }

    @Test
    void aBallOfRadiusZeroIsItsCentre() {
        double[] lower = {-1, -INFINITY};
        double[] upper = {1, INFINITY};
        double[] centre = {0.5, -2};
        double[] form = {2, 1};
        for (Norm norm : Norm.values()) {
            assertThat(Region.of(lower, upper, centre, norm, 0).minimum(form, 0))
                    .isCloseTo(-1, within(1e-12));
        }
    }

    @Test
    void aRegionWithoutPointsIsKnownAsSuch() {
        double[] lower = {1, 1};
        double[] upper = {2, 2};
        double[] centre = new double[2];
        assertThat(Region.of(lower, upper, centre, Norm.L2, 1.4).isEmpty()).isTrue();
        assertThat(Region.of(lower, upper, centre, Norm.L2, 1.5).isEmpty()).isFalse();
        assertThat(Region.of(lower, upper, centre, Norm.L1, 1.9).isEmpty()).isTrue();
        assertThat(Region.of(lower, upper, centre, Norm.L1, 2).isEmpty()).isFalse();
        assertThat(Region.of(lower, upper, centre, Norm.LINF, 0.9).isEmpty()).isTrue();
        assertThat(Region.of(lower, upper, centre, Norm.LINF, 1).isEmpty()).isFalse();
        assertThat(Region.box(lower, upper).withSides(0, 3, 4).isEmpty()).isTrue();
    }

    @Test
    void impossibleRegionsAreRefused() {
        double[] two = new double[2];
        double[] one = new double[1];
        double[] unknown = {Double.NaN, 0};
        assertThatThrownBy(() -> Region.of(two, one, two, Norm.L2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Region.of(two, two, two, Norm.L2, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Region.of(two, two, two, Norm.L2, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Region.of(unknown, two, two, Norm.L2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Negative control: half the joint gain, a bound above the truth, is caught by the comparison used here. */
    @Test
    void aBoundAboveTheMinimumIsNoticed() {
        Instance instance = Instance.random(3, 4, Norm.L2);
        double truth = bestCandidate(instance);
        checkClose(instance.region().minimum(instance.form, 0), truth);
        assertThatThrownBy(() -> checkClose(truth + 1e-8 * Math.max(1, Math.abs(truth)), truth))
                .isInstanceOf(AssertionError.class);
    }
}
