package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.Collections;
import java.util.List;

/**
 * The domain: all points with {@code lower_i <= x_i <= upper_i}; sides may be infinite, and equal sides freeze a coordinate.
 */
public record Box(List<Rational> lower, List<Rational> upper) {
    /** @throws IllegalArgumentException when the lengths differ or a lower side lies above its upper side */
    public Box {
        lower = List.copyOf(lower);
        upper = List.copyOf(upper);
        if (lower.size() != upper.size()) {
            throw new IllegalArgumentException(lower.size() + " lower sides for " + upper.size() + " upper sides");
        }
        for (int i = 0; i < lower.size(); i++) {
            if (lower.get(i).compareTo(upper.get(i)) > 0) {
                throw new IllegalArgumentException("side " + i + ": " + lower.get(i) + " lies above " + upper.get(i));
            }
        }
    }

    /** The same two sides for every one of {@code size} coordinates. */
    public static Box uniform(int size, Rational lower, Rational upper) {
        return new Box(Collections.nCopies(size, lower), Collections.nCopies(size, upper));
    }

    /** All of {@code R^size}. */
    public static Box unbounded(int size) {
        return uniform(size, Rational.NEGATIVE_INFINITY, Rational.POSITIVE_INFINITY);
    }

    public int size() {
        return lower.size();
    }

    public boolean isBounded() {
        return lower.stream().allMatch(Rational::isFinite) && upper.stream().allMatch(Rational::isFinite);
    }

    boolean isOutside(int i, Rational x) {
        return x.compareTo(lower.get(i)) < 0 || x.compareTo(upper.get(i)) > 0;
    }

    /** Whether a double lies between the sides of a coordinate. */
    boolean holdsDouble(int i) {
        return lower.get(i).doubleCeiling() <= upper.get(i).doubleFloor();
    }

    /** The first coordinate of {@code x} outside the box, or -1 when the point lies inside. */
    public int firstOutside(List<Rational> x) {
        for (int i = 0; i < size(); i++) {
            if (isOutside(i, x.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The box in words; one with different sides only by its size. */
    public String inWords() {
        return equals(uniform(size(), lower.getFirst(), upper.getFirst()))
                ? "[" + lower.getFirst() + ", " + upper.getFirst() + "]^" + size()
                : "the box of " + size() + " intervals that the file lists";
    }
}
