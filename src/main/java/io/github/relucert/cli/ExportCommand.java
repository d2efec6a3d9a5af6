package io.github.relucert.cli;

import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Subject;
import io.github.relucert.check.ModelFinder;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.exact.InputException;
import io.github.relucert.export.Format;
import io.github.relucert.export.ProofExport;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code relucert export CERTIFICATE}: the proof of a certificate for a checker that is not this project's. */
@Command(
        name = "export",
        description = "Writes a certificate as a query in SMT-LIB and a proof for checkers that are not ours.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CERTIFICATE", description = "A certificate in l_inf or l1, or of a property.")
    private Path certificate;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "resolute (checked by SMTInterpol) or alethe (checked by carcara).")
    private String format;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model; by default it is looked for beside the certificate and in the current folder. Its"
                    + " SHA-256 decides.")
    private Optional<Path> model;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description =
                    "The VNN-LIB property of a certificate that is about one; by default it is looked for as the model is.")
    private Optional<Path> specification;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the proof goes; the query goes beside it, with the ending .smt2. By default both are named"
                            + " after the certificate, in the current folder.")
    private Optional<Path> out;

    ExportCommand() {}

    @Override
    public Integer call() {
        Format chosen = Arrays.stream(Format.values())
                .filter(candidate -> candidate.id().equals(format))
                .findFirst()
                .orElseThrow(() -> new InputException("--format " + format + ": choose one of "
                        + Arrays.stream(Format.values()).map(Format::id).collect(Collectors.joining(", "))));
        String stem = certificate.getFileName().toString().replaceAll("\\.cert(\\.gz)?$", "");
        Path proof = out.orElse(Path.of(stem + "." + chosen.id()));
        String name = proof.getFileName().toString();
        Path query = proof.resolveSibling(name.replaceAll("\\.[^.]*$", "") + ".smt2");
        if (query.equals(proof)) {
            throw new InputException(
                    "--out " + proof + ": the query is written under that name; choose another ending");
        }
        try (CertificateReader reader = new CertificateReader(certificate)) {
            Subject subject = reader.subject();
            Optional<Property> property =
                    subject.property().map(named -> ModelFinder.find(certificate, named, specification));
            Statement statement = reader.header(subject, property).statement();
            Problem problem = problem(statement);
            ProofExport export = new ProofExport(problem, statement.assertion(), chosen);
            write(proof, writer -> export.writeProof(reader.proof(problem.network()), writer));
            write(query, export::writeQuery);
            PrintWriter printer = spec.commandLine().getOut();
            printer.println(query + ": the query. " + String.join(" ", export.remarks()));
            printer.println(proof + ": its refutation, for " + checker(chosen));
        }
        return ExitStatus.DONE.code();
    }

    private Problem problem(Statement statement) {
        try {
            return ModelFinder.problem(statement, ModelFinder.find(certificate, statement.model(), model));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException(certificate + ": " + e.getMessage(), e);
        }
    }

    private static String checker(Format format) {
        return switch (format) {
            case RESOLUTE -> "SMTInterpol's proof checker: it has to say 'valid' and 'holes=0'";
            case ALETHE -> "carcara: it has to say 'valid', without --allowed-rules";
        };
    }

    /** Something that writes text. */
    @FunctionalInterface
    private interface Text {
        void writeTo(Writer writer) throws IOException;
    }

    private static void write(Path file, Text text) {
        OutputFile.write(file, (OutputStream stream) -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
        });
    }
}
