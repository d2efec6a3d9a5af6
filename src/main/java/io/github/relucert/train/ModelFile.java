package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Puts a finished file in its place at once: a reader sees the old file or the new one, never a part. */
final class ModelFile {
    private ModelFile() {}

    /**
     * Writes under a temporary name in the same folder, then moves.
     *
     * @throws InputException when the folder is missing or cannot be written; nothing is left behind then
     */
    static void write(byte[] content, Path file) {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try {
                Files.write(temporary, content);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be written (" + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "); name a file in an existing folder that you may write to",
                    e);
        }
    }
}
