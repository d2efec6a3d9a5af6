package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Distances and minima against their definitions, and against {@link LinearMinimum}, which was written apart. */
class BoxAndBallProperties {
    private static final double TOLERANCE = 1e-9;
    private static final int SAMPLES = 200;

    /** A random box around a random centre, which stands on a side at times, and a random form. */
    private record Case(Region region, double[] a, double c, double[] p, double q) {
        static Case of(long seed, Norm norm) {
            Random random = new Random(seed);
            int size = 1 + random.nextInt(9);
            double[] centre = random.doubles(size, -1, 1).toArray();
            double[] lower = new double[size];
            double[] upper = new double[size];
            for (int k = 0; k < size; k++) {
                lower[k] = centre[k] - (random.nextInt(4) == 0 ? 0 : random.nextDouble());
                upper[k] = centre[k] + (random.nextInt(4) == 0 ? 0 : random.nextDouble());
            }
            double[] a = random.doubles(size, -1, 1).toArray();
            double[] p = random.doubles(size, -1, 1).toArray();
            a[0] = random.nextInt(4) == 0 ? 0 : a[0];
            double radius = 0.05 + random.nextDouble();
            return new Case(
                    Region.of(lower, upper, centre, norm, radius),
                    a,
                    random.nextDouble(-1, 2),
                    p,
                    random.nextDouble(-1, 1));
        }

        double[] sample(Random random) {
            double[] x = new double[region.size()];
            Arrays.setAll(x, k -> {
                double side = random.nextInt(3) == 0 ? region.lower(k) : region.upper(k);
                double inner = region.lower(k) + random.nextDouble() * (region.upper(k) - region.lower(k));
                return random.nextBoolean() ? side : random.nextInt(4) == 0 ? region.centre(k) : inner;
            });
            return x;
        }

        double length(double[] x) {
            double total = 0;
            for (int k = 0; k < x.length; k++) {
                double step = Math.abs(x[k] - region.centre(k));
                total = switch (region.norm()) {
                    case LINF -> Math.max(total, step);
                    case L2 -> Math.hypot(total, step);
                    case L1 -> total + step;
                };
            }
            return total;
        }
    }

    private static double at(double[] a, double c, double[] x) {
        double sum = c;
        for (int k = 0; k < x.length; k++) {
            sum += a[k] * x[k];
        }
        return sum;
    }

    @Property(tries = 500)
    void theDistanceIsThatOfItsPointAndNoOtherIsNearer(@ForAll long seed, @ForAll Norm norm) {
        Case one = Case.of(seed, norm);
        BoxAndBall geometry = BoxAndBall.around(one.region());
        double distance = geometry.distance(one.a(), one.c());
        checkDistance(one, distance, geometry.point().clone(), seed);
    }

    private static void checkDistance(Case one, double distance, double[] x, long seed) {
        if (distance > 0 && Double.isFinite(distance)) {
            assertThat(at(one.a(), one.c(), x)).isCloseTo(0, within(TOLERANCE));
            assertThat(one.length(x)).isCloseTo(distance, within(TOLERANCE));
        }
        if (distance < 0) {
            assertThat(at(one.a(), one.c(), x)).isLessThanOrEqualTo(0);
            assertThat(one.length(x)).isZero();
        }
        Random random = new Random(seed);
        for (int k = 0; k < SAMPLES; k++) {
            double[] other = one.sample(random);
            if (at(one.a(), one.c(), other) <= 0) {
                assertThat(one.length(other)).isGreaterThanOrEqualTo(distance - TOLERANCE);
            }
        }
    }

