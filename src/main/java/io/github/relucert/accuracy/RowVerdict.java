package io.github.relucert.accuracy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.specification.Radius;
import java.util.stream.Stream;

/** What is known of a row at one radius, the closed ball. */
public enum RowVerdict {
    /** No point of the closed ball is unsafe. */
    ROBUST('r'),
    /** The closed ball holds an unsafe point; a misclassified row is attacked at every radius. */
    ATTACKED('a'),
    /** Neither is proved. */
    UNDECIDED('u');

    private final char letter;

    RowVerdict(char letter) {
        this.letter = letter;
    }

    /** The letter that stands for it in files. */
    public char letter() {
        return letter;
    }

    /**
     * The verdict that a letter stands for.
     *
     * @throws IllegalArgumentException when it stands for none
     */
    public static RowVerdict of(char letter) {
        return Stream.of(values())
                .filter(verdict -> verdict.letter == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + letter + "' is no verdict"));
    }

    /**
     * What follows at a radius.
     *
     * @param proved the lower end
     * @param upper distance of the nearest unsafe point known; infinite without one
     */
    public static RowVerdict at(Radius radius, Assertion proved, Radius upper) {
        // Robust at E: an unsafe point at distance E, or nearer, would refute what is proved.
        return proved.isRefutedBy(radius) ? ROBUST : upper.compareTo(radius) <= 0 ? ATTACKED : UNDECIDED;
    }
}
