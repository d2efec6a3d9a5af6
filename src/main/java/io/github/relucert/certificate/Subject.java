package io.github.relucert.certificate;

import java.util.Optional;

/**
 * The files that a statement is about.
 *
 * @param model the network
 * @param property the file that domain and unsafe set are read from, where they do not stand in the statement itself
 */
public record Subject(ModelReference model, Optional<PropertyFile> property) {
    /** A VNN-LIB file by its plain name and the SHA-256 of its bytes. */
    public record PropertyFile(String fileName, String sha256) {
        /** @throws IllegalArgumentException when the file name is not plain */
        public PropertyFile {
            ModelReference.requirePlain(fileName);
        }
    }
}
