package io.github.relucert.check;

import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.exact.InputException;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the model that a file speaks of. Its SHA-256 decides, whatever the model is called. */
public final class ModelFinder {
    private ModelFinder() {}

    /**
     * Reads the model: the one the user names, or the one of that plain name beside the file or in the current folder.
     *
     * @throws InputException when there is none with that SHA-256
     */
    public static OnnxModel find(Path file, ModelReference reference, Optional<Path> named) {
        List<Path> candidates = named.map(List::of)
                .orElseGet(() -> Stream.of(file.resolveSibling(reference.fileName()), Path.of(reference.fileName()))
                        .filter(Files::exists)
                        .toList());
        Optional<InputException> unreadable = Optional.empty();
        for (Path candidate : candidates) {
            try {
                OnnxModel model = OnnxReader.read(candidate, reference.output());
                if (model.sha256().equals(reference.sha256())) {
                    return model;
                }
            } catch (InputException e) {
                unreadable = Optional.of(e);
            }
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        throw new InputException(file.getFileName() + ": the model " + reference.fileName() + " with SHA-256 "
                + reference.sha256() + " is "
                + (candidates.isEmpty() ? "neither beside it nor in the current folder" : "not " + candidates)
                + "; name it with --model FILE");
    }

    /**
     * The problem that a statement speaks of.
     *
     * @throws IllegalArgumentException when the model is not read as the statement says, or the problem does not fit it
     */
    public static Problem problem(Statement statement, OnnxModel model) {
        ModelReference reference = statement.model();
        ModelReference found = ModelReference.of(model, reference.output(), reference.preprocessing());
        if (!found.sameNetwork(reference)) {
            throw new IllegalArgumentException("it speaks of " + reference + ", but the model gives " + found);
        }
        return statement.problem(reference.network(model));
    }
}
