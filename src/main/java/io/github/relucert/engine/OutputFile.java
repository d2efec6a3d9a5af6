package io.github.relucert.engine;

import io.github.relucert.exact.InputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file as a whole or not at all: under a temporary name beside the target, then moved. */
public final class OutputFile {
    private OutputFile() {}

    /** Produces the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Creates or replaces {@code target}; missing folders are made.
     *
     * @throws InputException when the target cannot be written; nothing is left behind then
     */
    public static void write(Path target, Content content) {
        Path folder = target.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "." + target.getFileName(), ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                    content.writeTo(out);
                }
                temporary.toFile().setReadable(true, false);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InputException(
                    target + ": cannot be written (" + e.getMessage()
                            + "); choose a folder that is writable and has room",
                    e);
        }
    }
}
