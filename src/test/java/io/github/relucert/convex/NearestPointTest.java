package io.github.relucert.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

class NearestPointTest {
    @ParameterizedTest
    @EnumSource(Norm.class)
    void agreesWithExactPivotingOnSmallPolyhedra(Norm norm) {
        int found = 0;
        int empty = 0;
        int guessed = 0;
        for (int seed = 0; seed < 250; seed++) {
            RandomPolyhedra sample = small(seed);
            ExactPolyhedron exact = sample.exact();
            Optional<ExactNearest> truth = ExactNearestPoint.fromScratch(norm, exact, sample.exactCentre());
            switch (NearestPoint.project(norm, sample.polyhedron(), sample.centre())) {
                case Projection.Nearest answer -> {
                    found++;
                    assertThat(truth).as("seed %d", seed).isPresent();
                    double distance = truth.get().distance().ceiling();
                    assertThat(answer.distance())
                            .as("seed %d", seed)
                            .isCloseTo(distance, within(1e-8 * (1 + distance)));
                    Optional<ExactNearest> solved =
                            ExactNearestPoint.fromGuess(norm, exact, sample.exactCentre(), answer.active());
                    guessed += solved.isPresent() ? 1 : 0;
                    solved.ifPresent(
                            s -> assertThat(s.distance()).isEqualTo(truth.get().distance()));
                }
                case Projection.Empty answer -> {
                    empty++;
                    assertThat(truth).as("seed %d %s", seed, answer).isEmpty();
                }
                case Projection.Farther answer -> throw new AssertionError("seed " + seed + " " + answer);
                case Projection.Unsettled answer -> throw new AssertionError("seed " + seed + " " + answer);
            }
        }
        assertThat(found).isGreaterThan(120);
        assertThat(empty).isGreaterThan(20);
        // The rest are vertices with more tight rows than coordinates, where the choice of rows is not unique.
        assertThat(guessed).isGreaterThan(found * 9 / 10);
    }

