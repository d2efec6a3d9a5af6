package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.math.BigInteger;
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
        return box.firstOutside(x) < 0 && violations(x).stream().allMatch(violation -> violation.signum() <= 0);
    }

    /** {@code G x - h}, exactly. */
    List<Rational> violations(List<Rational> x) {
        ExactRow.Fraction point = ExactRow.Fraction.of(x);
        return rows.stream()
                .map(row -> ExactRow.Fraction.of(row.normal()).dot(point).subtract(row.limit()))
                .toList();
    }

    /** {@code G^T weights}, exactly: summed over one denominator, since a reduction a term would cost more than all else. */
    List<Rational> combination(List<Rational> weights) {
        ExactRow.Fraction factors = ExactRow.Fraction.of(weights);
        ExactRow.Fraction[] normals = new ExactRow.Fraction[rows.size()];
        BigInteger common = BigInteger.ONE;
        for (int k = 0; k < normals.length; k++) {
            normals[k] = ExactRow.Fraction.of(rows.get(k).normal());
            BigInteger denominator = normals[k].denominator();
            common = common.divide(common.gcd(denominator)).multiply(denominator);
        }
        BigInteger[] sums = new BigInteger[size()];
        Arrays.fill(sums, BigInteger.ZERO);
        for (int k = 0; k < normals.length; k++) {
            BigInteger factor = factors.numerators()[k].multiply(common.divide(normals[k].denominator()));
            for (int i = 0; i < sums.length && factor.signum() != 0; i++) {
                BigInteger entry = normals[k].numerators()[i];
                if (entry.signum() != 0) {
                    sums[i] = sums[i].add(factor.multiply(entry));
                }
            }
        }
        BigInteger denominator = factors.denominator().multiply(common);
        return Arrays.stream(sums).map(sum -> Rational.of(sum, denominator)).toList();
    }
}
