package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.SeparatedSets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The exact Lipschitz constant of {@code f*} on the line. Between its breakpoints, the points of both sets and the midpoints of
 * neighbours of one set, both distances are affine with slopes +1 or -1; so {@code f*} is affine where the slopes differ, and
 * elsewhere steepest at the end where the distances are smaller. One-sided slopes at the breakpoints therefore suffice.
 */
final class LineSlopes {
    private LineSlopes() {}

    /**
     * The steepest one-sided slope.
     *
     * @throws IllegalArgumentException when the sets are not on a line
     */
    static Rational steepest(SeparatedSets sets) {
        if (sets.dimension() != 1) {
            throw new IllegalArgumentException("sets of dimension " + sets.dimension());
        }
        TreeSet<Rational> breakpoints = new TreeSet<>();
        for (List<List<Rational>> points : List.of(sets.a(), sets.b())) {
            List<Rational> sorted = points.stream().map(List::getFirst).sorted().toList();
            breakpoints.addAll(sorted);
            for (int k = 1; k < sorted.size(); k++) {
                breakpoints.add(sorted.get(k - 1).add(sorted.get(k)).multiply(Rational.of(1, 2)));
            }
        }
        List<Rational> ends = new ArrayList<>(breakpoints);
        // A unit step beyond the outermost breakpoints stays in the outermost pieces, which reach to infinity.
        ends.addFirst(ends.getFirst().subtract(Rational.ONE));
        ends.addLast(ends.getLast().add(Rational.ONE));
        RobustClassifier function = new RobustClassifier(sets);
        Rational steepest = Rational.ZERO;
        for (int k = 1; k < ends.size(); k++) {
            steepest = steepest.max(steepestBetween(function, ends.get(k - 1), ends.get(k)));
        }
        return steepest;
    }

    /** {@code |2 (a b' - b a') / (a + b)^2|} at both ends of a piece, where {@code a} and {@code b} are the two distances. */
    private static Rational steepestBetween(RobustClassifier function, Rational start, Rational end) {
        Rational length = end.subtract(start);
        Rational a = function.distanceToA(List.of(start)).value();
        Rational b = function.distanceToB(List.of(start)).value();
        Rational aEnd = function.distanceToA(List.of(end)).value();
        Rational bEnd = function.distanceToB(List.of(end)).value();
        Rational aSlope = aEnd.subtract(a).divide(length);
        Rational bSlope = bEnd.subtract(b).divide(length);
        return slope(a, b, aSlope, bSlope).max(slope(aEnd, bEnd, aSlope, bSlope));
    }

    private static Rational slope(Rational a, Rational b, Rational aSlope, Rational bSlope) {
        Rational sum = a.add(b);
        Rational cross = a.multiply(bSlope).subtract(b.multiply(aSlope));
        return cross.multiply(Rational.of(2)).divide(sum.multiply(sum)).abs();
    }
}
