package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Pieces of a ray and its first crossing against exact evaluation of the whole network. */
class ExactRayProperties {
    private static final Rational LIMIT = Rational.of(64);

    private static Problem problem(long seed) {
        return RandomNetworks.problem(seed, RandomNetworks.Size.TINY, Norm.LINF);
    }

    private static double[] direction(Problem problem, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] direction = new double[problem.centre().size()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = random.nextInt(-8, 9) / 8.0;
        }
        return direction;
    }

    private static ExactRay ray(Problem problem, long seed) {
        double[] origin =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        return new ExactRay(problem.network(), origin, direction(problem, seed));
    }

    private static List<Rational> at(Problem problem, long seed, Rational t) {
        double[] direction = direction(problem, seed);
        List<Rational> x = new ArrayList<>();
        for (int i = 0; i < direction.length; i++) {
            x.add(problem.centre().get(i).add(Rational.of(direction[i]).multiply(t)));
        }
        return x;
    }

    @Property(tries = 200)
    void piecesFollowTheNetworkAndEndWhereTheNextBegins(@ForAll long seed) {
        Problem problem = problem(seed);
        Iterator<RayPiece> pieces = ray(problem, seed).pieces();
        Rational end = Rational.ZERO;
        int count = 0;
        while (pieces.hasNext()) {
            RayPiece piece = pieces.next();
            assertThat(piece.start()).isEqualTo(end);
            end = piece.end();
            assertThat(end).isGreaterThan(piece.start());
            Rational last = end.isFinite() ? end : piece.start().add(Rational.of(5));
            for (Rational t : List.of(piece.start(), piece.start().add(last).multiply(Rational.of(1, 2)), last)) {
                List<Rational> output = problem.output(at(problem, seed, t));
                for (int i = 0; i < output.size(); i++) {
                    Rational value = piece.constants()
                            .get(i)
                            .toRational()
                            .add(piece.slopes().get(i).toRational().multiply(t));
                    assertThat(value).isEqualTo(output.get(i));
                    assertThat(piece.sign(i, t)).isEqualTo(output.get(i).signum());
                }
            }
            count++;
        }
        assertThat(end.isFinite()).isFalse();
        Statistics.label("pieces").collect(Math.min(count, 10));
    }

    @Property(tries = 200)
    void theFirstCrossingIsUnsafeAndNothingBeforeItIs(@ForAll long seed) {
        Problem problem = problem(seed);
        Optional<Rational> crossing = ray(problem, seed).firstCrossing(problem.unsafe(), LIMIT);
        assertFirst(problem, seed, crossing);
        Statistics.label("crossing")
                .collect(crossing.map(t -> t.signum() == 0 ? "at the start" : "later")
                        .orElse("none"));
    }

    /** A closed unsafe set: its margin is at most zero at the crossing, positive at places before it and at none up to the limit. */
    private static void assertFirst(Problem problem, long seed, Optional<Rational> crossing) {
        crossing.ifPresent(t -> assertThat(margin(problem, seed, t).signum()).isNotPositive());
        Rational end = crossing.orElse(LIMIT);
        for (int step = 0; step < 12; step++) {
            Rational before = end.multiply(Rational.of(step, 12));
            if (before.compareTo(end) < 0 || crossing.isEmpty()) {
                assertThat(margin(problem, seed, before).signum()).isPositive();
            }
        }
    }

    private static Rational margin(Problem problem, long seed, Rational t) {
        List<Rational> x = at(problem, seed, t);
        return problem.unsafe().margin(x, problem.output(x));
    }

    /** Negative control: a crossing that is a thousandth late or early is noticed. */
    @Example
    void aMovedCrossingIsNoticed() {
        long seed = 0;
        while (crossing(seed).isEmpty() || crossing(seed).orElseThrow().signum() == 0) {
            seed++;
        }
        long found = seed;
        Rational early = crossing(found).orElseThrow().multiply(Rational.of(999, 1000));
        assertThatThrownBy(() -> assertFirst(problem(found), found, Optional.of(early)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertFirst(problem(found), found, Optional.empty()))
                .isInstanceOf(AssertionError.class);
    }

    private static Optional<Rational> crossing(long seed) {
        return ray(problem(seed), seed).firstCrossing(problem(seed).unsafe(), LIMIT);
    }

    @Example
    void aRayOfAnotherSizeIsRefused() {
        Problem problem = problem(1);
        double[] none = {};
        assertThatThrownBy(() -> new ExactRay(problem.network(), none, none))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
