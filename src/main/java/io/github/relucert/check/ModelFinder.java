package io.github.relucert.check;

import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Subject.PropertyFile;
import io.github.relucert.exact.InputException;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import io.github.relucert.vnnlib.PropertyReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the model and the other files that a file speaks of. Their SHA-256 decide, whatever they are called. */
public final class ModelFinder {
    private ModelFinder() {}

    /**
     * Reads the model: the one the user names, or the one of that plain name beside the file or in the current folder.
     *
     * @throws InputException when there is none with that SHA-256
     */
    public static OnnxModel find(Path file, ModelReference reference, Optional<Path> named) {
        return find(
                new Wanted(file, "model", reference.fileName(), reference.sha256(), "--model"),
                named,
                path -> OnnxReader.read(path, reference.output()),
                OnnxModel::sha256);
    }

    /**
     * Reads the property: the one the user names, or the one of that plain name beside the file or in the current folder.
     *
     * @throws InputException when there is none with that SHA-256
     */
    public static Property find(Path file, PropertyFile reference, Optional<Path> named) {
        return find(
                new Wanted(file, "property", reference.fileName(), reference.sha256(), "--spec"),
                named,
                PropertyReader::read,
                Property::sha256);
    }

    /** Which file is wanted by whom, and the option that names it. */
    public record Wanted(Path by, String kind, String name, String sha256, String option) {}

    /**
     * Reads a file: the one the user names, or the one of that plain name beside the file that wants it or in the current folder.
     *
     * @throws InputException when there is none with that SHA-256
     */
    public static <T> T find(
            Wanted wanted, Optional<Path> named, Function<Path, T> reader, Function<T, String> sha256) {
        List<Path> candidates = named.map(List::of)
                .orElseGet(() -> Stream.of(wanted.by().resolveSibling(wanted.name()), Path.of(wanted.name()))
                        .filter(Files::exists)
                        .toList());
        Optional<InputException> unreadable = Optional.empty();
        for (Path candidate : candidates) {
            try {
                T found = reader.apply(candidate);
                if (sha256.apply(found).equals(wanted.sha256())) {
                    return found;
                }
            } catch (InputException e) {
                unreadable = Optional.of(e);
            }
        }
        if (unreadable.isPresent()) {
            throw unreadable.get();
        }
        throw new InputException(
                wanted.by().getFileName() + ": the " + wanted.kind() + " " + wanted.name() + " with SHA-256 "
                        + wanted.sha256() + " is "
                        + (candidates.isEmpty() ? "neither beside it nor in the current folder" : "not " + candidates)
                        + "; name it with " + wanted.option() + " FILE");
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
