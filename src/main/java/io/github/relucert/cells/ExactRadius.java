package io.github.relucert.cells;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exact distance of the nearest unsafe point by enumeration of activation cells. */
public final class ExactRadius {
    private final Problem problem;
    private final Distance distance;
    private final boolean strict;
    private Radius best;
    private Optional<StrictNearest> nearest = Optional.empty();

    private ExactRadius(Problem problem, boolean strict) {
        this.problem = problem;
        this.strict = strict;
        this.distance = new Distance(problem);
        this.best = new Radius(problem.norm(), Rational.POSITIVE_INFINITY);
    }

    /**
     * The least distance of a point of the domain in the closed unsafe set, every condition read as {@code <= 0}; empty when the
     * domain holds none.
     */
    public static Optional<Nearest> atMost(Problem problem) {
        return new ExactRadius(problem, false).solve().map(n -> new Nearest(n.radius(), n.point()));
    }

    /**
     * The infimum of the distances of the points of the domain at which all conditions of a disjunct are below zero, strictly;
     * empty when the domain holds none. It is larger than {@link #atMost} where the closed set has a plateau.
     */
    public static Optional<StrictNearest> below(Problem problem) {
        return new ExactRadius(problem, true).solve();
    }

    private Optional<StrictNearest> solve() {
        PartialCell.whole(problem.network(), problem.domain(), List.of(), Extent.CLOSED)
                .ifPresent(this::descend);
        return nearest;
    }

    private void descend(PartialCell cell) {
        Projection guess = distance.guess(cell.rows(), Double.POSITIVE_INFINITY);
        if (distance.provesFarther(guess, cell.rows(), best)) {
            return;
        }
        if (cell.isWhole()) {
            problem.unsafe().disjuncts().forEach(disjunct -> finish(cell, disjunct));
        } else {
            cell.children().forEach(this::descend);
        }
    }

    private void finish(PartialCell cell, List<Condition> disjunct) {
        List<Row> conditions = new ArrayList<>();
        for (Condition condition : disjunct) {
            conditions.add(row(cell, condition));
        }
        List<Row> rows = new ArrayList<>(cell.rows());
        rows.addAll(conditions);
        Projection guess = distance.guess(rows, Double.POSITIVE_INFINITY);
        if (distance.provesFarther(guess, rows, best)) {
            return;
        }
        Optional<ExactNearest> exact = distance.exactly(guess, rows);
        if (exact.isEmpty() || exact.get().distance().compareTo(best) >= 0) {
            return;
        }
        List<Rational> point = exact.get().point();
        Optional<List<Rational>> inside =
                !strict || conditions.stream().allMatch(r -> r.violation(ExactPoint.of(point)) < 0)
                        ? Optional.of(point)
                        : LargestSlack.strictly(cell.rows(), conditions, problem.domain())
                                .map(ExactPoint::toList);
        inside.ifPresent(p -> {
            best = exact.get().distance();
            nearest = Optional.of(new StrictNearest(best, point, p));
        });
    }

    private Row row(PartialCell cell, Condition condition) {
        List<Rational> slope = new ArrayList<>();
        for (int i = 0; i < problem.network().inputSize(); i++) {
            slope.add(Rational.ZERO);
        }
        LinearForm input = condition.input();
        for (int k = 0; k < input.indices().size(); k++) {
            slope.set(input.indices().get(k), input.coefficients().get(k));
        }
        Rational constant = input.constant().add(condition.output().constant());
        for (int k = 0; k < condition.output().indices().size(); k++) {
            DyadicForm output = cell.outputs()[condition.output().indices().get(k)];
            Rational factor = condition.output().coefficients().get(k);
            for (int i = 0; i < slope.size(); i++) {
                slope.set(i, slope.get(i).add(factor.multiply(output.get(i))));
            }
            constant = constant.add(factor.multiply(output.get(output.size())));
        }
        return Row.of(new ExactRow(slope, constant.negate()));
    }
}
