package io.github.relucert.data;

import java.nio.file.Path;

/** Where the label of a row is found. */
public sealed interface LabelSource {
    /** In the first column of a CSV file; in the label file that lies beside an IDX image file. */
    record First() implements LabelSource {}

    /** In the last column of a CSV file. */
    record Last() implements LabelSource {}

    /** In the column of a CSV file with this header, or, when made of digits, with this index, counted from 0. */
    record Column(String column) implements LabelSource {}

    /** In an IDX or NPY file of its own, one label a row. */
    record Separate(Path file) implements LabelSource {}

    /** Nowhere: what the network predicts is certified. */
    record Predicted() implements LabelSource {}

    /** Nowhere, and nothing says that the network's output is a class. */
    record None() implements LabelSource {}

    /** Reads {@code first}, {@code last}, {@code none}, {@code predicted} or a column. */
    static LabelSource parse(String text) {
        return switch (text) {
            case "first" -> new First();
            case "last" -> new Last();
            case "none" -> new None();
            case "predicted" -> new Predicted();
            default -> new Column(text);
        };
    }
}
