package io.github.relucert.search;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.util.List;

/**
 * How far what is asserted reaches. A proof is often written for a smaller ball than the tree was grown over; a half of a split box that
 * the smaller ball misses has no place in it, and the split neither.
 *
 * @param radius of the ball, infinite where there is none
 */
record Reach(List<Rational> centre, Radius radius) {
    static Reach of(Problem problem, Assertion assertion) {
        return new Reach(problem.centre(), assertion.lowerEnd(problem.norm()));
    }

    /** Which children of a node a proof holds. */
    enum Held {
        ALL,
        FIRST,
        SECOND
    }

    /** Which children of a node are held, whose last line is given. */
    Held held(String split) {
        if (!split.startsWith("i ") || !radius.isFinite()) {
            return Held.ALL;
        }
        String[] words = split.trim().split(" ", -1);
        Rational step = number(words[2]).toRational().subtract(centre.get(Integer.parseInt(words[1])));
        Rational length = step.signum() < 0 ? step.negate() : step;
        if (Radius.ofLength(radius.norm(), length).compareTo(radius) <= 0) {
            return Held.ALL;
        }
        return step.signum() > 0 ? Held.FIRST : Held.SECOND;
    }

    /** What {@link ProofWriter#number} writes. */
    private static Dyadic number(String word) {
        String[] parts = word.split("p", -1);
        return Dyadic.of(new BigInteger(parts[0]), parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }
}
