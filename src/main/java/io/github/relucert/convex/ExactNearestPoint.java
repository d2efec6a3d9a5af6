package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The exact nearest point of a rational polyhedron in l_inf, l2 or l1. */
public final class ExactNearestPoint {
    private ExactNearestPoint() {}

    /**
     * Solves the active set of a guess, typically of {@link NearestPoint} on the same rows in double, and verifies the result.
     *
     * @return the nearest point, or empty when the guess does not determine it
     */
    public static Optional<ExactNearest> fromGuess(
            Norm norm, ExactPolyhedron polyhedron, List<Rational> centre, ActiveSet guess) {
        Optional<ExactNearest> trivial = withoutRows(norm, polyhedron, centre);
        return trivial.isPresent()
                ? trivial
                : candidate(norm, polyhedron, centre, guess)
                        .flatMap(c -> OptimalityCheck.verify(norm, polyhedron, centre, c.point(), c.multipliers()));
    }

    /**
     * Solves by exact pivoting over the coordinates whose places a guess leaves open, in l_inf or l1, and verifies the result; meant for some twenty open
     * coordinates, whatever the number of the others.
     *
     * @param places of all coordinates; those of the open ones are not looked at
     * @return the nearest point, or empty when the other places are wrong
     * @throws IllegalArgumentException in l2
     */
    public static Optional<ExactNearest> fromPlaces(
            Norm norm, ExactPolyhedron polyhedron, List<Rational> centre, List<Place> places, Set<Integer> open) {
        return new ExactReduction(polyhedron, centre, places, open).nearest(norm);
    }

    /** The nearest point of the box, when it satisfies all rows. */
    private static Optional<ExactNearest> withoutRows(Norm norm, ExactPolyhedron polyhedron, List<Rational> centre) {
        List<Rational> clipped = new ArrayList<>();
        for (int i = 0; i < centre.size(); i++) {
            Rational low = polyhedron.box().lower().get(i);
            Rational high = polyhedron.box().upper().get(i);
            clipped.add(centre.get(i).max(low).min(high));
        }
        List<Rational> zeros = Collections.nCopies(polyhedron.rows().size(), Rational.ZERO);
        return OptimalityCheck.verify(norm, polyhedron, centre, clipped, zeros);
    }

    /**
     * The point that the active set of a guess determines, whether it is feasible and optimal or not.
     *
     * @return empty when the active set determines no single point
     */
    public static Optional<List<Rational>> pointOf(
            Norm norm, ExactPolyhedron polyhedron, List<Rational> centre, ActiveSet guess) {
        return candidate(norm, polyhedron, centre, guess).map(ExactSolution.Candidate::point);
    }

    /** The exact distance of a point, squares summed over one denominator: a reduction a term would cost more than all else. */
    public static Radius distance(Norm norm, List<Rational> point, List<Rational> centre) {
        return OptimalityCheck.distance(norm, point, centre);
    }

    /**
     * Distance and multipliers that the active set of a guess determines, whether they are right or not.
     *
     * @return empty when the active set determines nothing
     */
    public static Optional<ExactGuess> unverified(
            Norm norm, ExactPolyhedron polyhedron, List<Rational> centre, ActiveSet guess) {
        ExactSolution solution = new ExactSolution(polyhedron, centre, guess);
        return switch (norm) {
            case LINF -> solution.leastMaximumValue();
            case L2 -> solution.leastSquareValue();
            case L1 -> solution.leastSumValue();
        };
    }

    /**
     * Whether multipliers hold some coordinates at their places, or let them go nowhere nearer: if they do so for all coordinates and none is negative, no
     * point of the polyhedron is nearer than what the active set determines, by weak duality.
     *
     * @param multipliers one a row
     */
    public static boolean holds(
            Norm norm,
            ExactPolyhedron polyhedron,
            List<Rational> centre,
            List<Rational> multipliers,
            List<Place> places,
            List<Integer> coordinates) {
        ExactRow.Fraction weights = ExactRow.Fraction.of(multipliers);
        return coordinates.stream().allMatch(i -> {
            List<Rational> column =
                    polyhedron.rows().stream().map(row -> row.normal().get(i)).toList();
            Rational pull = weights.dot(ExactRow.Fraction.of(column));
            Rational low = polyhedron.box().lower().get(i);
            Rational high = polyhedron.box().upper().get(i);
            return switch (places.get(i)) {
                case FREE, FREE_ABOVE, FREE_BELOW -> true;
                case MINUS_RADIUS -> pull.signum() >= 0;
                case PLUS_RADIUS -> pull.signum() <= 0;
                case CENTRE -> pull.abs().compareTo(Rational.ONE) <= 0;
                case LOWER_SIDE -> pull.compareTo(back(norm, centre.get(i).subtract(low))) >= 0;
                case UPPER_SIDE -> pull.compareTo(back(norm, centre.get(i).subtract(high))) <= 0;
            };
        });
    }

    /** What pulls a coordinate back to the centre from a side below it (positive) or above it. */
    private static Rational back(Norm norm, Rational gap) {
        return switch (norm) {
            case LINF -> Rational.ZERO;
            case L2 -> gap;
            case L1 -> Rational.of(gap.signum());
        };
    }

    private static Optional<ExactSolution.Candidate> candidate(
            Norm norm, ExactPolyhedron polyhedron, List<Rational> centre, ActiveSet guess) {
        ExactSolution solution = new ExactSolution(polyhedron, centre, guess);
        return switch (norm) {
            case LINF -> solution.leastMaximum();
            case L2 -> solution.leastSquare();
            case L1 -> solution.leastSum();
        };
    }

    /**
     * Solves from scratch by exact pivoting, which ends on every input; meant for some twenty coordinates.
     *
     * @return the nearest point, or empty when the polyhedron is empty
     */
    public static Optional<ExactNearest> fromScratch(Norm norm, ExactPolyhedron polyhedron, List<Rational> centre) {
        return switch (norm) {
            case LINF, L1 -> ExactSimplex.nearest(norm, polyhedron, centre);
            case L2 -> ExactActiveSet.nearest(polyhedron, centre);
        };
    }
}
