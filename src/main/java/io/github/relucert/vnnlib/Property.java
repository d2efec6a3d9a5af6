package io.github.relucert.vnnlib;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of unsafe points of a network: those of a box that fulfil all conditions of some conjunction.
 *
 * @param fileName plain name of the file
 * @param sha256 of the file
 * @param outputs how many outputs it speaks of
 * @param domain the smallest box that holds the boxes of all conjunctions
 * @param unsafe the conjunctions; none when no point is unsafe for reasons that need no network
 */
public record Property(String fileName, String sha256, int outputs, Box domain, UnsafeSet unsafe) {
    /** From the disjunctive normal form: the conditions on single inputs make the box; what it implies is left out of the conjunctions. */
    static Property of(String fileName, String sha256, int inputs, int outputs, List<List<Condition>> normalForm) {
        List<List<Condition>> kept = new ArrayList<>();
        Sides hull = Sides.none(inputs);
        for (List<Condition> conjunction : normalForm) {
            Sides own = Sides.of(inputs, conjunction);
            if (!own.isEmpty(conjunction) && conjunction.stream().noneMatch(Property::isFalse)) {
                kept.add(conjunction);
                hull = hull.hull(own);
            }
        }
        Sides sides = kept.isEmpty() ? Sides.of(inputs, List.of()) : hull;
        List<List<Condition>> shorter =
                kept.stream().map(c -> withoutImplied(c, sides)).toList();
        return new Property(fileName, sha256, outputs, sides.box(), new UnsafeSet(shorter));
    }

    private static boolean isConstant(Condition condition) {
        return condition.input().indices().isEmpty()
                && condition.output().indices().isEmpty();
    }

    private static boolean isFalse(Condition condition) {
        return isConstant(condition) && !condition.holds(List.of(), List.of());
    }

    private static List<Condition> withoutImplied(List<Condition> conjunction, Sides sides) {
        List<Condition> left = conjunction.stream()
                .filter(condition -> !isConstant(condition) && !sides.imply(condition))
                .distinct()
                .toList();
        Condition always = new Condition(LinearForm.zero(), LinearForm.zero(), Relation.AT_MOST_ZERO);
        return left.isEmpty() ? List.of(always) : left;
    }

    /**
     * The question whether the box holds an unsafe point. The centre only names a point of the box.
     *
     * @throws InputException when the network has other numbers of inputs and outputs
     */
    public Problem problem(Network network) {
        if (network.inputSize() != domain.size() || network.outputSize() != outputs) {
            throw new InputException(fileName + ": a property of " + domain.size() + " inputs and " + outputs
                    + " outputs; the model has " + network.inputSize() + " and " + network.outputSize()
                    + "; check that the two files belong together");
        }
        List<Rational> centre = new ArrayList<>();
        for (int k = 0; k < domain.size(); k++) {
            centre.add(between(domain.lower().get(k), domain.upper().get(k)));
        }
        return new Problem(network, centre, Norm.LINF, domain, unsafe);
    }

    /** A double between the sides, near the middle where both are finite; the nearest one when none lies between. */
    private static Rational between(Rational low, Rational high) {
        Rational wanted = low.isFinite() && high.isFinite()
                ? low.add(high).multiply(Rational.of(1, 2))
                : Rational.ZERO.max(low).min(high);
        return Stream.of(wanted.doubleNearest(), wanted.doubleCeiling(), wanted.doubleFloor())
                .map(Rational::of)
                .filter(value -> value.compareTo(low) >= 0 && value.compareTo(high) <= 0)
                .findFirst()
                .orElse(Rational.of(wanted.doubleNearest()));
    }
}
