package io.github.relucert.robust;

import io.github.relucert.accuracy.RowLine;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a row, in a few words: all that is kept in memory and in the journal.
 *
 * @param predicted class of the row itself
 * @param proved the lower end
 * @param upper distance of the witness, or infinity
 * @param target class of the witness
 * @param stopped why some radius stayed undecided, if one did
 * @param millis wall-clock time spent
 * @param digest SHA-256 of the certificate, where one was saved
 */
public record RowRecord(
        int row,
        OptionalInt label,
        OptionalInt predicted,
        Assertion proved,
        Radius upper,
        OptionalInt target,
        Optional<Outcome.Stop> stopped,
        long millis,
        Optional<String> digest) {
    private static final String NONE = "none";
    private static final int TOKENS = 10;

    /** The record of a finding. */
    static RowRecord of(Finding finding, long millis, Optional<String> digest) {
        return new RowRecord(
                finding.question().row(),
                finding.question().label(),
                finding.question().predicted(),
                finding.proof().assertion(),
                finding.upper(),
                finding.target(),
                finding.stopped(),
                millis,
                digest);
    }

    /** What a certificate of accuracy says of the row. */
    public RowLine line(List<Radius> radii) {
        return RowLine.of(row, radii, proved, upper, digest);
    }

    /** Ten words, separated by spaces. */
    String text() {
        String lower = switch (proved) {
            case Assertion.RadiusAtLeast(Radius radius) -> "at-least " + radius.value();
            case Assertion.RobustAt(Radius radius) -> "above " + radius.value();
            case Assertion.NoUnsafePoint() -> "nowhere inf";
        };
        return String.join(
                " ",
                Integer.toString(row),
                word(label),
                word(predicted),
                lower,
                upper.value().toString(),
                word(target),
                stopped.map(stop -> stop.name().toLowerCase(Locale.ROOT)).orElse(NONE),
                Long.toString(millis),
                digest.orElse(NONE));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    static RowRecord parse(String text, Norm norm) {
        String[] words = text.split(" ", -1);
        if (words.length != TOKENS) {
            throw new IllegalArgumentException(words.length + " words where a row has " + TOKENS);
        }
        Assertion proved = switch (words[3]) {
            case "at-least" -> new Assertion.RadiusAtLeast(new Radius(norm, Rational.parse(words[4])));
            case "above" -> new Assertion.RobustAt(new Radius(norm, Rational.parse(words[4])));
            case "nowhere" -> new Assertion.NoUnsafePoint();
            default -> throw new IllegalArgumentException("'" + words[3] + "' is no lower end");
        };
        Rational upper = words[5].equals("inf") ? Rational.POSITIVE_INFINITY : Rational.parse(words[5]);
        return new RowRecord(
                Integer.parseInt(words[0]),
                number(words[1]),
                number(words[2]),
                proved,
                new Radius(norm, upper),
                number(words[6]),
                words[7].equals(NONE)
                        ? Optional.empty()
                        : Optional.of(Outcome.Stop.valueOf(words[7].toUpperCase(Locale.ROOT))),
                Long.parseLong(words[8]),
                words[9].equals(NONE) ? Optional.empty() : Optional.of(words[9]));
    }

    private static String word(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : NONE;
    }

    private static OptionalInt number(String word) {
        return word.equals(NONE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(word));
    }
}
