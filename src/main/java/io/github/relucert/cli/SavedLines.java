package io.github.relucert.cli;

import io.github.relucert.engine.OutputFile;
import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON lines beside saved answers, for {@code report}: one line a row and norm. A set of lines is written as a whole or not at all; later
 * ones are added as the answers come, so that an interrupted run keeps what it has, and only the end of its last line may be missing.
 */
final class SavedLines {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Path file;

    private SavedLines(Path file) {
        this.file = file;
    }

    /**
     * Opens the lines of a folder; what it holds of the rows and norms to come is dropped, the rest stays.
     *
     * @param coming {@code row norm} of the answers to come
     * @throws InputException when the file cannot be read or written
     */
    static SavedLines without(Path folder, String name, Set<String> coming) {
        Path file = folder.resolve(name);
        List<String> kept;
        try {
            kept = Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> isKept(line, coming))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + "); choose another --out", e);
        }
        return of(folder, name, kept);
    }

    /**
     * Begins with some lines, in place of what the folder had.
     *
     * @throws InputException when the file cannot be written
     */
    static SavedLines of(Path folder, String name, List<String> lines) {
        SavedLines saved = new SavedLines(folder.resolve(name));
        saved.replace(lines);
        return saved;
    }

    private static boolean isKept(String line, Set<String> coming) {
        try {
            JsonNode node = MAPPER.readTree(line);
            return node.isObject()
                    && !coming.contains(
                            key(node.path("row").asInt(-1), node.path("norm").asString("")));
        } catch (JacksonException e) {
            // The end of a run that was killed while it wrote.
            return false;
        }
    }

    /** How a row and norm are named here. */
    static String key(int row, String norm) {
        return row + " " + norm;
    }

    /**
     * Writes some lines in place of all.
     *
     * @throws InputException when they cannot be written
     */
    synchronized void replace(List<String> lines) {
        OutputFile.write(file, out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /**
     * Adds a line.
     *
     * @throws InputException when it cannot be written
     */
    synchronized void add(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written (" + e.getMessage() + "); choose another --out", e);
        }
    }
}
