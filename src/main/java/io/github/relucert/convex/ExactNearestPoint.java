package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
