package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A CSV file: a row a line, cells separated by commas, quoted or not; blank lines and spaces around a cell are dropped. Cells
 * are decimals, integers or quotients such as {@code 1/255}, rounded once, from their exact value, to the type asked for.
 *
 * <p>The first line is a header when none of its cells apart from the label is a number, and a row when all are.
 *
 * @param name of the file
 * @param type to which numbers are rounded
 * @param lines the rows as they lie in the file
 * @param header names of the columns, if there are any
 * @param width number of columns
 * @param labelColumn which of them is the label; negative for none
 */
record CsvTable(String name, FloatType type, List<String> lines, List<String> header, int width, int labelColumn)
        implements Table {
    private static final Pattern NUMBER =
            Pattern.compile("(?i)[+-]?(nan|inf(inity)?|(\\d+[./]?\\d*|\\.\\d+)(e[+-]?\\d+)?)");

    /** @throws InputException when the file is no CSV, or has no such label column */
    static CsvTable of(FileContent file, LabelSource labels, FloatType type) {
        List<String> all = Arrays.asList(file.lines());
        if (all.isEmpty() || all.getFirst().indexOf(0) >= 0) {
            throw new InputException(
                    file.name() + ": empty or binary; CSV, IDX or NPY is needed, packed with gzip or not");
        }
        List<String> first = cells(all.getFirst());
        int labelColumn = labelColumn(labels, first, file.name());
        List<Integer> names = IntStream.range(0, first.size())
                .filter(column -> column != labelColumn
                        && !NUMBER.matcher(first.get(column)).matches())
                .boxed()
                .toList();
        boolean headed = !names.isEmpty() && names.size() == first.size() - (labelColumn < 0 ? 0 : 1);
        if (!names.isEmpty() && !headed) {
            throw new InputException(
                    file.name() + ": first line, column " + names.getFirst() + ": '" + first.get(names.getFirst())
                            + "' is not a number, yet others are; correct the cell or the header");
        }
        List<String> rows = all.subList(headed ? 1 : 0, all.size());
        if (rows.isEmpty()) {
            throw new InputException(file.name() + ": a header and no rows; is the file truncated?");
        }
        return new CsvTable(file.name(), type, rows, headed ? first : List.of(), first.size(), labelColumn);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else if (c != '"') {
                cell.append(c);
            } else if (quoted && line.startsWith("\"\"", i)) {
                cell.append(line.charAt(++i));
            } else {
                quoted = !quoted;
            }
        }
        // A quote that is never closed stays, so that the cell is refused.
        cells.add((quoted ? cell + "\"" : cell.toString()).strip());
        return cells;
    }

    private static int labelColumn(LabelSource source, List<String> first, String name) {
        int width = first.size();
        int column = switch (source) {
            case LabelSource.First _ -> 0;
            case LabelSource.Last _ -> width - 1;
            case LabelSource.Column(String digits) when digits.matches("\\d{1,9}") -> Integer.parseInt(digits);
            case LabelSource.Column(String title) -> first.indexOf(title);
            case LabelSource.Separate _, LabelSource.Predicted _, LabelSource.None _ -> -1;
        };
        if (source instanceof LabelSource.Column(String wanted) && (column < 0 || column >= width)) {
            throw new InputException(name + ": no column '" + wanted + "' among its " + width
                    + "; give --label a name of the header, or an index counted from 0");
        }
        return column;
    }

    boolean hasLabels() {
        return labelColumn >= 0;
    }

    /** The text in the label column. */
    String label(int row) {
        return checkedCells(row).get(labelColumn);
    }

    @Override
    public int count() {
        return lines.size();
    }

    @Override
    public List<Integer> shape() {
        return List.of(hasLabels() ? width - 1 : width);
    }

    @Override
    public double[] values(int row) {
        List<String> cells = checkedCells(row);
        double[] values = new double[shape().getFirst()];
        for (int i = 0; i < values.length; i++) {
            String cell = cells.get(column(i));
            try {
                values[i] = type.nearest(Rational.parse(cell));
            } catch (NumberFormatException e) {
                throw new InputException(
                        place(row, i) + ": '" + cell + "' is not a finite number; correct it or leave the row out", e);
            }
        }
        return values;
    }

    private List<String> checkedCells(int row) {
        List<String> cells = cells(lines.get(row));
        if (cells.size() != width) {
            throw new InputException(name + ": row " + row + " has " + cells.size() + " cells where the first line has "
                    + width + "; repair or remove it");
        }
        return cells;
    }

    private int column(int feature) {
        return hasLabels() && feature >= labelColumn ? feature + 1 : feature;
    }

    @Override
    public String place(int row, int index) {
        int column = column(index);
        return name + ": row " + row + ", column " + column + (header.isEmpty() ? "" : " '" + header.get(column) + "'");
    }
}
