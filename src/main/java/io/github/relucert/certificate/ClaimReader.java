package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
        Statement statement = new StatementReader(in).read();
        String claimant = in.text("by");
        Rational safetyMargin = in.rational(in.text("safety-margin"));
        Optional<Witness> witness = in.at("witness") ? Optional.of(witness(in, statement)) : Optional.empty();
        Optional<Claim.Row> row = in.at("data") ? Optional.of(row(in)) : Optional.empty();
        in.end("end");
        return new Claim(statement, claimant, safetyMargin, witness, row);
    }

    private static Witness witness(LineReader in, Statement statement) {
        List<Rational> centre = statement.centre();
        List<String> tokens = in.tokens("witness", 3 + centre.size());
        Radius distance = new Radius(statement.norm(), in.rational(tokens.get(0)));
        Rational step = in.rational(tokens.get(1));
        BigInteger denominator = in.integer(tokens.get(2));
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < centre.size(); i++) {
            String token = tokens.get(3 + i);
            point.add(
                    switch (token) {
                        case "=" -> centre.get(i);
                        case "+" -> centre.get(i).add(step);
                        case "-" -> centre.get(i).subtract(step);
                        default -> Rational.of(in.integer(token), denominator);
                    });
        }
        return new Witness(point, distance);
    }

    private static Claim.Row row(LineReader in) {
        String data = in.text("data");
        String digest = in.text("data-sha256");
        int row = in.count(in.text("row"));
        String label = in.text("label");
        return new Claim.Row(
                data,
                digest,
                row,
                label.equals("none")
                        ? OptionalInt.empty()
                        : OptionalInt.of(in.integer(label).intValueExact()));
    }
}
