package io.github.relucert.testing;

import io.github.relucert.cells.LipschitzConstant;
import io.github.relucert.cells.LipschitzSearch;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether an output is Lipschitz on a box.
 *
 * @param norm norm of the input
 * @param constant not squared, whatever the norm
 */
record LipschitzBound(Network network, int output, Box box, Norm norm, Rational constant) {
    Decision decide(Terms terms) {
        LinearForm form = LinearForm.single(output, Rational.ONE, Rational.ZERO);
        LipschitzSearch.Result result =
                LipschitzSearch.of(network, form, box, norm).run(Deadline.in(terms.time()));
        Radius allowed = Radius.ofLength(norm, constant);
        if (result.largest().value().compareTo(allowed.value()) > 0) {
            return new Decision.Refuted(counterexample(result));
        }
        return result.upper().compareTo(allowed.value()) <= 0
                ? new Decision.Holds()
                : new Decision.Undecided("time ran out, the least constant lies in ["
                        + Words.length(new Radius(norm, result.largest().value())) + ", "
                        + Words.length(new Radius(norm, result.upper())) + "]");
    }

    /** Two points of the steepest cell met, so near each other that both lie in it. */
    private String counterexample(LipschitzSearch.Result result) {
        LipschitzConstant steepest = result.largest();
        List<Rational> start = Points.inside(steepest.cell(), box);
        List<Rational> direction = steepestDirection(steepest.gradient());
        List<Rational> end = Points.firstOfShorterSteps(
                Rational.ONE,
                length -> Optional.of(Points.step(start, direction, length))
                        .filter(other -> changesTooMuch(start, other)));
        return "between " + Words.point(start, start) + " and " + Words.point(end, start) + ", at distance "
                + Words.length(norm.distance(end, start)) + ", it changes by "
                + Words.number(at(end).subtract(at(start)).abs()) + "; the least constant is "
                + (result.isExact() ? "" : "at least ") + Words.length(new Radius(norm, steepest.value()))
                + ", the gradient there being "
                + steepest.gradient().stream()
                        .map(Words::number)
                        .limit(Words.MOST_COORDINATES)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private boolean changesTooMuch(List<Rational> start, List<Rational> end) {
        Rational change = at(end).subtract(at(start)).abs();
        Rational distance = norm.distance(end, start).value();
        Rational allowed = Radius.ofLength(norm, constant).value().multiply(distance);
        return box.firstOutside(end) < 0 && (norm == Norm.L2 ? change.multiply(change) : change).compareTo(allowed) > 0;
    }

    private Rational at(List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(output);
    }

    /** The direction in which a step of the norm's length 1 (l2: some length) changes the output most; frozen inputs stay. */
    private List<Rational> steepestDirection(List<Rational> gradient) {
        List<Rational> free = new ArrayList<>();
        int greatest = 0;
        for (int i = 0; i < gradient.size(); i++) {
            free.add(Points.isFrozen(box, i) ? Rational.ZERO : gradient.get(i));
            greatest = free.get(i).abs().compareTo(free.get(greatest).abs()) > 0 ? i : greatest;
        }
        return switch (norm) {
            case LINF -> free.stream().map(g -> Rational.of(g.signum())).toList();
            case L2 -> free;
            case L1 -> Points.unit(free.size(), greatest);
        };
    }
}
