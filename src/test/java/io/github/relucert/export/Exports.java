package io.github.relucert.export;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Subject;
import io.github.relucert.check.ModelFinder;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Exports in memory. */
final class Exports {
    private Exports() {}

    /** A query and its refutation. */
    record Text(String query, String proof) {}

    /** The export of a shipped certificate. */
    static Text shipped(String model, String name, Format format) {
        Path file = Path.of("certificates", model, name);
        try (CertificateReader reader = new CertificateReader(file)) {
            Statement statement = reader.header().statement();
            Path named = Path.of("models", model + ".onnx");
            Problem problem =
                    ModelFinder.problem(statement, ModelFinder.find(file, statement.model(), Optional.of(named)));
            return export(problem, statement.assertion(), format, reader.proof(problem.network()));
        }
    }

    /** The export of a shipped proof about a property of a model. */
    static Text ofProperty(String name, String model, Format format) {
        Path file = Path.of("certificates", "properties", name + ".cert");
        try (CertificateReader reader = new CertificateReader(file)) {
            Subject subject = reader.subject();
            Property property = ModelFinder.find(
                    file, subject.property().orElseThrow(), Optional.of(Path.of("specs", name + ".vnnlib")));
            Statement statement = reader.header(subject, Optional.of(property)).statement();
            Problem problem = ModelFinder.problem(
                    statement,
                    ModelFinder.find(file, statement.model(), Optional.of(Path.of("models", model + ".onnx"))));
            return export(problem, statement.assertion(), format, reader.proof(problem.network()));
        }
    }

    /** The export of a proof in memory. */
    static Text of(Problem problem, Assertion assertion, Format format, String body) {
        try (LineReader lines =
                new LineReader("proof", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
            return export(problem, assertion, format, ProofReader.ofBody(lines, problem.network()));
        }
    }

    private static Text export(Problem problem, Assertion assertion, Format format, ProofReader body) {
        try {
            ProofExport export = new ProofExport(problem, assertion, format);
            StringWriter proof = new StringWriter();
            export.writeProof(body, proof);
            StringWriter query = new StringWriter();
            export.writeQuery(query);
            return new Text(query.toString(), proof.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
