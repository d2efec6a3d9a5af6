package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The unsafe set in disjunctive normal form: a point is unsafe when all conditions of at least one disjunct hold.
 *
 * @param disjuncts each a non-empty conjunction
 */
public record UnsafeSet(List<List<Condition>> disjuncts) {
    /** @throws IllegalArgumentException when a conjunction is empty */
    public UnsafeSet {
        disjuncts = disjuncts.stream().map(List::copyOf).toList();
        if (disjuncts.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("an empty conjunction would make every point unsafe");
        }
    }

    /**
     * Class {@code label} is no longer the only largest of {@code classes} scores: {@code f_label - f_j <= 0} for some other
     * {@code j}, in ascending order of {@code j}. A tie counts as an error.
     *
     * @throws IllegalArgumentException when there are fewer than two classes or the label is none of them
     */
    public static UnsafeSet misclassified(int label, int classes) {
        if (classes < 2 || label < 0 || label >= classes) {
            throw new IllegalArgumentException("label " + label + " of " + classes + " classes");
        }
        return new UnsafeSet(IntStream.range(0, classes)
                .filter(j -> j != label)
                .mapToObj(j -> List.of(Condition.onOutput(LinearForm.difference(label, j))))
                .toList());
    }

    /**
     * The one output is no longer strictly on its side of the threshold: {@code sign * (f - threshold) <= 0}.
     *
     * @param sign +1 for the class above the threshold, -1 for the class below
     */
    public static UnsafeSet acrossThreshold(int sign, Rational threshold) {
        Rational factor = Rational.of(sign);
        LinearForm form =
                LinearForm.single(0, factor, threshold.multiply(factor).negate());
        return new UnsafeSet(List.of(List.of(Condition.onOutput(form))));
    }

    /**
     * Some output has moved from its reference by the tolerance or more: {@code |f_i - reference_i| >= tolerance}; for each
     * output the upward disjunct comes before the downward one.
     */
    public static UnsafeSet deviation(List<Rational> reference, Rational tolerance) {
        List<List<Condition>> disjuncts = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            Rational up = reference.get(i).add(tolerance);
            Rational down = tolerance.subtract(reference.get(i));
            disjuncts.add(List.of(Condition.onOutput(LinearForm.single(i, Rational.of(-1), up))));
            disjuncts.add(List.of(Condition.onOutput(LinearForm.single(i, Rational.ONE, down))));
        }
        return new UnsafeSet(disjuncts);
    }

    /** Whether input {@code x} with output {@code y} is unsafe, exactly. */
    public boolean contains(List<Rational> x, List<Rational> y) {
        return disjuncts.stream().anyMatch(d -> d.stream().allMatch(c -> c.holds(x, y)));
    }

    /**
     * {@code min over disjuncts of max over conditions} of the left sides: at most zero exactly on the closure of the unsafe
     * set; for {@link #misclassified} this is the margin {@code min_j f_label - f_j}.
     *
     * @throws java.util.NoSuchElementException when there is no disjunct
     */
    public Rational margin(List<Rational> x, List<Rational> y) {
        return disjuncts.stream()
                .map(d -> d.stream()
                        .map(c -> c.leftSide(x, y))
                        .reduce(Rational::max)
                        .orElseThrow())
                .reduce(Rational::min)
                .orElseThrow();
    }

    /** Whether it speaks of no other inputs and outputs than a network with these sizes has. */
    boolean fits(int inputs, int outputs) {
        return disjuncts.stream()
                .flatMap(List::stream)
                .allMatch(c -> c.input().fits(inputs) && c.output().fits(outputs));
    }

    /** The set in words, for a network with so many outputs. */
    public String inWords(int outputs) {
        return IntStream.range(0, outputs)
                .filter(label -> outputs > 1 && equals(misclassified(label, outputs)))
                .mapToObj(label -> "the score of class " + label + " is not above all other scores")
                .findFirst()
                .orElseGet(() -> disjuncts.stream()
                        .map(all -> all.stream().map(Object::toString).collect(Collectors.joining(" and ")))
                        .collect(Collectors.joining(", or ")));
    }
}
