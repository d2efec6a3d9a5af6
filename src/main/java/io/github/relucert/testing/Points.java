package io.github.relucert.testing;

import io.github.relucert.cells.Cell;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Steps from exact points. */
final class Points {
    private static final int MOST_HALVINGS = 4096;
    private static final Rational HALF = Rational.of(1, 2);

    private Points() {}

    /** The point {@code start + length * direction}. */
    static List<Rational> step(List<Rational> start, List<Rational> direction, Rational length) {
        List<Rational> end = new ArrayList<>();
        for (int i = 0; i < start.size(); i++) {
            end.add(start.get(i).add(length.multiply(direction.get(i))));
        }
        return end;
    }

    /** The point with another value at one coordinate. */
    static List<Rational> with(List<Rational> point, int index, Rational value) {
        List<Rational> changed = new ArrayList<>(point);
        changed.set(index, value);
        return changed;
    }

    /** The unit vector of a coordinate. */
    static List<Rational> unit(int size, int index) {
        List<Rational> unit = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            unit.add(i == index ? Rational.ONE : Rational.ZERO);
        }
        return unit;
    }

    /**
     * What the first step that gives anything gives, of the lengths 1, 1/2, 1/4 and so on times {@code longest}.
     *
     * @throws IllegalStateException when there is none, against what is known of the cell that is stepped in
     */
    static <T> T firstOfShorterSteps(Rational longest, Function<Rational, Optional<T>> step) {
        Rational length = longest;
        for (int i = 0; i < MOST_HALVINGS; i++) {
            Optional<T> found = step.apply(length);
            if (found.isPresent()) {
                return found.get();
            }
            length = half(length);
        }
        throw new IllegalStateException("no step from the interior of an activation cell stays inside");
    }

    /** A point in the interior of a cell that has one, and off the sides of the box; frozen inputs stay. */
    static List<Rational> inside(Cell cell, Box box) {
        List<Rational> start = cell.point();
        List<Rational> towards = new ArrayList<>();
        for (int i = 0; i < box.size(); i++) {
            towards.add(
                    awayFromSides(start.get(i), box.lower().get(i), box.upper().get(i))
                            .subtract(start.get(i)));
        }
        List<ExactRow> binding = cell.rows().stream()
                .filter(row -> slack(row, start).signum() > 0)
                .toList();
        return firstOfShorterSteps(
                HALF,
                length -> Optional.of(step(start, towards, length))
                        .filter(end ->
                                binding.stream().allMatch(row -> slack(row, end).signum() > 0)));
    }

    private static Rational awayFromSides(Rational x, Rational low, Rational high) {
        if (low.isFinite() && high.isFinite()) {
            return half(low.add(high));
        }
        return low.isFinite() ? x.max(low.add(Rational.ONE)) : high.isFinite() ? x.min(high.subtract(Rational.ONE)) : x;
    }

    private static Rational slack(ExactRow row, List<Rational> x) {
        Rational sum = row.limit();
        for (int i = 0; i < x.size(); i++) {
            sum = sum.subtract(row.normal().get(i).multiply(x.get(i)));
        }
        return sum;
    }

    static Rational half(Rational value) {
        return value.multiply(HALF);
    }

    static boolean isFrozen(Box box, int index) {
        return box.lower().get(index).equals(box.upper().get(index));
    }

    /** A point of the box with doubles for coordinates, in its middle where it is bounded; empty when there is none. */
    static Optional<List<Rational>> doublesIn(Box box) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < box.size(); i++) {
            Rational low = box.lower().get(i);
            Rational high = box.upper().get(i);
            Rational middle = low.isFinite() && high.isFinite()
                    ? half(low.add(high))
                    : low.isFinite() ? low : high.isFinite() ? high : Rational.ZERO;
            Optional<Rational> inside = DoubleStream.of(
                            middle.doubleNearest(), middle.doubleFloor(), middle.doubleCeiling())
                    .filter(Double::isFinite)
                    .mapToObj(Rational::of)
                    .filter(x -> x.compareTo(low) >= 0 && x.compareTo(high) <= 0)
                    .findFirst();
            if (inside.isEmpty()) {
                return Optional.empty();
            }
            point.add(inside.get());
        }
        return Optional.of(point);
    }
}
