package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Nearest points in l_inf and l1 by exact pivoting over a few coordinates: those whose places a solver in double has left open. The others stand
 * where it put them, at the distance it did not know. Whether that is right is for {@link OptimalityCheck}.
 */
final class ExactReduction {
    private final ExactPolyhedron polyhedron;
    private final List<Rational> centre;
    private final List<Place> places;
    private final List<Integer> open;

    /** @param open coordinates whose places are not looked at */
    ExactReduction(ExactPolyhedron polyhedron, List<Rational> centre, List<Place> places, Set<Integer> open) {
        this.polyhedron = polyhedron;
        this.centre = centre;
        this.places = places;
        this.open = List.copyOf(new TreeSet<>(open));
    }

    /** The verified nearest point, or empty when the places of the other coordinates are wrong or no point satisfies the rows there. */
    Optional<ExactNearest> nearest(Norm norm) {
        Optional<ExactSolution.Candidate> candidate = switch (norm) {
            case LINF -> leastMaximum();
            case L1 -> leastSum();
            case L2 -> throw new IllegalArgumentException("no linear program in l2");
        };
        return candidate.flatMap(c -> OptimalityCheck.verify(norm, polyhedron, centre, c.point(), c.multipliers()));
    }

    /** Columns: moves of the open coordinates, then the radius, along which the others move. */
    private Optional<ExactSolution.Candidate> leastMaximum() {
        int count = open.size();
        List<Rational> start = start();
        List<Rational> directions = new ArrayList<>(places.stream()
                .map(place -> switch (place) {
                    case PLUS_RADIUS -> Rational.ONE;
                    case MINUS_RADIUS -> Rational.ONE.negate();
                    case FREE, FREE_ABOVE, FREE_BELOW, LOWER_SIDE, UPPER_SIDE, CENTRE -> Rational.ZERO;
                })
                .toList());
        open.forEach(i -> directions.set(i, Rational.ZERO));
        List<ExactRow> rows = new ArrayList<>();
        for (ExactRow row : polyhedron.rows()) {
            List<Rational> normal = openPart(row);
            normal.add(ExactRow.dot(row.normal(), directions));
            rows.add(new ExactRow(normal, row.violation(start).negate()));
        }
        for (int k = 0; k < count; k++) {
            for (Rational sign : List.of(Rational.ONE, Rational.ONE.negate())) {
                List<Rational> normal = new ArrayList<>(Collections.nCopies(count + 1, Rational.ZERO));
                normal.set(k, sign);
                normal.set(count, Rational.ONE.negate());
                rows.add(new ExactRow(normal, Rational.ZERO));
            }
        }
        List<Rational> lower = sides(polyhedron.box().lower());
        List<Rational> upper = sides(polyhedron.box().upper());
        lower.add(Rational.ZERO);
        upper.add(Rational.POSITIVE_INFINITY);
        List<Rational> cost = new ArrayList<>(Collections.nCopies(count, Rational.ZERO));
        cost.add(Rational.ONE);
        return ExactSimplex.least(lower, upper, rows, cost).map(least -> {
            Rational radius = least.point().getLast();
            List<Rational> point = new ArrayList<>(start);
            for (int i = 0; i < point.size(); i++) {
                if (directions.get(i).signum() != 0) {
                    point.set(i, start.get(i).add(directions.get(i).multiply(radius)));
                }
            }
            for (int k = 0; k < count; k++) {
                point.set(open.get(k), centre.get(open.get(k)).add(least.point().get(k)));
            }
            return new ExactSolution.Candidate(
                    point, least.multipliers().subList(0, polyhedron.rows().size()));
        });
    }

    /** Columns: the open coordinates' moves up, then their moves down. */
    private Optional<ExactSolution.Candidate> leastSum() {
        int count = open.size();
        List<Rational> start = start();
        List<Rational> below = sides(polyhedron.box().lower());
        List<Rational> above = sides(polyhedron.box().upper());
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        below.forEach(side -> lower.add(side.max(Rational.ZERO)));
        above.forEach(side -> lower.add(side.negate().max(Rational.ZERO)));
        above.forEach(side -> upper.add(side.max(Rational.ZERO)));
        below.forEach(side -> upper.add(side.negate().max(Rational.ZERO)));
        List<ExactRow> rows = new ArrayList<>();
        for (ExactRow row : polyhedron.rows()) {
            List<Rational> normal = openPart(row);
            openPart(row).forEach(g -> normal.add(g.negate()));
            rows.add(new ExactRow(normal, row.violation(start).negate()));
        }
        return ExactSimplex.least(lower, upper, rows, Collections.nCopies(2 * count, Rational.ONE))
                .map(least -> {
                    List<Rational> point = new ArrayList<>(start);
                    for (int k = 0; k < count; k++) {
                        Rational move =
                                least.point().get(k).subtract(least.point().get(count + k));
                        point.set(open.get(k), centre.get(open.get(k)).add(move));
                    }
                    return new ExactSolution.Candidate(point, least.multipliers());
                });
    }

    private List<Rational> openPart(ExactRow row) {
        return new ArrayList<>(open.stream().map(row.normal()::get).toList());
    }

    /** Sides of the open coordinates, from the centre. */
    private List<Rational> sides(List<Rational> sides) {
        List<Rational> result = new ArrayList<>();
        for (int i : open) {
            Rational side = sides.get(i);
            result.add(side.isFinite() ? side.subtract(centre.get(i)) : side);
        }
        return result;
    }

    /** Where everything stands as long as the open coordinates are at the centre. */
    private List<Rational> start() {
        List<Rational> start = ExactSolution.startingPoint(places, polyhedron, centre);
        open.forEach(i -> start.set(i, centre.get(i)));
        return start;
    }
}