    private static RandomPolyhedra small(int seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(5);
        int rows = 1 + random.nextInt(6);
        return seed % 2 == 0
                ? RandomPolyhedra.gaussian(random, size, rows)
                : RandomPolyhedra.integers(random, size, rows);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void isOptimalAndExactlySolvableOnCellsOfImages(Norm norm) {
        for (int seed = 0; seed < 3; seed++) {
            RandomPolyhedra cell = imageCell(seed, 120, 30);
            Projection.Nearest answer =
                    (Projection.Nearest) NearestPoint.project(norm, cell.polyhedron(), cell.centre());
            double gap = dualityGap(norm, cell, answer);
            assertThat(Math.abs(gap)).as("seed %d", seed).isLessThan(1e-8);
            ExactNearest exact = ExactNearestPoint.fromGuess(norm, cell.exact(), cell.exactCentre(), answer.active())
                    .orElseThrow();
            assertThat(answer.distance()).isCloseTo(exact.distance().ceiling(), within(1e-10));
            double[] wrong = answer.multipliers().clone();
            wrong[0] *= 1.5;
            assertThat(Math.abs(dualityGap(
                            norm,
                            cell,
                            new Projection.Nearest(answer.point(), answer.distance(), wrong, answer.active()))))
                    .as("a wrong multiplier shows")
                    .isGreaterThan(1e-4);
        }
    }

    /** A cell of a net over an image: most pixels on the domain's border, one row violated at the centre, the others slack. */
    private static RandomPolyhedra imageCell(int seed, int size, int rows) {
        Random random = new Random(seed);
        double[] centre = new double[size];
        double[] upper = new double[size];
        Arrays.fill(upper, 1);
        for (int i = 0; i < size; i++) {
            centre[i] = random.nextDouble() < 0.6 ? 0 : random.nextDouble();
        }
        double[] normals = new double[size * rows];
        double[] limits = new double[rows];
        for (int k = 0; k < rows; k++) {
            limits[k] = k == 0 ? -0.05 : 0.3 * random.nextDouble();
            for (int i = 0; i < size; i++) {
                normals[k * size + i] = random.nextGaussian() / Math.sqrt(size);
                limits[k] += normals[k * size + i] * centre[i];
            }
        }
        return new RandomPolyhedra(new Polyhedron(normals, limits, new double[size], upper), centre);
    }

    /** Distance (l2: half its square) less the dual value of the multipliers. */
    private static double dualityGap(Norm norm, RandomPolyhedra cell, Projection.Nearest answer) {
        Polyhedron polyhedron = cell.polyhedron();
        double[] pull = new double[polyhedron.size()];
        double dual = 0;
        for (int k = 0; k < polyhedron.rows(); k++) {
            assertThat(polyhedron.violation(k, answer.point())).isLessThan(1e-9);
            assertThat(answer.multipliers()[k]).isNotNegative();
            dual += answer.multipliers()[k] * polyhedron.violation(k, cell.centre());
            for (int i = 0; i < pull.length; i++) {
                pull[i] += answer.multipliers()[k] * polyhedron.normals()[k * pull.length + i];
            }
        }
        double t = answer.distance();
        return switch (norm) {
            // Convex in the radius, so that a better one would show on one side.
            case LINF ->
                t
                        - dual
                        - Math.min(
                                inside(norm, cell, pull, t),
                                Math.min(inside(norm, cell, pull, 0.9 * t), inside(norm, cell, pull, 1.1 * t)));
            case L1 -> t - dual - inside(norm, cell, pull, t);
            case L2 -> t * t / 2 - dual - inside(norm, cell, pull, t);
        };
    }

    /** Minimum over the box of the distance (l2: half its square) plus {@code pull . (x - x0)}; for l_inf within radius t. */
    private static double inside(Norm norm, RandomPolyhedra cell, double[] pull, double t) {
        Polyhedron polyhedron = cell.polyhedron();
        double inside = norm == Norm.LINF ? t : 0;
        for (int i = 0; i < pull.length; i++) {
            double low = polyhedron.lower()[i] - cell.centre()[i];
            double high = polyhedron.upper()[i] - cell.centre()[i];
            inside += switch (norm) {
                case LINF -> Math.min(pull[i] * Math.max(low, -t), pull[i] * Math.min(high, t));
                case L1 -> Math.min(0, Math.min(pull[i] * low - low, pull[i] * high + high));
                case L2 -> {
                    double y = Math.min(Math.max(-pull[i], low), high);
                    yield y * y / 2 + pull[i] * y;
                }
            };
        }
        return inside;
    }

    @Test
    void projectionsAgreeWithOjAlgo() {
        for (int seed = 0; seed < 25; seed++) {
            RandomPolyhedra sample = RandomPolyhedra.gaussian(new Random(seed), 6, 4);
            if (NearestPoint.project(Norm.L2, sample.polyhedron(), sample.centre())
                    instanceof Projection.Nearest answer) {
                assertThat(ojAlgo(sample)).as("seed %d", seed).isCloseTo(answer.distance(), within(1e-5));
            }
        }
    }

    private static double ojAlgo(RandomPolyhedra sample) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        model.options.time_abort = 2000;
        int size = sample.polyhedron().size();
        var square = model.newExpression("square").weight(1);
        for (int i = 0; i < size; i++) {
            double low = sample.polyhedron().lower()[i] - sample.centre()[i];
            double high = sample.polyhedron().upper()[i] - sample.centre()[i];
            model.newVariable("y" + i).lower(Math.max(low, -100)).upper(Math.min(high, 100));
            square.set(i, i, 1);
        }
        for (int k = 0; k < sample.polyhedron().rows(); k++) {
            var row = model.newExpression("row" + k)
                    .upper(BigDecimal.valueOf(-sample.polyhedron().violation(k, sample.centre())));
            for (int i = 0; i < size; i++) {
                row.set(i, BigDecimal.valueOf(sample.polyhedron().normals()[k * size + i]));
            }
        }
        Optimisation.Result result = model.minimise();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += result.doubleValue(i) * result.doubleValue(i);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void stopsAtTheCutoff(Norm norm) {
        RandomPolyhedra cell = imageCell(7, 100, 60);
        double distance =
                ((Projection.Nearest) NearestPoint.project(norm, cell.polyhedron(), cell.centre())).distance();
        switch (NearestPoint.project(norm, cell.polyhedron(), cell.centre(), 0.9 * distance)) {
            case Projection.Farther farther ->
                assertThat(farther.bound()).isBetween(0.9 * distance, distance * (1 + 1e-9));
            // The last step may jump over the cutoff to the end.
            case Projection.Nearest nearest -> assertThat(nearest.distance()).isCloseTo(distance, within(1e-9));
            case Projection.Empty empty -> throw new AssertionError(empty);
            case Projection.Unsettled unsettled -> throw new AssertionError(unsettled);
        }
        assertThat(NearestPoint.project(norm, cell.polyhedron(), cell.centre(), 1.1 * distance))
                .isInstanceOf(Projection.Nearest.class);
    }

    @Test
    void aThirdIsFoundExactly() {
        // |3 x - 1| <= 0: the polyhedron is the single point 1/3, which no double is.
        ExactRow up = new ExactRow(List.of(Rational.of(3)), Rational.ONE);
        ExactRow down = new ExactRow(List.of(Rational.of(-3)), Rational.of(-1));
        ExactPolyhedron point = new ExactPolyhedron(List.of(up, down), Box.unbounded(1));
        double[] limits = {1, -1};
        double[] none = {Double.POSITIVE_INFINITY};
        Polyhedron rounded =
                new Polyhedron(new double[] {3, -3}, limits, new double[] {Double.NEGATIVE_INFINITY}, none);
        for (Norm norm : Norm.values()) {
            List<Rational> centre = Collections.nCopies(1, Rational.ZERO);
            Projection.Nearest guess = (Projection.Nearest) NearestPoint.project(norm, rounded, new double[1]);
            assertThat(ExactNearestPoint.fromGuess(norm, point, centre, guess.active())
                            .orElseThrow()
                            .point())
                    .containsExactly(Rational.of(1, 3));
            assertThat(ExactNearestPoint.fromScratch(norm, point, centre)
                            .orElseThrow()
                            .point())
                    .containsExactly(Rational.of(1, 3));
        }
    }

    @Test
    void aWrongActiveSetIsNotVerified() {
        for (Norm norm : Norm.values()) {
            RandomPolyhedra cell = imageCell(3, 30, 10);
            Projection.Nearest answer =
                    (Projection.Nearest) NearestPoint.project(norm, cell.polyhedron(), cell.centre());
            List<Place> places = new ArrayList<>(answer.active().places());
            Collections.replaceAll(places, Place.LOWER_SIDE, Place.UPPER_SIDE);
            Collections.replaceAll(places, Place.CENTRE, Place.UPPER_SIDE);
            ActiveSet wrong = new ActiveSet(answer.active().rows(), places);
            assertThat(ExactNearestPoint.fromGuess(norm, cell.exact(), cell.exactCentre(), wrong))
                    .isEmpty();
        }
    }
}
