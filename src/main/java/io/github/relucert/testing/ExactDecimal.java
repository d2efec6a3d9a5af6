package io.github.relucert.testing;

import io.github.relucert.exact.Rational;

/** The numbers that a test writes down: {@code "0.03"} is three hundredths, not the double nearest to it. */
final class ExactDecimal {
    private ExactDecimal() {}

    /**
     * A number that is not negative.
     *
     * @param what the number's meaning, for the complaint
     * @throws IllegalArgumentException when the text is something else
     */
    static Rational notNegative(String what, String text) {
        Rational value;
        try {
            value = Rational.parse(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + " '" + text + "' is no number; write a decimal such as 0.03", e);
        }
        if (value.signum() < 0) {
            throw new IllegalArgumentException(what + " " + text + " is negative");
        }
        return value;
    }

    /**
     * A number above zero.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    static Rational positive(String what, String text) {
        Rational value = notNegative(what, text);
        if (value.signum() == 0) {
            throw new IllegalArgumentException(what + " " + text + " is not above zero");
        }
        return value;
    }
}
