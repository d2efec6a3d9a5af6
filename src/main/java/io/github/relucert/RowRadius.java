package io.github.relucert;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is certified of a row's radius, be it just now or in a file that has been checked again.
 *
 * @param lower no unsafe point is nearer
 * @param lowerBy who vouches for that: {@code proof} or {@code claim:SOLVER}
 * @param witness an unsafe point
 * @param file the certificate or claim, where there is one
 * @param fresh whether it was made for this comparison
 * @param seconds that making or checking it took
 */
public record RowRadius(
        Radius lower, String lowerBy, Optional<Witness> witness, Optional<Path> file, boolean fresh, double seconds) {
    /** A fresh answer. */
    public static RowRadius of(Answer answer, Optional<Path> file) {
        return new RowRadius(
                answer.lower(),
                answer.lowerBy().text(),
                answer.witness(),
                file,
                true,
                answer.time().toMillis() / 1000.0);
    }

    /** Distance of the witness, infinite without one. */
    public Radius upper() {
        return witness.map(Witness::distance).orElse(new Radius(lower.norm(), Rational.POSITIVE_INFINITY));
    }
}
