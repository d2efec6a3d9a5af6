package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.bounds.Region;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
        return geometry(lower, upper, radius);
    }

    /** The same within other sides; a box alone is measured from its own middle in its own half-widths. */
    BoxAndBall geometry(double[] low, double[] high, double radius) {
        return wholeBox ? BoxAndBall.box(low, high) : BoxAndBall.around(Region.of(low, high, centre, norm, radius));
    }

    /** The box around that ball. */
    Region region(double radius) {
        return wholeBox ? Region.box(lower, upper) : Region.of(lower, upper, centre, norm, radius);
    }

    /**
     * A box, exactly and rounded outward.
     *
     * @param isCut inputs whose centre a condition excludes: there a proof's box may be smaller than this one, so they are not to be split
     */
    record Sides(Box exact, double[] lower, double[] upper, boolean[] isCut) {
        /** The exact box of which these are the sides, some of which may have been moved by splits at doubles. */
        Box exactly(double[] low, double[] high) {
            return new Box(moved(exact.lower(), lower, low), moved(exact.upper(), upper, high));
        }

        private static List<Rational> moved(List<Rational> sides, double[] rounded, double[] now) {
            return IntStream.range(0, now.length)
                    .mapToObj(k -> now[k] == rounded[k] ? sides.get(k) : Rational.of(now[k]))
                    .toList();
        }
    }

    /**
     * The box met with those conditions of a disjunct that speak of one input alone, as the proof format has it. With a ball the centre is kept inside, so
     * that the ball meets the box however small it becomes. The question's own arrays where nothing changes.
     */
    Sides sides(int disjunct) {
        List<Rational> low = new ArrayList<>(problem.domain().lower());
        List<Rational> high = new ArrayList<>(problem.domain().upper());
        boolean changed = false;
        boolean[] isCut = new boolean[centre.length];
        for (Condition condition : problem.unsafe().disjuncts().get(disjunct)) {
            List<Rational> coefficients = condition.input().coefficients();
            if (!condition.output().indices().isEmpty()
                    || coefficients.size() != 1
                    || coefficients.getFirst().signum() == 0) {
                continue;
            }
            int k = condition.input().indices().getFirst();
            Rational coefficient = coefficients.getFirst();
            Rational side = condition
                    .input()
                    .constant()
                    .add(condition.output().constant())
                    .negate()
                    .divide(coefficient);
            if (side.compareTo(low.get(k)) < 0 || side.compareTo(high.get(k)) > 0) {
                continue;
            }
            Rational middle = problem.centre().get(k);
            isCut[k] |= !wholeBox && side.compareTo(middle) * coefficient.signum() < 0;
            if (coefficient.signum() > 0) {
                high.set(k, wholeBox ? side : side.max(middle));
            } else {
                low.set(k, wholeBox ? side : side.min(middle));
            }
            changed = true;
        }
        return changed
                ? new Sides(
                        new Box(low, high),
                        low.stream().mapToDouble(Rational::doubleFloor).toArray(),
                        high.stream().mapToDouble(Rational::doubleCeiling).toArray(),
                        isCut)
                : new Sides(problem.domain(), lower, upper, isCut);
    }
}
