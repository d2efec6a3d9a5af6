package io.github.relucert.train;

import io.github.relucert.engine.OutputFile;
import io.github.relucert.exact.InputException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes examples as CSV: no header, a line a row, the label first, numbers as the shortest decimals of a float32. */
public final class ExampleFile {
    private ExampleFile() {}

    /**
     * Writes the given rows, whole or not at all.
     *
     * @param rows row numbers, in the order in which they are to stand
     * @throws InputException when the file cannot be written
     */
    public static void write(Examples examples, int[] rows, Path file) {
        StringBuilder text = new StringBuilder();
        for (int row : rows) {
            text.append(examples.labels()[row]);
            for (double value : examples.rows().get(row)) {
                text.append(',').append(decimal(value));
            }
            text.append('\n');
        }
        byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);
        OutputFile.write(file, out -> out.write(content));
    }

    private static String decimal(double value) {
        return new BigDecimal(Float.toString((float) value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
