package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads {@code *.claim} files, version 1:
 *
 * <pre>
 * relucert-claim 1
 * ...                                      the lines of the statement, see {@link StatementReader}
 * by SOLVER
 * safety-margin M
 * witness R STEP DENOMINATOR X ... ?       R its distance, in l2 squared; D coordinates
 * data FILE ?                              then also: data-sha256 DIGEST, row NUMBER, label NUMBER | label none
 * end
 * </pre>
 *
 * <p>A coordinate of the witness is {@code =} where it is the centre's, {@code +} or {@code -} where it lies {@code STEP} above or
 * below the centre's, and otherwise an integer over {@code DENOMINATOR}.
 */
public final class ClaimReader {
    private ClaimReader() {}

    /**
     * Reads a file.
     *
     * @throws InputException when it is missing or is not a claim of this version, naming the line
     */
    public static Claim read(Path file) {
        try (LineReader in = new LineReader(file)) {
            in.advance();
            String version = in.text("relucert-claim");
            if (!version.equals("1")) {
                throw in.wrong("version " + version + " is not supported, only version 1 is");
            }
            try {
                return claim(in);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw in.wrong(String.valueOf(e.getMessage()));
            }
        }
    }

    private static Claim claim(LineReader in) {
        StatementReader reader = new StatementReader(in);
        Statement statement = reader.read(reader.subject(), Optional.empty());
        String claimant = in.text("by");
        Rational safetyMargin = in.rational(in.text("safety-margin"));
        Optional<Witness> witness = reader.witness(statement);
        Optional<Claim.Row> row = reader.row();
        in.end("end");
        return new Claim(statement, claimant, safetyMargin, witness, row);
    }
}
