package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cells.UniversalPerturbation.Direction;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The product network against its definition, and its radius against the oracle. */
class UniversalPerturbationProperties {
    private static final List<Norm> NORMS = List.of(Norm.LINF, Norm.L2, Norm.L1);

    private record Rows(Network network, List<UniversalPerturbation.Row> rows) {
        static Rows draw(long seed, int neurons) {
            Network network = RandomNetworks.network(seed, new RandomNetworks.Size(3, neurons));
            SplittableRandom random = new SplittableRandom(~seed);
            List<UniversalPerturbation.Row> rows = new ArrayList<>();
            for (int r = 0; r < 2; r++) {
                List<Rational> point = point(random, network.inputSize(), 8);
                Problem plain = new Problem(
                        network,
                        point,
                        Norm.L2,
                        Box.unbounded(point.size()),
                        UnsafeSet.deviation(List.of(), Rational.ONE));
                List<Rational> output = plain.output(point);
                Task task = output.size() == 1
                        ? new Task.Binary(Rational.ZERO, 1, 0)
                        : new Task.Classification(output.size());
                Direction direction = random.nextBoolean() ? Direction.ALONG : Direction.AGAINST;
                rows.add(new UniversalPerturbation.Row(point, direction, task.unsafe(OptionalInt.empty(), output)));
            }
            return new Rows(network, rows);
        }

        static List<Rational> point(SplittableRandom random, int size, int reach) {
            List<Rational> point = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                point.add(Rational.of(random.nextInt(-reach, reach + 1), 8));
            }
            return point;
        }

        /** Whether a perturbation fools every row, by evaluating the network itself at the moved rows. */
        boolean allFooled(List<Rational> z) {
            return rows.stream().allMatch(row -> {
                List<Rational> x = new ArrayList<>();
                for (int k = 0; k < z.size(); k++) {
                    Rational step = row.direction() == Direction.ALONG
                            ? z.get(k)
                            : z.get(k).negate();
                    x.add(row.point().get(k).add(step));
                }
                Problem plain = new Problem(network, x, Norm.L2, Box.unbounded(x.size()), row.unsafe());
                return plain.isUnsafe(x);
            });
        }
    }

    @Property(tries = 200)
    void theProductIsUnsafeExactlyWhereAllRowsAre(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Rows drawn = Rows.draw(seed, 6);
        Box domain = Box.unbounded(drawn.network().inputSize());
        Problem product = UniversalPerturbation.problem(drawn.network(), drawn.rows(), Norm.L2, domain);
        SplittableRandom random = new SplittableRandom(seed);
        for (int sample = 0; sample < 8; sample++) {
            List<Rational> z = Rows.point(random, domain.size(), 32);
            assertThat(product.isUnsafe(z)).isEqualTo(drawn.allFooled(z));
        }
    }

    @Property(tries = 60)
    void theLeastOneIsTheOracles(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Rows drawn = Rows.draw(seed, 3);
        Norm norm = NORMS.get((int) (seed % 3));
        Box domain = Box.uniform(drawn.network().inputSize(), Rational.of(-2), Rational.of(2));
        Optional<Nearest> least = UniversalPerturbation.least(drawn.network(), drawn.rows(), norm, domain);
        Problem product = UniversalPerturbation.problem(drawn.network(), drawn.rows(), norm, domain);
        assertThat(least.map(Nearest::radius).orElse(new Radius(norm, Rational.POSITIVE_INFINITY)))
                .isEqualTo(EnumerationOracle.solve(product).radius());
        least.ifPresent(nearest -> assertThat(drawn.allFooled(nearest.point())).isTrue());
    }

    /** The control: two rows on either side of a boundary are fooled by moving towards each other, not by one common move. */
    @Test
    void theDirectionMatters() {
        Network network = Hinges.score(new double[] {1}, 0);
        List<Rational> above = List.of(Rational.of(2));
        List<Rational> below = List.of(Rational.of(-3));
        UnsafeSet falls = UnsafeSet.acrossThreshold(1, Rational.ZERO);
        UnsafeSet rises = UnsafeSet.acrossThreshold(-1, Rational.ZERO);
        List<UniversalPerturbation.Row> towards = List.of(
                new UniversalPerturbation.Row(above, Direction.AGAINST, falls),
                new UniversalPerturbation.Row(below, Direction.ALONG, rises));
        List<UniversalPerturbation.Row> together = List.of(
                new UniversalPerturbation.Row(above, Direction.ALONG, falls),
                new UniversalPerturbation.Row(below, Direction.ALONG, rises));
        Box all = Box.unbounded(1);
        assertThat(UniversalPerturbation.least(network, towards, Norm.L2, all)
                        .orElseThrow()
                        .radius()
                        .value())
                .isEqualTo(Rational.of(9));
        assertThat(UniversalPerturbation.least(network, together, Norm.L2, all)).isEmpty();
    }

    /** A domain keeps every moved row inside, each in its own direction. */
    @Test
    void theDomainIsTheRows() {
        Network network = Hinges.score(new double[] {1}, 0);
        UnsafeSet falls = UnsafeSet.acrossThreshold(1, Rational.ZERO);
        List<UniversalPerturbation.Row> rows = List.of(
                new UniversalPerturbation.Row(List.of(Rational.of(2)), Direction.AGAINST, falls),
                new UniversalPerturbation.Row(List.of(Rational.of(1)), Direction.ALONG, falls));
        Box moves = UniversalPerturbation.problem(
                        network, rows, Norm.L2, Box.uniform(1, Rational.of(-4), Rational.of(3)))
                .domain();
        assertThat(moves.lower()).containsExactly(Rational.of(-1));
        assertThat(moves.upper()).containsExactly(Rational.of(2));
    }
}
