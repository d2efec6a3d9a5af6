package io.github.relucert.data;

import java.util.List;

/**
 * How a data file is to be read.
 *
 * @param labels where the labels are
 * @param classes names of the classes in order of their index; empty when labels are indices already
 * @param layout order of the numbers in a row
 */
public record DataOptions(LabelSource labels, List<String> classes, Layout layout) {
    /** Copies the list. */
    public DataOptions {
        classes = List.copyOf(classes);
    }

    /** Labels in the first column or beside the images, as indices; rows in the model's order. */
    public static DataOptions standard() {
        return new DataOptions(new LabelSource.First(), List.of(), Layout.NCHW);
    }
}
