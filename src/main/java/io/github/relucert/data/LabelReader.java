package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * Reads labels: integers, or the names of classes.
 *
 * @param classes names of the classes in order of their index; empty when labels are integers
 */
record LabelReader(List<String> classes) {
    /**
     * Labels that were found.
     *
     * @param sha256 of the file of their own that they lie in, if they do
     */
    record Labels(IntFunction<OptionalInt> ofRow, Optional<String> sha256) {
        private static Labels within(IntFunction<OptionalInt> ofRow) {
            return new Labels(ofRow, Optional.empty());
        }
    }

    /**
     * The labels of a table.
     *
     * @param data the table's file
     * @throws InputException when they are to be in a file that does not fit, or nobody says where they are
     */
    Labels read(Path data, Table table, LabelSource source) {
        if (table instanceof CsvTable csv && csv.hasLabels()) {
            return Labels.within(row -> OptionalInt.of(integer(csv.label(row), data.getFileName() + ": row " + row)));
        }
        return switch (source) {
            case LabelSource.Predicted _, LabelSource.None _ -> Labels.within(row -> OptionalInt.empty());
            case LabelSource.Separate(Path file) -> inArray(file, table.count());
            case LabelSource.First _ -> inArray(beside(data), table.count());
            case LabelSource.Last _, LabelSource.Column _ ->
                throw new InputException(data + ": it has no columns; give --labels FILE, or --label predicted");
        };
    }

    private Labels inArray(Path path, int rows) {
        FileContent file = FileContent.read(path);
        StoredArray labels = NpyReader.recognises(file) ? NpyReader.read(file) : IdxReader.read(file);
        if (labels.count() != rows || labels.shape().stream().anyMatch(axis -> axis != 1)) {
            throw new InputException(path + ": " + labels.count() + " rows of shape " + labels.shape()
                    + " cannot label " + rows + " rows of data; one integer a row is needed");
        }
        IntFunction<OptionalInt> ofRow = row -> {
            double label = labels.values(row)[0];
            String text = label == Math.rint(label) ? Long.toString((long) label) : Double.toString(label);
            return OptionalInt.of(integer(text, path.getFileName() + ": row " + row));
        };
        return new Labels(ofRow, Optional.of(file.sha256()));
    }

    /** The label file that belongs to an image file by its name, packed or not. */
    private static Path beside(Path data) {
        String name = String.valueOf(data.getFileName());
        String labels = name.replace("images", "labels").replace("idx3", "idx1").replace(".gz", "");
        for (String candidate : List.of(labels, labels + ".gz")) {
            Path file = data.resolveSibling(candidate);
            if (name.contains("images") && Files.exists(file)) {
                return file;
            }
        }
        throw new InputException(data + ": no labels beside it; give --labels FILE, or --label predicted");
    }

    private int integer(String label, String place) {
        OptionalInt number = number(label);
        if (classes.isEmpty() && number.isPresent()) {
            return number.getAsInt();
        }
        int index = classes.indexOf(number.isPresent() ? Integer.toString(number.getAsInt()) : label);
        if (index < 0) {
            throw new InputException(place + ": label '" + label + "' is "
                    + (classes.isEmpty()
                            ? "no integer; check --label, or name the classes in --classes"
                            : "none of the classes " + classes + "; name all of them in --classes"));
        }
        return index;
    }

    /** The integer that a label is, written in whatever way. */
    private static OptionalInt number(String label) {
        try {
            return OptionalInt.of(new BigDecimal(label).intValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            return OptionalInt.empty();
        }
    }
}
