package io.github.relucert.search;

import io.github.relucert.convex.Place;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a nearest point in double leaves open: coordinates between their sides, those whose pull is so weak that its sign may be rounding, and rows that
 * hold with hardly any room.
 *
 * @param rows ascending, those of the active set among them
 */
record OpenPlaces(Set<Integer> coordinates, List<Integer> rows) {
    /** Pulls of less than this part of the strongest may have the wrong sign. */
    private static final double WEAK = 1e-6;

    /** Rows with less room than this part of the distance may be active. */
    private static final double TIGHT = 1e-7;

    /** Looks at a nearest point; at most so many coordinates and rows are added to those of its active set. */
    static OpenPlaces of(Projection.Nearest nearest, Polyhedron polyhedron, int most) {
        Set<Integer> coordinates = new TreeSet<>();
        List<Integer> weak = new ArrayList<>();
        double[] pull = pull(nearest, polyhedron);
        double strongest = 0;
        for (double each : pull) {
            strongest = Math.max(strongest, Math.abs(each));
        }
        for (int i = 0; i < pull.length; i++) {
            switch (nearest.active().places().get(i)) {
                case FREE, FREE_ABOVE, FREE_BELOW -> coordinates.add(i);
                case LOWER_SIDE, UPPER_SIDE, MINUS_RADIUS, PLUS_RADIUS, CENTRE -> weak.add(i);
            }
        }
        double[] weakness = new double[pull.length];
        Arrays.setAll(weakness, i -> weakness(nearest.active().places().get(i), pull[i]));
        double limit = WEAK * strongest;
        weak.stream()
                .filter(i -> pull[i] != 0 && weakness[i] < limit)
                .sorted(Comparator.comparingDouble(i -> weakness[i]))
                .limit(most)
                .forEach(coordinates::add);
        Set<Integer> rows = new TreeSet<>(nearest.active().rows());
        IntStream.range(0, polyhedron.rows())
                .boxed()
                .filter(k -> polyhedron.violation(k, nearest.point()) > -TIGHT * nearest.distance())
                .limit(most)
                .forEach(rows::add);
        return new OpenPlaces(coordinates, List.copyOf(rows));
    }

    /** How far the pull of a coordinate is from one that would change its place; in l1 the unit of distance pulls as well. */
    private static double weakness(Place place, double pull) {
        return switch (place) {
            case CENTRE -> Math.abs(Math.abs(pull) - 1);
            case LOWER_SIDE, UPPER_SIDE -> Math.min(Math.abs(pull), Math.abs(Math.abs(pull) - 1));
            case FREE, FREE_ABOVE, FREE_BELOW, MINUS_RADIUS, PLUS_RADIUS -> Math.abs(pull);
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
