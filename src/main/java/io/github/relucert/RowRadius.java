package io.github.relucert;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is certified of a row's radius, be it just now or in files that have been checked again.
 *
 * @param assertion what is said of the distance of unsafe points
 * @param lowerBy who vouches for that: {@code proof} or {@code claim:SOLVER}
 * @param witness an unsafe point
 * @param file the certificate or claim of the assertion, where there is one
 * @param fresh whether the assertion was made for this comparison
 * @param seconds that making or checking it took
 */
public record RowRadius(
        Norm norm,
        Assertion assertion,
        String lowerBy,
        Optional<Witness> witness,
        Optional<Path> file,
        boolean fresh,
        double seconds) {
    /** The least share of the upper end that a closed bracket's lower end has. */
    private static final Rational CLOSED = Rational.parse("0.999999999");

    /** A fresh answer. */
    public static RowRadius of(Answer answer, Optional<Path> file) {
        return new RowRadius(
                answer.norm(),
                answer.assertion(),
                answer.lowerBy().text(),
                answer.witness(),
                file,
                true,
                answer.time().toMillis() / 1000.0);
    }

    /** The lower end: no unsafe point is nearer. */
    public Radius lower() {
        return assertion.lowerEnd(norm);
    }

    /** Distance of the witness, infinite without one. */
    public Radius upper() {
        return witness.map(Witness::distance).orElse(new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** Whether nothing is left to be found: the bracket is at most 1e-9 wide, relative, or the domain holds no unsafe point. */
    public boolean isClosed() {
        if (!lower().isFinite() || !upper().isFinite()) {
            return !lower().isFinite();
        }
        Rational share = norm == Norm.L2 ? CLOSED.multiply(CLOSED) : CLOSED;
        return lower().value().compareTo(upper().value().multiply(share)) >= 0;
    }

    /** Whether this lower end says more than another one; of equal lengths the closed ball says more than the open one. */
    public boolean isAbove(RowRadius other) {
        int side = lower().compareTo(other.lower());
        return side > 0 || (side == 0 && assertion.isRefutedBy(lower()) && !other.assertion.isRefutedBy(lower()));
    }

    /** What two of the same row say together: the higher lower end and the nearer witness. */
    public RowRadius meet(RowRadius other) {
        RowRadius higher = other.isAbove(this) ? other : this;
        return new RowRadius(
                norm,
                higher.assertion,
                higher.lowerBy,
                Stream.of(witness, other.witness)
                        .flatMap(Optional::stream)
                        .min(Comparator.comparing(Witness::distance)),
                higher.file,
                higher.fresh,
                seconds + other.seconds);
    }
}
