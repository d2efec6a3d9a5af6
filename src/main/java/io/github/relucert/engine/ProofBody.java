package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import java.io.IOException;

/** A proof that the checker has accepted, ready to be written behind a certificate's header as often as wished. */
public interface ProofBody {
    /** What it proves. */
    Assertion assertion();

    /** Writes the lines that follow the line {@code proof}. */
    void writeTo(Appendable out) throws IOException;
}
