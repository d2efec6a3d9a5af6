package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.IOException;

/** A proof that the checker has accepted, ready to be written behind a certificate's header as often as wished. */
public interface ProofBody {
    /** What it proves. */
    Assertion assertion();

    /** Writes the lines that follow the line {@code proof}. */
    void writeTo(Appendable out) throws IOException;

    /** A body that is short enough to be held. */
    static ProofBody of(Assertion assertion, String lines) {
        return new ProofBody() {
            @Override
            public Assertion assertion() {
                return assertion;
            }

            @Override
            public void writeTo(Appendable out) throws IOException {
                out.append(lines);
            }
        };
    }

    /** That an open ball of radius zero, which has no points, holds no unsafe one: whatever combination is named refutes it. */
    static ProofBody ofNothing(Norm norm) {
        return of(new Assertion.RadiusAtLeast(new Radius(norm, Rational.ZERO)), "l\n");
    }
}
