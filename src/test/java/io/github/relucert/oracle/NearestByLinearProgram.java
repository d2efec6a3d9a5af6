package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Nearest points in l_inf and l1 by the integer simplex, {@code u = p - q} with {@code p, q >= 0}, and {@code t} for l_inf. */
final class NearestByLinearProgram implements NearestInCell {
    private final int dimension;
    private final IntegerDictionary dictionary;

    private NearestByLinearProgram(int dimension, IntegerDictionary dictionary) {
        this.dimension = dimension;
        this.dictionary = dictionary;
    }

    /** The whole space. */
    static NearestInCell whole(Norm norm, int dimension) {
        int[] costs = new int[2 * dimension + 1];
        Arrays.fill(costs, norm == Norm.L1 ? 1 : 0);
        costs[2 * dimension] = 1;
        IntegerDictionary dictionary = IntegerDictionary.minimise(costs);
        for (int i = 0; norm == Norm.LINF && i < dimension; i++) {
            for (int sign : new int[] {1, -1}) {
                List<Rational> row = new ArrayList<>(Collections.nCopies(2 * dimension + 1, Rational.ZERO));
                row.set(i, Rational.of(sign));
                row.set(dimension + i, Rational.of(-sign));
                row.set(2 * dimension, Rational.of(-1));
                dictionary = dictionary.with(row, Rational.ZERO).orElseThrow();
            }
        }
        return new NearestByLinearProgram(dimension, dictionary);
    }

    @Override
    public Optional<NearestInCell> with(List<Rational> normal, Rational bound) {
        List<Rational> row = new ArrayList<>(normal);
        normal.forEach(a -> row.add(a.negate()));
        row.add(Rational.ZERO);
        return dictionary.with(row, bound).map(next -> new NearestByLinearProgram(dimension, next));
    }

    @Override
    public Rational distance() {
        return dictionary.value();
    }

    @Override
    public List<Rational> point() {
        List<Rational> v = dictionary.point();
        return IntStream.range(0, dimension)
                .mapToObj(i -> v.get(i).subtract(v.get(dimension + i)))
                .toList();
    }
}
