package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.bounds.Region;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.List;

/**
 * What a search is about: a problem in double, and whether distances from the centre count or only whether a box holds unsafe points.
 *
 * @param lower the domain's sides, rounded outward
 * @param upper likewise
 * @param norm the norm that bounds are computed in; l_inf for a box
 * @param wholeBox whether the statement has no ball
 */
record Question(
        Problem problem,
        CompiledNetwork network,
        List<Objective> objectives,
        double[] centre,
        double[] lower,
        double[] upper,
        Norm norm,
        boolean wholeBox) {
    static Question of(Problem problem, CompiledNetwork network, boolean wholeBox) {
        return new Question(
                problem,
                network,
                problem.unsafe().disjuncts().stream().map(Objective::new).toList(),
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray(),
                problem.domain().lower().stream()
                        .mapToDouble(Rational::doubleFloor)
                        .toArray(),
                problem.domain().upper().stream()
                        .mapToDouble(Rational::doubleCeiling)
                        .toArray(),
                wholeBox ? Norm.LINF : problem.norm(),
                wholeBox);
    }

    /** Distances within the domain, and the ball that bounds are computed over. */
    BoxAndBall geometry(double radius) {
        return wholeBox
                ? BoxAndBall.box(lower, upper)
                : BoxAndBall.around(Region.of(lower, upper, centre, norm, radius));
    }

    /** The box around that ball. */
    Region region(double radius) {
        return wholeBox ? Region.box(lower, upper) : Region.of(lower, upper, centre, norm, radius);
    }
}
