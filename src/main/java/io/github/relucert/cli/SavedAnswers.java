package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Claim;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.engine.ClaimWriter;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.NpyWriter;
import io.github.relucert.report.PngWriter;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A folder of answers: a claim and the deployable witness (NPY, for images PNG too) a row and norm. */
final class SavedAnswers {
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

    /** Saves an answer in place of an older one; returns the claim's path. */
    Path save(Answer answer) {
        String name = "row-" + answer.question().row() + "-" + answer.norm().id();
        for (String ending : List.of(".claim", ".npy", ".png")) {
            delete(folder.resolve(name + ending));
        }
        answer.deployable().ifPresent(witness -> saveWitness(name, witness.point()));
        Path path = folder.resolve(name + ".claim");
        ClaimWriter.write(claim(answer), path);
        return path;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be replaced (" + e.getMessage() + "); choose another --out", e);
        }
    }

    private Claim claim(Answer answer) {
        Problem problem = answer.question().problem(answer.norm());
        Statement statement = new Statement(
                ModelReference.of(opened.model(), opened.output(), opened.preprocessing()),
                answer.norm(),
                problem.centre(),
                problem.domain(),
                problem.unsafe(),
                assertion(answer));
        String claimant = switch (answer.lowerBy()) {
            case Outcome.Claimed claimed -> claimed.solver();
            case Outcome.Proved _ -> "nobody";
        };
        Rational margin = switch (answer.lowerBy()) {
            case Outcome.Claimed claimed -> claimed.safetyMargin();
            case Outcome.Proved _ -> Rational.ZERO;
        };
        Claim.Row row = new Claim.Row(
                opened.data().fileName(),
                opened.data().sha256(),
                answer.question().row(),
                answer.question().label());
        return new Claim(statement, claimant, margin, answer.witness(), Optional.of(row));
    }

    private static Assertion assertion(Answer answer) {
        return switch (answer.status()) {
            case EXACT, BRACKET, BELOW, MISCLASSIFIED -> new Assertion.RadiusAtLeast(answer.lower());
            case ABOVE -> new Assertion.RobustAt(answer.lower());
            case NONE -> new Assertion.NoUnsafePoint();
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
