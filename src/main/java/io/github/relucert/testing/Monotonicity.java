package io.github.relucert.testing;

import io.github.relucert.cells.Cell;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an output never falls when one input rises: its derivative is not negative on any activation cell that has an interior
 * within the box.
 */
record Monotonicity(Network network, int output, Box box, int feature) {
    /** A pair of points, the second with the larger input. */
    private record Fall(List<Rational> low, List<Rational> high) {}

    /** Decides it exactly. */
    Decision decide(Terms terms) {
        if (Points.isFrozen(box, feature)) {
            return new Decision.Holds();
        }
        return switch (new CellScan<Fall>(network, box).first(this::fall, terms.time())) {
            case CellScan.Found(Fall fall) -> new Decision.Refuted(words(fall));
            case CellScan.Nowhere<Fall> _ -> new Decision.Holds();
            case CellScan.Unfinished(long cells) ->
                new Decision.Undecided("time ran out after " + cells
                        + " activation cells without a fall; give a tolerance, and the engine decides");
        };
    }

    /** Decides it for falls by {@code tolerance} or more. */
    Decision decide(Terms terms, Rational tolerance) {
        if (Points.isFrozen(box, feature)) {
            return new Decision.Holds();
        }
        CellScan.Result<Fall> scan = new CellScan<Fall>(network, box).first(this::fall, CellScan.share(terms.time()));
        Optional<Fall> fall = switch (scan) {
            case CellScan.Found(Fall found) -> Optional.of(found);
            case CellScan.Nowhere<Fall> _, CellScan.Unfinished<Fall> _ -> Optional.empty();
        };
        if (scan instanceof CellScan.Nowhere<Fall>) {
            return new Decision.Holds();
        }
        return fall.filter(f -> depth(f).compareTo(tolerance) >= 0)
                .<Decision>map(f -> new Decision.Refuted(words(f)))
                .orElseGet(() -> engine(terms, tolerance));
    }

    private Decision engine(Terms terms, Rational tolerance) {
        int size = network.inputSize();
        List<Rational> lower = new ArrayList<>(box.lower());
        List<Rational> upper = new ArrayList<>(box.upper());
        lower.add(box.lower().get(feature));
        upper.add(box.upper().get(feature));
        // What is unsafe is a fall by the tolerance or more, f(x') - f(x) + tolerance <= 0.
        Condition deep = Condition.onOutput(LinearForm.single(0, Rational.ONE, tolerance));
        return new RegionQuestion(
                        TwoCopies.raised(network, output, feature),
                        new Box(lower, upper),
                        new UnsafeSet(List.of(List.of(deep))))
                .decide(terms, z -> {
                    List<Rational> low = z.subList(0, size);
                    Rational raised = z.get(size).max(low.get(feature));
                    return words(new Fall(low, Points.with(low, feature, raised)));
                });
    }

    /** A fall within a cell, if there is one. */
    private Optional<Fall> fall(Cell cell) {
        if (cell.outputs().get(output).slope().get(feature).signum() >= 0) {
            return Optional.empty();
        }
        List<Rational> low = Points.inside(cell, box);
        Rational side = box.upper().get(feature);
        Rational longest = side.isFinite() ? side.subtract(low.get(feature)) : Rational.ONE;
        return Optional.of(Points.firstOfShorterSteps(
                longest,
                length -> Optional.of(new Fall(
                                low, Points.with(low, feature, low.get(feature).add(length))))
                        .filter(fall -> depth(fall).signum() > 0)));
    }

    private Rational depth(Fall fall) {
        return at(fall.low).subtract(at(fall.high));
    }

    private Rational at(List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(output);
    }

    private String words(Fall fall) {
        Rational from = fall.low.get(feature);
        Rational to = fall.high.get(feature);
        return "from " + Words.point(fall.low, fall.low) + ", where it is " + Words.number(at(fall.low))
                + ", it falls by "
                + Words.number(depth(fall)) + " when input " + feature + " rises by " + Words.number(to.subtract(from))
                + " to " + Words.number(to);
    }
}
