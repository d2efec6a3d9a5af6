package io.github.relucert.convex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nearest points by pivoting over some coordinates, what holds coordinates at their places, and the multipliers of a largest slack. */
class ExactReductionTest {
    private static final List<Place> SIDES = List.of(Place.LOWER_SIDE, Place.UPPER_SIDE);

    private record Sample(RandomPolyhedra random, ExactNearest truth, Projection.Nearest guess) {
        List<Place> places() {
            return guess.active().places();
        }
    }

    /** Polyhedra that have a nearest point, not the centre. */
    private static List<Sample> samples(Norm norm, int seeds) {
        List<Sample> samples = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(4);
            int rows = 1 + random.nextInt(5);
            RandomPolyhedra sample = seed % 2 == 0
                    ? RandomPolyhedra.gaussian(random, size, rows)
                    : RandomPolyhedra.integers(random, size, rows);
            Optional<ExactNearest> truth = ExactNearestPoint.fromScratch(norm, sample.exact(), sample.exactCentre());
            if (truth.isPresent()
                    && truth.get().distance().value().signum() > 0
                    && NearestPoint.project(norm, sample.polyhedron(), sample.centre())
                            instanceof Projection.Nearest guess) {
                samples.add(new Sample(sample, truth.get(), guess));
            }
        }
        return samples;
    }

    private static Optional<ExactNearest> solve(Norm norm, Sample sample, List<Place> places, Set<Integer> open) {
        return ExactNearestPoint.fromPlaces(
                norm, sample.random().exact(), sample.random().exactCentre(), places, open);
    }

    private static boolean isFree(Place place) {
        return place == Place.FREE || place == Place.FREE_ABOVE || place == Place.FREE_BELOW;
    }

    /** Whatever the places of open coordinates say; with a wrong place elsewhere the answer is the right one or none. */
    @ParameterizedTest
    @EnumSource(names = {"LINF", "L1"})
    void openCoordinatesFindTheirPlaces(Norm norm) {
        int found = 0;
        int refused = 0;
        List<Sample> samples = samples(norm, 300);
        for (Sample sample : samples) {
            int size = sample.places().size();
            Set<Integer> free = new TreeSet<>(IntStream.range(0, size)
                    .filter(i -> isFree(sample.places().get(i)))
                    .boxed()
                    .toList());
            for (int i = 0; i < size; i++) {
                List<Place> wrong = new ArrayList<>(sample.places());
                wrong.set(i, Place.FREE);
                Set<Integer> open = new TreeSet<>(free);
                open.add(i);
                Optional<ExactNearest> solved = solve(norm, sample, wrong, open);
                solved.ifPresent(
                        s -> assertThat(s.distance()).isEqualTo(sample.truth().distance()));
                found += solved.isPresent() ? 1 : 0;
                // At the centre, where hardly any coordinate of the nearest point is.
                open.remove(i);
                Optional<ExactNearest> misled = solve(norm, sample, wrong, open);
                misled.ifPresent(
                        s -> assertThat(s.distance()).isEqualTo(sample.truth().distance()));
                refused += misled.isEmpty() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(2 * samples.size());
        assertThat(refused).isGreaterThan(samples.size() / 2);
    }

    @ParameterizedTest
    @EnumSource(names = {"LINF", "L1"})
    void withAllCoordinatesOpenItIsTheWholeProgram(Norm norm) {
        for (Sample sample : samples(norm, 100)) {
            int size = sample.places().size();
            List<Place> nowhere = Collections.nCopies(size, Place.FREE);
            Set<Integer> all = new TreeSet<>(IntStream.range(0, size).boxed().toList());
            assertThat(solve(norm, sample, nowhere, all).orElseThrow().distance())
                    .isEqualTo(sample.truth().distance());
        }
    }

    @Test
    void thereIsNoLinearProgramInTheEuclideanNorm() {
        Sample sample = samples(Norm.L2, 20).getFirst();
        assertThatThrownBy(() -> solve(Norm.L2, sample, sample.places(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Multipliers that hold every coordinate bound the distance; a coordinate put on the other side is noticed. */
    @ParameterizedTest
    @EnumSource
    void whatHoldsIsABoundAndWhatDoesNotIsSeen(Norm norm) {
        int held = 0;
        int seen = 0;
        for (Sample sample : samples(norm, 300)) {
            ExactPolyhedron polyhedron = sample.random().exact();
            List<Rational> centre = sample.random().exactCentre();
            Optional<ExactGuess> guess = ExactNearestPoint.unverified(
                    norm, polyhedron, centre, sample.guess().active());
            if (guess.isEmpty() || guess.get().multipliers().stream().anyMatch(m -> m.signum() < 0)) {
                continue;
            }
            List<Integer> all =
                    IntStream.range(0, sample.places().size()).boxed().toList();
            List<Rational> multipliers = guess.get().multipliers();
            if (ExactNearestPoint.holds(norm, polyhedron, centre, multipliers, sample.places(), all)) {
                held++;
                assertThat(guess.get().distance())
                        .isLessThanOrEqualTo(sample.truth().distance());
            }
            for (int i : all) {
                if (SIDES.contains(sample.places().get(i))
                        && polyhedron.box().lower().get(i).isFinite()
                        && polyhedron.box().upper().get(i).isFinite()) {
                    List<Place> other = new ArrayList<>(sample.places());
                    other.set(i, SIDES.get(1 - SIDES.indexOf(sample.places().get(i))));
                    seen += ExactNearestPoint.holds(norm, polyhedron, centre, multipliers, other, all) ? 0 : 1;
                }
            }
        }
        assertThat(held).isGreaterThan(100);
        assertThat(seen).isGreaterThan(20);
    }

    /** Strong duality: over the box the weighed rows come down to minus the slack, and no lower. */
    @Test
    void multipliersOfTheLargestSlackProveIt() {
        int tight = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RandomPolyhedra sample = RandomPolyhedra.integers(random, 1 + random.nextInt(3), 1 + random.nextInt(4));
            ExactPolyhedron polyhedron = sample.exact();
            int closed = random.nextInt(polyhedron.rows().size() + 1);
            Optional<ExactSlack> slack = ExactSlack.largest(polyhedron, closed);
            if (slack.isEmpty() || slack.get().value().equals(Rational.ONE)) {
                continue;
            }
            tight += slack.get().value().signum() == 0 ? 1 : 0;
            List<Rational> multipliers = slack.get().multipliers();
            Rational sum =
                    multipliers.subList(closed, multipliers.size()).stream().reduce(Rational.ZERO, Rational::add);
            assertThat(sum).as("seed %d", seed).isEqualTo(Rational.ONE);
            Rational least = Rational.ZERO;
            List<Rational> pull = polyhedron.combination(multipliers);
            for (int i = 0; i < pull.size(); i++) {
                Rational side = pull.get(i).signum() > 0
                        ? polyhedron.box().lower().get(i)
                        : polyhedron.box().upper().get(i);
                least = pull.get(i).signum() == 0
                        ? least
                        : least.add(pull.get(i).multiply(side));
            }
            for (int k = 0; k < multipliers.size(); k++) {
                assertThat(multipliers.get(k).signum()).isNotNegative();
                least = least.subtract(
                        multipliers.get(k).multiply(polyhedron.rows().get(k).limit()));
            }
            assertThat(least).as("seed %d", seed).isEqualTo(slack.get().value().negate());
        }
        assertThat(tight).isPositive();
    }
}
