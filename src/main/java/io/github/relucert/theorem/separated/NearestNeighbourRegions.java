package io.github.relucert.theorem.separated;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.separated.DisjunctiveProjection.Clause;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the nearest-neighbour rule of two sets, and so the sign of {@code f*}, is not in favour of the first set: the points
 * {@code x} with {@code ||x - b|| <= ||x - a||} for some {@code b} and every {@code a}, as cases of linear clauses. A tie is against.
 */
final class NearestNeighbourRegions {
    private NearestNeighbourRegions() {}

    /**
     * The cases, one a point of the second set.
     *
     * @throws IllegalArgumentException in l1, where a distance has too many faces to be worth listing
     */
    static List<List<Clause>> against(SeparatedSets sets) {
        return sets.b().stream()
                .map(b -> sets.a().stream().map(a -> nearer(sets.norm(), b, a)).toList())
                .toList();
    }

    /** {@code ||x - b|| <= ||x - a||}. */
    private static Clause nearer(Norm norm, List<Rational> b, List<Rational> a) {
        return switch (norm) {
            case L2 -> new Clause(List.of(List.of(bisector(b, a))));
            case LINF ->
                new Clause(faces(a).stream()
                        .map(face -> faces(b).stream()
                                .map(other -> atMost(other, face))
                                .toList())
                        .toList());
            case L1 -> throw new IllegalArgumentException("no cases for l1");
        };
    }

    /** {@code 2 (a - b) . x <= |a|^2 - |b|^2}. */
    private static ExactRow bisector(List<Rational> b, List<Rational> a) {
        List<Rational> normal = new ArrayList<>();
        Rational limit = Rational.ZERO;
        for (int i = 0; i < a.size(); i++) {
            normal.add(a.get(i).subtract(b.get(i)).multiply(Rational.of(2)));
            limit = limit.add(a.get(i).multiply(a.get(i))).subtract(b.get(i).multiply(b.get(i)));
        }
        return new ExactRow(normal, limit);
    }

    /** {@code sign * (x_i - point_i)}: the distance is the largest of these. */
    private record Face(int coordinate, Rational sign, Rational offset, int size) {}

    private static List<Face> faces(List<Rational> point) {
        List<Face> faces = new ArrayList<>();
        for (int i = 0; i < point.size(); i++) {
            for (Rational sign : List.of(Rational.ONE, Rational.ONE.negate())) {
                faces.add(new Face(i, sign, sign.multiply(point.get(i)), point.size()));
            }
        }
        return faces;
    }

    /** {@code small(x) <= large(x)}. */
    private static ExactRow atMost(Face small, Face large) {
        List<Rational> normal = new ArrayList<>();
        for (int i = 0; i < small.size(); i++) {
            Rational left = i == small.coordinate() ? small.sign() : Rational.ZERO;
            Rational right = i == large.coordinate() ? large.sign() : Rational.ZERO;
            normal.add(left.subtract(right));
        }
        return new ExactRow(normal, small.offset().subtract(large.offset()));
    }
}
