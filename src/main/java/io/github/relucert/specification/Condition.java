package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /**
     * A side of a box.
     *
     * @param input number of the coordinate
     * @param isUpper whether the coordinate is at most the value, not at least
     * @param at the value
     */
    public record Side(int input, boolean isUpper, Rational at) {}

    /** The side of a box that the condition is, strict or not, where it speaks of one input and of nothing else. */
    public Optional<Side> side() {
        if (!output.indices().isEmpty()
                || input.indices().size() != 1
                || input.coefficients().getFirst().signum() == 0) {
            return Optional.empty();
        }
        Rational factor = input.coefficients().getFirst();
        Rational at = input.constant().add(output.constant()).negate().divide(factor);
        return Optional.of(new Side(input.indices().getFirst(), factor.signum() > 0, at));
    }

    /** {@code output(f(x)) <= 0}. */
    public static Condition onOutput(LinearForm output) {
        return new Condition(LinearForm.zero(), output, Relation.AT_MOST_ZERO);
    }

    /**
     * Reads an inequality as {@link #toString} writes it, with integers and quotients of integers for numbers.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Condition parse(String text) {
        List<String> tokens = List.of(text.split(" ", -1));
        int terms = tokens.size() - 2;
        if (terms < 0 || !tokens.get(terms).matches("<=?")) {
            throw new IllegalArgumentException("a condition has to end in '<= B' or '< B'");
        }
        Rational bound = Rational.parseFraction(tokens.getLast());
        return new Condition(
                LinearForm.parse('x', tokens.subList(0, terms), Rational.ZERO),
                LinearForm.parse('y', tokens.subList(0, terms), bound.negate()),
                tokens.get(terms).equals("<") ? Relation.BELOW_ZERO : Relation.AT_MOST_ZERO);
    }

    /** This condition times the least positive integer that makes all its numbers dyadic. */
    public Condition cleared() {
        List<Rational> numbers = new ArrayList<>(input.coefficients());
        numbers.addAll(output.coefficients());
        numbers.add(input.constant().add(output.constant()));
        Rational factor = Rational.of(Rational.clearing(numbers), BigInteger.ONE);
        return new Condition(input.times(factor), output.times(factor), relation);
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
