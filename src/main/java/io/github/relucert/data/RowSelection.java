package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rows of a data file are asked for, in the order in which they are to be taken. */
public final class RowSelection {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

    private RowSelection() {}

    /**
     * Reads single rows and ranges separated by commas, {@code 0-9,12}, counted from 0.
     *
     * @param text what follows {@code --rows}
     * @param count number of rows there are
     * @throws InputException when the text is something else, a range runs backwards, a row does not exist or is named twice
     */
    public static List<Integer> read(String text, int count) {
        Set<Integer> rows = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw new InputException("--rows: '" + part + "' is no row and no range; write for example 0-9,12");
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first || last >= count) {
                throw new InputException("--rows: " + part + " is no range among the " + count
                        + " rows of the data, which count from 0");
            }
            for (int row = first; row <= last; row++) {
                if (!rows.add(row)) {
                    throw new InputException("--rows: row " + row + " is named twice; name it once");
                }
            }
        }
        return List.copyOf(rows);
    }
}
