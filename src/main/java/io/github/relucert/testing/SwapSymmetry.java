package io.github.relucert.testing;

import io.github.relucert.cells.AffineFunction;
import io.github.relucert.cells.Cell;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an output stays the same when two inputs change places, at every point that is in the domain both before and after: the
 * difference of the two values is zero on every activation cell that has an interior.
 */
final class SwapSymmetry {
    private final Network difference;
    private final Box box;
    private final int i;
    private final int j;

    /** @throws IllegalArgumentException when no number is allowed for both inputs */
    SwapSymmetry(Network network, int output, Box domain, int i, int j) {
        this.difference = TwoCopies.swapped(network, output, i, j);
        this.box = symmetric(domain, i, j);
        this.i = i;
        this.j = j;
    }

    private static Box symmetric(Box domain, int i, int j) {
        List<Rational> lower = new ArrayList<>(domain.lower());
        List<Rational> upper = new ArrayList<>(domain.upper());
        Rational low = lower.get(i).max(lower.get(j));
        Rational high = upper.get(i).min(upper.get(j));
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "inputs " + i + " and " + j + " cannot change places: the domain allows no number for both");
        }
        for (int k : new int[] {i, j}) {
            lower.set(k, low);
            upper.set(k, high);
        }
        return new Box(lower, upper);
    }

    /** Decides it exactly. */
    Decision decide(Terms terms) {
        return switch (new CellScan<List<Rational>>(difference, box).first(this::change, terms.time())) {
            case CellScan.Found(List<Rational> point) -> new Decision.Refuted(words(point));
            case CellScan.Nowhere<List<Rational>> _ -> new Decision.Holds();
            case CellScan.Unfinished(long cells) ->
                new Decision.Undecided("time ran out after " + cells
                        + " activation cells without a change; give a tolerance, and the engine decides");
        };
    }

    /** Decides it for changes by {@code tolerance} or more. */
    Decision decide(Terms terms, Rational tolerance) {
        return switch (new CellScan<List<Rational>>(difference, box)
                .first(this::change, CellScan.share(terms.time()))) {
            case CellScan.Nowhere<List<Rational>> _ -> new Decision.Holds();
            case CellScan.Found(List<Rational> point)
            when at(point).abs().compareTo(tolerance) >= 0 -> new Decision.Refuted(words(point));
            case CellScan.Found<List<Rational>> _, CellScan.Unfinished<List<Rational>> _ ->
                new RegionQuestion(difference, box, UnsafeSet.deviation(List.of(Rational.ZERO), tolerance))
                        .decide(terms, this::words);
        };
    }

    /** A point of the cell at which the two values differ, if there is one. */
    private Optional<List<Rational>> change(Cell cell) {
        AffineFunction f = cell.outputs().getFirst();
        List<Rational> inside = Points.inside(cell, box);
        if (f.at(inside).signum() != 0) {
            return Optional.of(inside);
        }
        for (int k = 0; k < box.size(); k++) {
            if (f.slope().get(k).signum() != 0 && !Points.isFrozen(box, k)) {
                return Optional.of(beside(inside, k));
            }
        }
        return Optional.empty();
    }

    private List<Rational> beside(List<Rational> point, int k) {
        List<Rational> unit = Points.unit(point.size(), k);
        return Points.firstOfShorterSteps(
                Rational.ONE,
                length -> Optional.of(Points.step(point, unit, length))
                        .filter(moved ->
                                box.firstOutside(moved) < 0 && at(moved).signum() != 0));
    }

    private Rational at(List<Rational> x) {
        return new ExactEvaluation(difference, RationalVector.of(x)).output().get(0);
    }

    private String words(List<Rational> point) {
        return "at " + Words.point(point, point) + " it changes by "
                + Words.number(at(point).abs()) + " when inputs " + i
                + " and " + j + " change places, which moves each by "
                + Words.number(point.get(i).subtract(point.get(j)).abs());
    }
}
