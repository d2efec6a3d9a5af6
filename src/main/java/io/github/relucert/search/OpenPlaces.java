package io.github.relucert.search;

import io.github.relucert.convex.Place;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a nearest point in double leaves open.
 *
 * @param free coordinates between their sides, ascending
 * @param weak coordinates held somewhere by so little that it may be rounding, the weakest first
 * @param rows those that hold with hardly any room, ascending; those of the active set among them
 */
record OpenPlaces(List<Integer> free, List<Integer> weak, List<Integer> rows) {
    /** What holds a coordinate by less than this part of the strongest pull may be rounding. */
    private static final double WEAK = 1e-6;

    /** Rows with less room than this part of the distance may be active. */
    private static final double TIGHT = 1e-7;

    /** Looks at a nearest point of some rows. */
    static OpenPlaces of(Norm norm, double[] centre, Projection.Nearest nearest, Polyhedron polyhedron) {
        double[] pull = pull(nearest, polyhedron);
        double strongest = 0;
        for (double each : pull) {
            strongest = Math.max(strongest, Math.abs(each));
        }
        record Held(int coordinate, double hold) {}
        List<Integer> free = new ArrayList<>();
        List<Held> weak = new ArrayList<>();
        for (int i = 0; i < pull.length; i++) {
            Place place = nearest.active().places().get(i);
            if (isFree(place)) {
                free.add(i);
            } else {
                double shift = norm == Norm.L2 ? nearest.point()[i] - centre[i] : 0;
                double hold = hold(norm, place, pull[i], shift);
                if (hold <= WEAK * strongest) {
                    weak.add(new Held(i, hold));
                }
            }
        }
        weak.sort(Comparator.comparingDouble(Held::hold));
        Set<Integer> rows = new TreeSet<>(nearest.active().rows());
        IntStream.range(0, polyhedron.rows())
                .filter(k -> polyhedron.violation(k, nearest.point()) > -TIGHT * nearest.distance())
                .forEach(rows::add);
        return new OpenPlaces(free, weak.stream().map(Held::coordinate).toList(), List.copyOf(rows));
    }

    private static boolean isFree(Place place) {
        return switch (place) {
            case FREE, FREE_ABOVE, FREE_BELOW -> true;
            case LOWER_SIDE, UPPER_SIDE, MINUS_RADIUS, PLUS_RADIUS, CENTRE -> false;
        };
    }

    /** How far a pull is from one that would let the coordinate go; in l1 and l2 the distance pulls back. */
    private static double hold(Norm norm, Place place, double pull, double shift) {
        return switch (norm) {
            case LINF -> Math.abs(pull);
            case L2 -> Math.abs(pull + shift);
            case L1 -> {
                double beyond = Math.abs(Math.abs(pull) - 1);
                yield place == Place.CENTRE ? beyond : Math.min(beyond, Math.abs(pull));
            }
        };
    }

    /** What the rows' multipliers weigh on each coordinate. */
    private static double[] pull(Projection.Nearest nearest, Polyhedron polyhedron) {
        int size = polyhedron.size();
        double[] pull = new double[size];
        for (int k = 0; k < polyhedron.rows(); k++) {
            double weight = nearest.multipliers()[k];
            for (int i = 0; i < size && weight > 0; i++) {
                pull[i] += weight * polyhedron.normals()[k * size + i];
            }
        }
        return pull;
    }
}
