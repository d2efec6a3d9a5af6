package io.github.relucert.vnnlib;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sides of the inputs; in an empty set a lower side lies above an upper one.
 *
 * @param lower not copied
 * @param upper not copied
 */
record Sides(Rational[] lower, Rational[] upper) {
    /** Sides that hold no point and enclose nothing. */
    static Sides none(int size) {
        return new Sides(filled(size, Rational.POSITIVE_INFINITY), filled(size, Rational.NEGATIVE_INFINITY));
    }

    /** What the conditions that speak of one input and of no output say, strict ones read as if they were not. */
    static Sides of(int size, List<Condition> conjunction) {
        Sides sides = new Sides(filled(size, Rational.NEGATIVE_INFINITY), filled(size, Rational.POSITIVE_INFINITY));
        for (Condition condition : conjunction) {
            if (isSide(condition)) {
                int k = condition.input().indices().getFirst();
                Rational bound = bound(condition);
                if (condition.input().coefficients().getFirst().signum() > 0) {
                    sides.upper[k] = sides.upper[k].min(bound);
                } else {
                    sides.lower[k] = sides.lower[k].max(bound);
                }
            }
        }
        return sides;
    }

    private static Rational[] filled(int size, Rational value) {
        Rational[] values = new Rational[size];
        Arrays.fill(values, value);
        return values;
    }

    private static boolean isSide(Condition condition) {
        return condition.input().indices().size() == 1
                && condition.output().indices().isEmpty();
    }

    private static Rational bound(Condition condition) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        return constant.negate().divide(condition.input().coefficients().getFirst());
    }

    /** Whether no point between the sides fulfils the conditions that they come from, for reasons of one input alone. */
    boolean isEmpty(List<Condition> conjunction) {
        return IntStream.range(0, lower.length).anyMatch(k -> lower[k].compareTo(upper[k]) > 0)
                || conjunction.stream().anyMatch(this::isFrozenOutside);
    }

    /** Whether a strict condition excludes the only value that the sides leave an input. */
    private boolean isFrozenOutside(Condition condition) {
        return isSide(condition)
                && condition.relation() == Relation.BELOW_ZERO
                && lower[condition.input().indices().getFirst()].equals(bound(condition))
                && upper[condition.input().indices().getFirst()].equals(bound(condition));
    }

    Sides hull(Sides other) {
        Sides hull = new Sides(lower.clone(), upper.clone());
        for (int k = 0; k < lower.length; k++) {
            hull.lower[k] = lower[k].min(other.lower[k]);
            hull.upper[k] = upper[k].max(other.upper[k]);
        }
        return hull;
    }

    /** Whether every point between the sides fulfils the condition because of the sides alone. */
    boolean imply(Condition condition) {
        if (!isSide(condition)) {
            return false;
        }
        int k = condition.input().indices().getFirst();
        boolean above = condition.input().coefficients().getFirst().signum() > 0;
        int order =
                above ? upper[k].compareTo(bound(condition)) : bound(condition).compareTo(lower[k]);
        return condition.relation() == Relation.BELOW_ZERO ? order < 0 : order <= 0;
    }

    Box box() {
        return new Box(new ArrayList<>(Arrays.asList(lower)), new ArrayList<>(Arrays.asList(upper)));
    }
}
