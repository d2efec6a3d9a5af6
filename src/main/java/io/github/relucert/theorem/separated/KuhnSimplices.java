package io.github.relucert.theorem.separated;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.separated.DisjunctiveProjection.Clause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Exact radii of a {@link KuhnInterpolant} by its simplices: on each it is affine, given by the values at the vertices. */
final class KuhnSimplices {
    private final KuhnInterpolant interpolant;
    private final int label;
    private final List<List<Clause>> cases = new ArrayList<>();

    private KuhnSimplices(KuhnInterpolant interpolant, int label) {
        this.interpolant = interpolant;
        this.label = label;
    }

    /** The distance of the nearest point of the cube where {@code label * f <= 0}; empty when there is none. */
    static Optional<Radius> radius(KuhnInterpolant interpolant, List<Rational> x, int label, Norm norm) {
        KuhnSimplices simplices = new KuhnSimplices(interpolant, label);
        simplices.addCells(new int[0]);
        Box cube = Box.uniform(interpolant.dimension(), Rational.ZERO, Rational.ONE);
        return DisjunctiveProjection.nearest(norm, cube, simplices.cases, x).map(ExactNearest::distance);
    }

    private void addCells(int[] corner) {
        if (corner.length == interpolant.dimension()) {
            addSimplices(corner, List.of());
            return;
        }
        for (int step = 0; step < interpolant.cells(); step++) {
            int[] longer = new int[corner.length + 1];
            System.arraycopy(corner, 0, longer, 0, corner.length);
            longer[corner.length] = step;
            addCells(longer);
        }
    }

    /** One simplex for each order in which the coordinates of the corner are raised. */
    private void addSimplices(int[] corner, List<Integer> raised) {
        int dimension = corner.length;
        if (raised.size() == dimension) {
            cases.add(List.of(new Clause(List.of(simplex(corner, raised)))));
            return;
        }
        for (int i = 0; i < dimension; i++) {
            if (!raised.contains(i)) {
                List<Integer> longer = new ArrayList<>(raised);
                longer.add(i);
                addSimplices(corner, longer);
            }
        }
    }

    /** {@code 1 >= u_first >= .. >= u_last >= 0} and {@code label * f <= 0}, over {@code x} with {@code u = M x - corner}. */
    private List<ExactRow> simplex(int[] corner, List<Integer> order) {
        int dimension = corner.length;
        Rational[] slope = new Rational[dimension];
        int[] vertex = corner.clone();
        Rational value = Rational.of(interpolant.vertex(vertex));
        Rational constant = value;
        for (int i : order) {
            vertex[i]++;
            Rational next = Rational.of(interpolant.vertex(vertex));
            slope[i] = next.subtract(value);
            value = next;
        }
        List<ExactRow> rows = new ArrayList<>();
        rows.add(row(corner, slope, constant, label));
        Rational[] zero = zeros(dimension);
        Rational[] first = zero.clone();
        first[order.getFirst()] = Rational.ONE;
        rows.add(row(corner, first, Rational.of(-1), 1));
        for (int k = 1; k < dimension; k++) {
            Rational[] descent = zero.clone();
            descent[order.get(k)] = Rational.ONE;
            descent[order.get(k - 1)] = Rational.of(-1);
            rows.add(row(corner, descent, Rational.ZERO, 1));
        }
        Rational[] last = zero.clone();
        last[order.getLast()] = Rational.of(-1);
        rows.add(row(corner, last, Rational.ZERO, 1));
        return rows;
    }

    private static Rational[] zeros(int size) {
        Rational[] zeros = new Rational[size];
        Arrays.fill(zeros, Rational.ZERO);
        return zeros;
    }

    /** {@code sign * (slope . u + constant) <= 0} as a row over {@code x}. */
    private ExactRow row(int[] corner, Rational[] slope, Rational constant, int sign) {
        Rational factor = Rational.of(sign);
        List<Rational> normal = new ArrayList<>();
        Rational limit = constant.negate();
        for (int i = 0; i < slope.length; i++) {
            normal.add(slope[i].multiply(Rational.of(interpolant.cells())).multiply(factor));
            limit = limit.add(slope[i].multiply(Rational.of(corner[i])));
        }
        return new ExactRow(normal, limit.multiply(factor));
    }
}
