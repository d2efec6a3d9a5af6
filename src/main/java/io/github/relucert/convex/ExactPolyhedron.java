package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.Arrays;
import java.util.List;

/** The points of a box that satisfy all rows, in rationals. */
public record ExactPolyhedron(List<ExactRow> rows, Box box) {
    /** @throws IllegalArgumentException when a row has another number of coordinates than the box */
    public ExactPolyhedron {
        rows = List.copyOf(rows);
        for (ExactRow row : rows) {
            if (row.normal().size() != box.size()) {
                throw new IllegalArgumentException("a row with " + row.normal().size() + " coefficients in a box with "
                        + box.size() + " coordinates");
            }
        }
    }

    /** Number of coordinates. */
    public int size() {
        return box.size();
    }

    /** Whether a point satisfies sides and rows, exactly. */
    public boolean contains(List<Rational> x) {
        return box.firstOutside(x) < 0
                && rows.stream().allMatch(row -> row.violation(x).signum() <= 0);
    }

    /** {@code G^T weights}, exactly. */
    List<Rational> combination(List<Rational> weights) {
        Rational[] sum = new Rational[size()];
        Arrays.fill(sum, Rational.ZERO);
        for (int k = 0; k < rows.size(); k++) {
            if (weights.get(k).signum() != 0) {
                List<Rational> normal = rows.get(k).normal();
                for (int i = 0; i < sum.length; i++) {
                    if (normal.get(i).signum() != 0) {
                        sum[i] = sum[i].add(weights.get(k).multiply(normal.get(i)));
                    }
                }
            }
        }
        return List.of(sum);
    }
}