    /** Negative control: a distance that is too large or too small, or reached at another point, is seen. */
    @ParameterizedTest
    @EnumSource
    void aWrongDistanceIsSeen(Norm norm) {
        int seen = 0;
        for (long seed = 0; seed < 100; seed++) {
            Case one = Case.of(seed, norm);
            BoxAndBall geometry = BoxAndBall.around(one.region());
            double distance = geometry.distance(one.a(), one.c());
            double[] x = geometry.point().clone();
            if (distance > 0 && Double.isFinite(distance)) {
                long sample = seed;
                checkDistance(one, distance, x, seed);
                for (double factor : new double[] {1.001, 0.999}) {
                    assertThatThrownBy(() -> checkDistance(one, factor * distance, x, sample))
                            .isInstanceOf(AssertionError.class);
                }
                double[] centre = new double[x.length];
                Arrays.setAll(centre, one.region()::centre);
                assertThatThrownBy(() -> checkDistance(one, distance, centre, sample))
                        .isInstanceOf(AssertionError.class);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(10);
    }

    @Property(tries = 500)
    void theMinimumIsThatOfTheLinearMinimum(@ForAll long seed, @ForAll Norm norm) {
        Case one = Case.of(seed, norm);
        BoxAndBall geometry = BoxAndBall.around(one.region());
        double minimum = geometry.minimum(one.a(), 0, one.c());
        double other = new LinearMinimum(one.region()).minimum(one.a(), 0) + one.c();
        assertThat(minimum).isCloseTo(other, within(TOLERANCE));
    }

    @Property(tries = 500)
    void aHalfSpaceRaisesTheMinimumAndNoPointInItLiesBelow(@ForAll long seed, @ForAll Norm norm) {
        Case one = Case.of(seed, norm);
        BoxAndBall geometry = BoxAndBall.around(one.region());
        double without = geometry.minimum(one.a(), 0, one.c());
        double with = geometry.minimum(one.a(), 0, one.c(), one.p(), one.q());
        assertThat(with).isGreaterThanOrEqualTo(without - TOLERANCE);
        assertThat(geometry.weight()).isNotNegative();
        Random random = new Random(seed);
        for (int k = 0; k < SAMPLES; k++) {
            double[] x = one.sample(random);
            if (one.region().contains(x) && at(one.p(), one.q(), x) <= 0) {
                assertThat(at(one.a(), one.c(), x)).isGreaterThanOrEqualTo(with - TOLERANCE);
            }
        }
    }

    @Test
    void multiplierAndWeightProveTheMinimumWhereItIsHuge() {
        multiplierAndWeightProveTheMinimum(-11392, Norm.L1);
        multiplierAndWeightProveTheMinimum(-11392, Norm.L2);
    }

    /** Weak duality at the multipliers reported: they are what a proof writes down. */
    @Property(tries = 500)
    void multiplierAndWeightProveTheMinimum(@ForAll long seed, @ForAll Norm norm) {
        Case one = Case.of(seed, norm);
        BoxAndBall geometry = BoxAndBall.around(one.region());
        double bound = geometry.minimum(one.a(), 0, one.c(), one.p(), one.q());
        double nu = geometry.multiplier();
        double dual = one.c() + geometry.weight() * one.q();
        double share = 0;
        for (int k = 0; k < one.a().length; k++) {
            double s = one.a()[k] + geometry.weight() * one.p()[k];
            double lo = one.region().lower(k) - one.region().centre(k);
            double hi = one.region().upper(k) - one.region().centre(k);
            double g = switch (norm) {
                case LINF -> 0;
                case L2 -> Math.max(-nu * hi, Math.min(s, -nu * lo));
                case L1 -> Math.max(-nu, Math.min(s, nu));
            };
            share = norm == Norm.L2 ? Math.hypot(share, g) : Math.max(share, Math.abs(g));
            double rest = s - g;
            dual += s * one.region().centre(k) + rest * (rest > 0 ? lo : hi);
        }
        // Where the half-space all but misses the ball the weight is huge, and so are the numbers that rounding acts
        // on.
        assertThat(dual - one.region().radius() * share).isCloseTo(bound, within(1e-7 + geometry.roundingError()));
    }

    @Test
    void aBoxIsMissedExactlyBeyondOne() {
        BoxAndBall box = BoxAndBall.box(new double[] {0, 0}, new double[] {2, 4});
        double[] a = {1, 1};
        assertThat(box.distance(a, 0)).isEqualTo(1);
        assertThat(box.distance(a, -1.5)).isEqualTo(0.5);
        assertThat(box.distance(a, 0.5)).isGreaterThan(1);
        assertThat(box.distance(a, -4)).isNegative();
    }

    /** A box that lies apart from the centre, in l_inf: its own distance, and that of a half-space within it. */
    @Property(tries = 300)
    void distancesHoldWhereTheCentreIsOutside(@ForAll long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(5);
        double[] lower = random.doubles(size, -1, 1).toArray();
        double[] upper = new double[size];
        Arrays.setAll(upper, k -> lower[k] + random.nextDouble());
        lower[0] = 0.2 + random.nextDouble();
        upper[0] = lower[0] + random.nextDouble();
        Region region = Region.of(lower, upper, new double[size], Norm.LINF, 3);
        Case one = new Case(region, random.doubles(size, -1, 1).toArray(), random.nextDouble(-1, 2), new double[0], 0);
        BoxAndBall geometry = BoxAndBall.around(region);
        double distance = geometry.distance(one.a(), one.c());
        double[] x = geometry.point().clone();
        if (Double.isFinite(distance)) {
            assertThat(region.contains(x)).isTrue();
            assertThat(at(one.a(), one.c(), x)).isLessThanOrEqualTo(TOLERANCE);
            assertThat(one.length(x)).isCloseTo(Math.max(distance, geometry.nearest()), within(TOLERANCE));
        }
        double least = geometry.minimum(one.a(), 0, one.c());
        assertThat(at(one.a(), one.c(), geometry.point())).isCloseTo(least, within(TOLERANCE));
        for (int k = 0; k < SAMPLES; k++) {
            double[] y = one.sample(random);
            for (int j = 0; j < size; j++) {
                y[j] = Math.clamp(y[j], lower[j], upper[j]);
            }
            assertThat(one.length(y)).isGreaterThanOrEqualTo(geometry.nearest());
            assertThat(at(one.a(), one.c(), y)).isGreaterThanOrEqualTo(least - TOLERANCE);
            if (at(one.a(), one.c(), y) <= 0) {
                assertThat(one.length(y)).isGreaterThanOrEqualTo(distance - TOLERANCE);
            }
        }
    }
}
