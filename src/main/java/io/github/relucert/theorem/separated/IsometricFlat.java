package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An affine map {@code t -> x0 + Q t} from {@code [0,1]^k} into {@code R^d} that keeps l_inf distances: every row of {@code Q} is a
 * signed unit vector, each unit vector occurring, or half the sum or difference of two of them. The block-repeat embedding
 * {@code (t_1, .., t_1, .., t_k, .., t_k)} is the case without offsets, signs and mixed rows.
 */
final class IsometricFlat {
    /** {@code offset + sign * (t_first + other * t_second) / divisor}, {@code other = 0} and {@code divisor = 1} in a pure row. */
    private record Row(int first, int second, int sign, int other, Rational offset) {
        boolean isPure() {
            return other == 0;
        }

        Rational at(List<Rational> t) {
            Rational sum = isPure()
                    ? t.get(first)
                    : t.get(first)
                            .add(t.get(second).multiply(Rational.of(other)))
                            .multiply(Rational.of(1, 2));
            return offset.add(sum.multiply(Rational.of(sign)));
        }
    }

    private final int parameters;
    private final List<Row> rows;

    private IsometricFlat(int parameters, List<Row> rows) {
        this.parameters = parameters;
        this.rows = List.copyOf(rows);
    }

    /** The block-repeat embedding; the blocks differ by at most one in length. */
    static IsometricFlat blocks(int parameters, int dimension) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            rows.add(new Row(i * parameters / dimension, 0, 1, 0, Rational.ZERO));
        }
        return new IsometricFlat(parameters, rows);
    }

    /** A random flat; the first rows are pure, so that every parameter can be read off. */
    static IsometricFlat random(long seed, int parameters, int dimension) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            boolean pure = i < parameters || parameters == 1 || random.nextBoolean();
            int first = i < parameters ? i : random.nextInt(parameters);
            int second = (first + 1) % parameters;
            int sign = random.nextBoolean() ? 1 : -1;
            int other = pure ? 0 : random.nextBoolean() ? 1 : -1;
            rows.add(new Row(first, second, sign, other, Rational.of(random.nextInt(-16, 17), 8)));
        }
        return new IsometricFlat(parameters, rows);
    }

    int dimension() {
        return rows.size();
    }

    /** The point of the flat. */
    List<Rational> at(List<Rational> t) {
        return rows.stream().map(row -> row.at(t)).toList();
    }

    /** The parameters, each as a signal that reads one coordinate. */
    List<Signal> read(LayeredCircuit circuit) {
        List<Signal> signals = new ArrayList<>();
        for (int j = 0; j < parameters; j++) {
            for (int i = 0; i < rows.size() && signals.size() == j; i++) {
                Row row = rows.get(i);
                if (row.isPure() && row.first() == j) {
                    Signal moved = circuit.input(i).plus(row.offset().negate().doubleNearest());
                    signals.add(moved.times(row.sign()));
                }
            }
        }
        return signals;
    }
}
