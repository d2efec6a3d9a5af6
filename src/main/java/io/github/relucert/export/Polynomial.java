package io.github.relucert.export;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An affine expression over variables of a query.
 *
 * @param terms coefficients by the name of the variable; none is zero
 */
record Polynomial(SortedMap<String, Rational> terms, Rational constant) {
    static final Polynomial ZERO = constant(Rational.ZERO);

    Polynomial {
        terms = Collections.unmodifiableSortedMap(new TreeMap<>(terms));
    }

    static Polynomial constant(Rational value) {
        return new Polynomial(new TreeMap<>(), value);
    }

    static Polynomial variable(String name) {
        return ZERO.plus(name, Rational.ONE);
    }

    /** With {@code coefficient * name} added, a variable that has no term yet. */
    Polynomial plus(String name, Rational coefficient) {
        if (coefficient.signum() == 0) {
            return this;
        }
        SortedMap<String, Rational> more = new TreeMap<>(terms);
        more.put(name, coefficient);
        return new Polynomial(more, constant);
    }

    /** An SMT-LIB term of sums and products alone, in the form that both proof formats read. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        terms.forEach((name, coefficient) ->
                parts.add(coefficient.equals(Rational.ONE) ? name : "(* " + number(coefficient) + " " + name + ")"));
        if (constant.signum() != 0 || parts.isEmpty()) {
            parts.add(number(constant));
        }
        return parts.size() == 1 ? parts.getFirst() : "(+ " + String.join(" ", parts) + ")";
    }

    /** A constant of sort Real. */
    static String number(Rational value) {
        BigInteger magnitude = value.numerator().abs();
        String sign = value.signum() < 0 ? "(- " + magnitude + ".0)" : magnitude + ".0";
        return value.denominator().equals(BigInteger.ONE) ? sign : "(/ " + sign + " " + value.denominator() + ".0)";
    }
}
