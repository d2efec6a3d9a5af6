package io.github.relucert.cli;

import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.CertificateReader;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Subject;
import io.github.relucert.check.ModelFinder;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.TaskReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The row of data that a certificate names. What is proved does not depend on it; compared with the data file, it says that the point
 * and the unsafe set are those of the row.
 *
 * @param certificate the header of a certificate that was found to be valid
 * @param file the certificate
 */
record CertifiedRow(Certificate certificate, Path file) {
    /** Reads the header of a valid certificate; nothing when it is about a property file and not about a row. */
    static Optional<CertifiedRow> of(Path file) {
        try (CertificateReader reader = new CertificateReader(file)) {
            Subject subject = reader.subject();
            return subject.property().isPresent()
                    ? Optional.empty()
                    : Optional.of(new CertifiedRow(reader.header(subject, Optional.empty()), file));
        }
    }

    /** The row in words. */
    String name() {
        return certificate
                .row()
                .map(row -> "row " + row.row() + " of " + row.dataFile())
                .orElse("no row of data");
    }

    /** How the data are to be read, and what the outputs mean. */
    record Reading(
            LabelSource labels,
            Optional<List<String>> classes,
            Layout layout,
            Optional<Rational> threshold,
            Optional<Rational> tolerance) {}

    /**
     * What differs between the certificate and the data, in words; nothing where point and unsafe set are those of the row.
     *
     * @throws InputException when a file cannot be read, or the model's outputs do not mean what is said
     */
    Optional<String> difference(Optional<Path> modelFile, Path data, Reading reading) {
        if (certificate.row().isEmpty()) {
            return Optional.of("it names no row of data");
        }
        DataRow named = certificate.row().get();
        Statement statement = certificate.statement();
        OnnxModel model = ModelFinder.find(file, statement.model(), modelFile);
        Network network = statement.model().network(model);
        DataOptions options =
                new DataOptions(reading.labels(), reading.classes().orElse(model.classLabels()), reading.layout());
        DataSet set = DataReader.read(data, options, network);
        if (!set.sha256().equals(named.dataSha256())) {
            return Optional.of(
                    "it names data with SHA-256 " + named.dataSha256() + ", but " + data + " has " + set.sha256());
        }
        if (named.row() >= set.count()) {
            return Optional.of("it names " + name() + ", which has only " + set.count() + " rows");
        }
        double[] values = set.row(named.row());
        for (int k = 0; k < values.length; k++) {
            Rational at = statement.centre().get(k);
            if (!Rational.of(values[k]).equals(at)) {
                return Optional.of(name() + " has " + values[k] + " at input " + k + ", x0 has " + at.doubleNearest());
            }
        }
        OptionalInt label = set.label(named.row());
        if (label.isPresent() && !label.equals(named.label())) {
            return Optional.of(name() + " has label " + label.getAsInt() + ", not the one that is named");
        }
        Task task =
                TaskReader.read(network, model.positiveClass(), set, options, reading.threshold(), reading.tolerance());
        RowQuestions questions = new RowQuestions(network, set, statement.domain(), task);
        return questions.at(named.row()).unsafe().equals(statement.unsafe())
                ? Optional.empty()
                : Optional.of("the unsafe set is not that of " + name()
                        + " as --label, --classes, --threshold and --tolerance have it");
    }
}
