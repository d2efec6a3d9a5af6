package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import java.time.Duration;

/** Decimals of the command line, read exactly. */
final class ExactNumber {
    private static final long DAYS_OF_A_YEAR = 365;
    private static final long NANOS = 1_000_000_000;

    private ExactNumber() {}

    /**
     * Reads a decimal or a quotient of integers.
     *
     * @throws InputException when the text is neither
     */
    static Rational parse(String option, String text) {
        try {
            return Rational.parse(text.strip());
        } catch (NumberFormatException e) {
            throw new InputException(option + ": '" + text + "' is no number; write a decimal such as 0.1", e);
        }
    }

    /**
     * Reads a positive number.
     *
     * @throws InputException when the text is something else
     */
    static Rational positive(String option, String text) {
        Rational value = parse(option, text);
        if (value.signum() <= 0) {
            throw new InputException(option + ": " + text + " is not above zero");
        }
        return value;
    }

    /**
     * Reads a positive number of seconds.
     *
     * @throws InputException when the text is something else, or more than a year
     */
    static Duration seconds(String option, String text) {
        Rational value = positive(option, text);
        if (value.compareTo(Rational.of(Duration.ofDays(DAYS_OF_A_YEAR).toSeconds())) > 0) {
            throw new InputException(option + ": " + text + " seconds are more than a year");
        }
        long nanos = (long) value.multiply(Rational.of(NANOS)).doubleCeiling();
        return Duration.ofNanos(nanos);
    }

    /**
     * Reads a positive integer.
     *
     * @throws InputException when the text is something else
     */
    static int count(String option, String text) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new InputException(option + ": '" + text + "' is no positive integer");
        }
        return Integer.parseInt(text);
    }
}
