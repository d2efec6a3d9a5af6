package io.github.relucert.report;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Subject;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A saved certificate with its network, to be looked at: the header alone is read, nothing is checked here.
 *
 * @param file where it was found
 * @param network that it speaks of
 * @param compiled the same in double
 * @param adversarial the witness, rounded to doubles
 */
record CertifiedPoint(
        Path file,
        Certificate certificate,
        Network network,
        CompiledNetwork compiled,
        double[] centre,
        Optional<double[]> adversarial) {
    private static final String ENDING = ".cert";

    /** Certificates of a folder whose model is at hand, and the names of models that are not. */
    record Found(List<CertifiedPoint> points, List<String> missing) {}

    private static boolean isCertificate(Path file) {
        try (LineReader in = new LineReader(file)) {
            return in.next().orElse("").startsWith("relucert-certificate ");
        }
    }

    /**
     * The certificates of a folder, in the order of row and norm.
     *
     * @param models where models are looked for; their SHA-256 decides
     * @throws InputException when the folder, a certificate or a model cannot be read
     */
    static Found in(Path folder, List<Path> models) {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(
                            f -> f.toString().endsWith(ENDING) || f.toString().endsWith(ENDING + ".gz"))
                    .filter(CertifiedPoint::isCertificate)
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + ": no folder that can be read (" + e.getMessage() + ")", e);
        }
        Map<String, CertifiedPoint> ordered = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        Map<ModelReference, Optional<Loaded>> loaded = new HashMap<>();
        for (Path file : files) {
            Certificate certificate;
            try (CertificateReader reader = new CertificateReader(file)) {
                Subject subject = reader.subject();
                if (subject.property().isPresent()) {
                    // It is about a box, not about a row that a picture could be made of.
                    continue;
                }
                certificate = reader.header(subject, Optional.empty());
            }
            ModelReference reference = certificate.statement().model();
            Optional<Loaded> network = loaded.computeIfAbsent(reference, r -> load(folder, r, models));
            if (network.isEmpty() && !missing.contains(reference.fileName())) {
                missing.add(reference.fileName());
            }
            network.ifPresent(n -> ordered.merge(key(certificate), of(file, certificate, n), CertifiedPoint::nearer));
        }
        return new Found(List.copyOf(ordered.values()), missing);
    }

    private record Loaded(Network network, CompiledNetwork compiled) {}

    private static Optional<Loaded> load(Path folder, ModelReference reference, List<Path> models) {
        Path name = Path.of(reference.fileName());
        List<Path> candidates = new ArrayList<>(models);
        candidates.addAll(List.of(folder.resolve(name), name, Path.of("models").resolve(name)));
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate)) {
                OnnxModel model = OnnxReader.read(candidate, reference.output());
                if (model.sha256().equals(reference.sha256())) {
                    Network network = reference.network(model);
                    return Optional.of(new Loaded(network, CompiledNetwork.of(network)));
                }
            }
        }
        return Optional.empty();
    }

    /** Two commands may have certified the same point. */
    private static String key(Certificate certificate) {
        int row = certificate.row().map(r -> r.row()).orElse(Integer.MAX_VALUE);
        Statement statement = certificate.statement();
        return String.format("%010d %d %s %s", row, order(statement.norm()), statement.model(), statement.centre());
    }

    /** The one that says more: with the nearer witness, then with the larger ball. */
    private CertifiedPoint nearer(CertifiedPoint other) {
        int order = Double.compare(other.upper(), upper());
        return order < 0 || (order == 0 && other.lower() > lower()) ? other : this;
    }

    /** The distance of the witness; infinite without one. */
    private double upper() {
        return certificate.witness().map(w -> w.distance().ceiling()).orElse(Double.POSITIVE_INFINITY);
    }

    private static CertifiedPoint of(Path file, Certificate certificate, Loaded network) {
        return new CertifiedPoint(
                file,
                certificate,
                network.network(),
                network.compiled(),
                doubles(certificate.statement().centre()),
                certificate.witness().map(w -> doubles(w.point())));
    }

    private static double[] doubles(List<Rational> point) {
        return point.stream().mapToDouble(Rational::doubleNearest).toArray();
    }

    /** The place of a norm in reports. */
    static int order(Norm norm) {
        return switch (norm) {
            case LINF -> 0;
            case L2 -> 1;
            case L1 -> 2;
        };
    }

    Norm norm() {
        return certificate.statement().norm();
    }

    /** Row and label, as far as the certificate says. */
    String title() {
        return certificate
                .row()
                .map(r -> "row " + r.row()
                        + (r.label().isPresent() ? ", label " + r.label().getAsInt() : ""))
                .orElse(file.getFileName().toString());
    }

    /** The proved lower end, as a length; infinite when nothing in the domain is unsafe. */
    double lower() {
        return switch (certificate.statement().assertion()) {
            case Assertion.RadiusAtLeast(var radius) -> radius.floor();
            case Assertion.RobustAt(var radius) -> radius.floor();
            case Assertion.NoUnsafePoint() -> Double.POSITIVE_INFINITY;
        };
    }

    /** The class with the largest score, the first of several. */
    int predicted(double[] x) {
        double[] scores = compiled.evaluate(x);
        int best = 0;
        for (int c = 1; c < scores.length; c++) {
            best = scores[c] > scores[best] ? c : best;
        }
        return scores.length == 1 ? (scores[0] > 0 ? 1 : 0) : best;
    }

    Box domain() {
        return certificate.statement().domain();
    }
}
