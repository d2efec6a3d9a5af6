package io.github.relucert.accuracy;

import java.util.List;
import java.util.Optional;

/** Lines of the form {@code key value}, taken one after the other. */
final class KeyedLines {
    private final List<String> lines;
    private int next;

    KeyedLines(List<String> lines) {
        this.lines = lines;
    }

    boolean at(String key) {
        return next < lines.size() && lines.get(next).startsWith(key + " ");
    }

    /**
     * What follows the key.
     *
     * @throws IllegalArgumentException when the next line has another one
     */
    String text(String key) {
        if (!at(key)) {
            throw new IllegalArgumentException("line " + (next + 1) + " has to be '" + key + " ...'");
        }
        return lines.get(next++).substring(key.length() + 1);
    }

    Optional<String> optional(String key) {
        return at(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** Refuses a name that leads into another folder. */
    static String plainName(String name) {
        if (name.isBlank() || name.matches(".*[/\\\\:].*|\\.\\.?")) {
            throw new IllegalArgumentException("'" + name + "' is no plain file name");
        }
        return name;
    }
}
