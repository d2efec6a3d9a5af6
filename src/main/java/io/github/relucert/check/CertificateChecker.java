package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.certificate.Subject;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.ProofChecker.Extent;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.exact.InputException;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks certificate files against the model they name. What they prove is about real arithmetic over its stored weights. */
public final class CertificateChecker {
    private CertificateChecker() {}

    /**
     * Checks a file.
     *
     * @param file the certificate
     * @param model where the model is; without it the plain name is looked for beside the certificate and in the current folder
     * @param threads how many, at least one
     * @throws InputException when the file cannot be opened, or no model has the SHA-256 that it names
     */
    public static Verdict check(Path file, Optional<Path> model, Arithmetic arithmetic, int threads) {
        return check(file, model, Optional.empty(), arithmetic, threads);
    }

    /**
     * Checks a file that may be about a property.
     *
     * @param spec where the property is, and then the certificate has to be about it; without it one is looked for as the model is
     * @throws InputException when the file cannot be opened, or no model or property has the SHA-256 that it names
     */
    public static Verdict check(
            Path file, Optional<Path> model, Optional<Path> spec, Arithmetic arithmetic, int threads) {
        try (CertificateReader reader = new CertificateReader(file)) {
            Subject subject;
            try {
                subject = reader.subject();
            } catch (InputException e) {
                return new Verdict.Invalid(String.valueOf(e.getMessage()));
            }
            if (spec.isPresent() && subject.property().isEmpty()) {
                return new Verdict.Invalid("it is not about a property file, as --spec asks");
            }
            Optional<Property> property = subject.property().map(named -> ModelFinder.find(file, named, spec));
            Certificate certificate;
            try {
                certificate = reader.header(subject, property);
            } catch (InputException e) {
                return new Verdict.Invalid(String.valueOf(e.getMessage()));
            }
            OnnxModel found = ModelFinder.find(file, certificate.statement().model(), model);
            try {
                Problem problem = ModelFinder.problem(certificate.statement(), found);
                return check(certificate, problem, reader.proof(problem.network()), arithmetic, threads);
            } catch (IllegalArgumentException | ArithmeticException e) {
                return new Verdict.Invalid(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Checks a certificate whose header has been read.
     *
     * @param problem what its statement speaks of
     * @param proof the lines behind the header
     */
    public static Verdict check(
            Certificate certificate, Problem problem, ProofReader proof, Arithmetic arithmetic, int threads) {
        Assertion assertion = certificate.statement().assertion();
        List<String> proved = new ArrayList<>();
        if (certificate.witness().isPresent()) {
            Witness witness = certificate.witness().get();
            Optional<String> fault = WitnessChecker.fault(problem, witness);
            if (fault.isPresent() || assertion.isRefutedBy(witness.distance())) {
                return new Verdict.Invalid(fault.orElse("the statement contradicts the witness"));
            }
            proved.add(
                    certificate.statement().property().isPresent()
                            ? "sat: the witness fulfils the property"
                            : "radius <= " + witness.distance().atMost()
                                    + ": the witness is unsafe and lies that far from x0");
        }
        Report report = new ProofChecker(problem, assertion).check(proof, arithmetic, Extent.FIRST_REJECTION, threads);
        if (!report.isValid()) {
            Rejection first = report.rejections().getFirst();
            String place = first.refutation() < 0 ? "" : "line " + first.line() + ": ";
            return new Verdict.Invalid(place + first.reason());
        }
        proved.addFirst(Words.proved(certificate.statement()));
        String about = certificate.statement().model() + "; " + Words.question(certificate.statement(), problem);
        return new Verdict.Sound(about, proved, List.of());
    }
}
