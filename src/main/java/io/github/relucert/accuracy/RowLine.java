package io.github.relucert.accuracy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Optional;

/**
 * What is stated of a row.
 *
 * @param row its number in the data file, from 0
 * @param verdicts one a radius
 * @param lower no unsafe point is nearer; in l2 the square
 * @param upper distance of the nearest unsafe point known, infinite without one; in l2 the square
 * @param digest SHA-256 of its certificate; empty where there is none, and then nothing is known
 */
public record RowLine(int row, List<RowVerdict> verdicts, Rational lower, Rational upper, Optional<String> digest) {
    /** Copies the list. */
    public RowLine {
        verdicts = List.copyOf(verdicts);
    }

    /** What a row's certificate gives at the radii asked for. */
    public static RowLine of(int row, List<Radius> radii, Assertion proved, Radius upper, Optional<String> digest) {
        List<RowVerdict> verdicts = radii.stream()
                .map(radius -> RowVerdict.at(radius, proved, upper))
                .toList();
        return new RowLine(row, verdicts, proved.lowerEnd(upper.norm()).value(), upper.value(), digest);
    }

    /** A row that nothing is known of. */
    public static RowLine unknown(int row, List<Radius> radii, Norm norm) {
        Assertion trivial = new Assertion.RadiusAtLeast(new Radius(norm, Rational.ZERO));
        return of(row, radii, trivial, new Radius(norm, Rational.POSITIVE_INFINITY), Optional.empty());
    }

    /** The plain name of a row's certificate, which lies beside the certificate of accuracy. */
    public static String fileName(int row, Norm norm) {
        return "row-" + row + "-" + norm.id() + ".cert.gz";
    }

    /** The line of the file. */
    @Override
    public String toString() {
        StringBuilder letters = new StringBuilder();
        verdicts.forEach(verdict -> letters.append(verdict.letter()));
        return "row " + row + " " + (letters.isEmpty() ? "-" : letters) + " " + lower + " " + upper + " "
                + digest.orElse("none");
    }
}
