package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Writes {@code *.claim} files in the grammar of {@link ClaimReader}. */
public final class ClaimWriter {
    private ClaimWriter() {}

    /**
     * Writes the file as a whole or not at all.
     *
     * @throws io.github.relucert.exact.InputException when it cannot be written
     */
    public static void write(Claim claim, Path file) {
        OutputFile.write(file, stream -> {
            Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
            StatementWriter lines = new StatementWriter(out);
            lines.line("relucert-claim 1");
            lines.statement(claim.statement());
            lines.line("by " + claim.claimant());
            lines.line("safety-margin " + claim.safetyMargin());
            if (claim.witness().isPresent()) {
                lines.witness(claim.statement(), claim.witness().orElseThrow());
            }
            if (claim.row().isPresent()) {
                lines.row(claim.row().orElseThrow());
            }
            lines.line("end");
            out.flush();
        });
    }

    /** What is known, by definition, of a centre that is unsafe itself: the radius is zero, and the centre is the witness. */
    public static Claim misclassified(ModelReference model, Problem problem, Optional<DataRow> row) {
        Radius zero = new Radius(problem.norm(), Rational.ZERO);
        return new Claim(
                StatementWriter.about(model, problem, new Assertion.RadiusAtLeast(zero)),
                "definition",
                Rational.ZERO,
                Optional.of(new Witness(problem.centre(), zero)),
                row);
    }
}
