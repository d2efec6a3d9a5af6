package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.List;

/**
 * A linear inequality {@code input(x) + output(f(x)) <= 0}, or {@code < 0} where strict.
 *
 * @param input part over the network's input
 * @param output part over the network's output
 * @param relation which of the two comparisons is meant
 */
public record Condition(LinearForm input, LinearForm output, Relation relation) {
    /** How the left side compares with zero. */
    public enum Relation {
        AT_MOST_ZERO,
        BELOW_ZERO
    }

    /** {@code output(f(x)) <= 0}. */
    public static Condition onOutput(LinearForm output) {
        return new Condition(LinearForm.zero(), output, Relation.AT_MOST_ZERO);
    }

    /** The exact left side at input {@code x} and output {@code y}. */
    public Rational leftSide(List<Rational> x, List<Rational> y) {
        return input.at(x).add(output.at(y));
    }

    /** Whether the inequality holds, exactly. */
    public boolean holds(List<Rational> x, List<Rational> y) {
        int sign = leftSide(x, y).signum();
        return switch (relation) {
            case AT_MOST_ZERO -> sign <= 0;
            case BELOW_ZERO -> sign < 0;
        };
    }

    /** The inequality over inputs {@code x} and outputs {@code y}, as {@code 1*y3 -1*y0 <= 5/2}. */
    @Override
    public String toString() {
        String side = switch (relation) {
            case AT_MOST_ZERO -> "<= ";
            case BELOW_ZERO -> "< ";
        };
        Rational bound = input.constant().add(output.constant()).negate();
        return (input.terms("x") + output.terms("y") + " " + side + bound).strip();
    }
}
