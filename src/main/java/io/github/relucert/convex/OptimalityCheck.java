package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exact optimality conditions of a nearest point: feasible, multipliers non-negative and zero on slack rows, and the point
 * minimises distance plus weighted rows over the box alone (l2: half the squared distance). By weak duality no point of the
 * polyhedron is nearer.
 */
final class OptimalityCheck {
    private OptimalityCheck() {}

    /** The verified nearest point, or empty when a condition fails. */
    static Optional<ExactNearest> verify(
            Norm norm,
            ExactPolyhedron polyhedron,
            List<Rational> centre,
            List<Rational> point,
            List<Rational> multipliers) {
        if (polyhedron.box().firstOutside(point) >= 0 || !isComplementary(polyhedron.violations(point), multipliers)) {
            return Optional.empty();
        }
        List<Rational> pull = polyhedron.combination(multipliers);
        Radius distance = distance(norm, point, centre);
        boolean optimal = switch (norm) {
            case L2 -> minimisesSquare(polyhedron, centre, point, pull);
            case L1 -> minimisesSum(polyhedron, centre, point, pull);
            case LINF -> minimisesMaximum(polyhedron, centre, point, pull, distance.value());
        };
        return optimal ? Optional.of(new ExactNearest(point, distance, multipliers)) : Optional.empty();
    }

    /** The length of a move, its squares summed over one denominator. */
    static Radius distance(Norm norm, List<Rational> point, List<Rational> centre) {
        if (norm != Norm.L2) {
            return norm.distance(point, centre);
        }
        List<Rational> move = new ArrayList<>();
        for (int i = 0; i < point.size(); i++) {
            move.add(point.get(i).subtract(centre.get(i)));
        }
        return new Radius(norm, ExactRow.dot(move, move));
    }

    /** Whether all rows hold, and those with a multiplier with equality. */
    private static boolean isComplementary(List<Rational> violations, List<Rational> multipliers) {
        for (int k = 0; k < multipliers.size(); k++) {
            int sign = multipliers.get(k).signum();
            int violation = violations.get(k).signum();
            if (violation > 0 || sign < 0 || (sign > 0 && violation != 0)) {
                return false;
            }
        }
        return true;
    }

    /** {@code x = clip(x0 - pull)}. */
    private static boolean minimisesSquare(
            ExactPolyhedron polyhedron, List<Rational> centre, List<Rational> point, List<Rational> pull) {
        for (int i = 0; i < point.size(); i++) {
            Rational wish = centre.get(i).subtract(pull.get(i));
            Rational clipped = wish.max(polyhedron.box().lower().get(i))
                    .min(polyhedron.box().upper().get(i));
            if (!clipped.equals(point.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Both one-sided derivatives of {@code |x_i - x0_i| + pull_i x_i} point uphill, or a side stops the way down. */
    private static boolean minimisesSum(
            ExactPolyhedron polyhedron, List<Rational> centre, List<Rational> point, List<Rational> pull) {
        for (int i = 0; i < point.size(); i++) {
            int sign = point.get(i).compareTo(centre.get(i));
            Rational right = pull.get(i).add(sign >= 0 ? Rational.ONE : Rational.ONE.negate());
            Rational left = pull.get(i).add(sign > 0 ? Rational.ONE : Rational.ONE.negate());
            boolean up = right.signum() >= 0
                    || point.get(i).equals(polyhedron.box().upper().get(i));
            boolean down = left.signum() <= 0
                    || point.get(i).equals(polyhedron.box().lower().get(i));
            if (!up || !down) {
                return false;
            }
        }
        return true;
    }

    /**
     * Within the ball of radius {@code r} every coordinate stands where its pull sends it; and {@code t + pull . x(t)} has its
     * minimum over {@code t} at {@code r}: the pulls held by the ball alone add up to at most one, those held by the ball, a side
     * at the same place or not, to at least one (unless the box leaves no smaller radius).
     */
    private static boolean minimisesMaximum(
            ExactPolyhedron polyhedron,
            List<Rational> centre,
            List<Rational> point,
            List<Rational> pull,
            Rational radius) {
        Rational strict = Rational.ZERO;
        Rational loose = Rational.ZERO;
        boolean smallest = radius.signum() == 0;
        for (int i = 0; i < point.size(); i++) {
            Rational low = polyhedron.box().lower().get(i);
            Rational high = polyhedron.box().upper().get(i);
            Rational x0 = centre.get(i);
            smallest |= low.equals(x0.add(radius)) || high.equals(x0.subtract(radius));
            int sign = pull.get(i).signum();
            if (sign == 0) {
                continue;
            }
            Rational ball = sign > 0 ? x0.subtract(radius) : x0.add(radius);
            Rational end = sign > 0 ? low.max(ball) : high.min(ball);
            if (!end.equals(point.get(i))) {
                return false;
            }
            if (end.equals(ball)) {
                loose = loose.add(pull.get(i).abs());
                strict = end.equals(sign > 0 ? low : high)
                        ? strict
                        : strict.add(pull.get(i).abs());
            }
        }
        return strict.compareTo(Rational.ONE) <= 0 && (smallest || loose.compareTo(Rational.ONE) >= 0);
    }
}
