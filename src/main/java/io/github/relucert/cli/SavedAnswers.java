package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.engine.Claim;
import io.github.relucert.engine.ClaimWriter;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.engine.StatementWriter;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.NpyWriter;
import io.github.relucert.report.PngWriter;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder of answers: a certificate or a claim, and the deployable witness (NPY, for images PNG too), a row and norm. */
final class SavedAnswers {
    private static final String CERTIFICATE = ".cert";
    private static final String CLAIM = ".claim";

    private final Path folder;
    private final RowArguments.Opened opened;

    /**
     * Prepares the folder.
     *
     * @throws InputException when it cannot be created or written
     */
    SavedAnswers(Path folder, RowArguments.Opened opened) {
        this.folder = folder;
        this.opened = opened;
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".relucert", ".probe"));
        } catch (IOException e) {
            throw new InputException(
                    "--out: " + folder + " is no folder that can be written (" + e.getMessage() + "); choose another",
                    e);
        }
    }

    /** Saves an answer in place of an older one; returns the path of its certificate or claim. */
    Path save(Answer answer) {
        String name = "row-" + answer.question().row() + "-" + answer.norm().id();
        for (String ending : List.of(CERTIFICATE, CLAIM, ".npy", ".png")) {
            delete(folder.resolve(name + ending));
        }
        answer.deployable().ifPresent(witness -> saveWitness(name, witness.point()));
        return save(name, answer);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be replaced (" + e.getMessage() + "); choose another --out", e);
        }
    }

    private Path save(String name, Answer answer) {
        ModelReference model = ModelReference.of(opened.model(), opened.output(), opened.preprocessing());
        Problem problem = answer.question().problem(answer.norm());
        Optional<DataRow> row = Optional.of(new DataRow(
                opened.data().fileName(),
                opened.data().sha256(),
                answer.question().row(),
                answer.question().label()));
        return switch (answer.lowerBy()) {
            case Outcome.Proved(Optional<ProofBody> known) -> {
                ProofBody body = known.orElse(ProofBody.ofNothing(answer.norm()));
                Statement statement = StatementWriter.about(model, problem, body.assertion());
                Path path = folder.resolve(name + CERTIFICATE);
                CertificateWriter.write(new Certificate(statement, answer.witness(), row), path, body);
                yield path;
            }
            case Outcome.Claimed(String solver, Rational margin) -> {
                Statement statement = StatementWriter.about(model, problem, answer.assertion());
                Path path = folder.resolve(name + CLAIM);
                ClaimWriter.write(new Claim(statement, solver, margin, answer.witness(), row), path);
                yield path;
            }
        };
    }

    private void saveWitness(String name, List<Rational> point) {
        double[] values = point.stream().mapToDouble(Rational::doubleNearest).toArray();
        List<Integer> shape = opened.network().inputShape();
        NpyWriter.write(folder.resolve(name + ".npy"), opened.network().inputType(), shape, values);
        imageShape(shape).ifPresent(image -> {
            // One scale for all pixels: a frozen one has a domain of its own.
            Box domain = opened.questions().domain();
            double black =
                    domain.lower().stream().reduce(Rational::min).orElseThrow().doubleNearest();
            double white =
                    domain.upper().stream().reduce(Rational::max).orElseThrow().doubleNearest();
            PngWriter.write(
                    folder.resolve(name + ".png"), image.get(0), image.get(1), image.get(2), values, black, white);
        });
    }

    /** Channels, height and width where the row is an image: by the model's input, else by the file's rows. */
    private Optional<List<Integer>> imageShape(List<Integer> input) {
        List<Integer> row = opened.data().rowShape();
        List<Integer> shape = input.size() == 3 || row.size() != 2 ? input : List.of(1, row.get(0), row.get(1));
        boolean image = shape.size() == 3 && (shape.getFirst() == 1 || shape.getFirst() == 3);
        return Optional.of(shape)
                .filter(s -> image && opened.questions().domain().isBounded());
    }
}
