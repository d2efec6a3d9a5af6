package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Opens a data file: NPY, IDX or CSV, packed with gzip or not, recognised by its first bytes.
 *
 * <p>CSV and IDX numbers are rounded once, from their exact value, to the type of the network's input (IDX bytes stand for
 * {@code k/255}); NPY numbers are taken as stored. A row's shape has to be that of the network's input, axes of length one aside;
 * where either is flat the number of elements has to agree, and elements follow each other row-major.
 */
public final class DataReader {
    private DataReader() {}

    /**
     * Opens the file; its rows and labels are read when they are asked for.
     *
     * @throws InputException when the file, its labels or its shape cannot be used for the network
     */
    public static DataSet read(Path path, DataOptions options, Network network) {
        FileContent file = FileContent.read(path);
        Table table;
        Scaling scaling;
        if (NpyReader.recognises(file)) {
            table = NpyReader.read(file);
            scaling = Scaling.AS_STORED;
        } else if (IdxReader.recognises(file)) {
            StoredArray array = IdxReader.read(file);
            table = array;
            scaling = array.type() == ElementType.UINT8 ? Scaling.SHADES : Scaling.ROUNDED;
        } else {
            table = CsvTable.of(file, options.labels(), network.inputType());
            scaling = Scaling.AS_STORED;
        }
        int[] order = order(file.name(), table.shape(), options.layout(), network.inputShape());
        LabelReader.Labels labels = new LabelReader(options.classes()).read(path, table, options.labels());
        return new DataSet(file.name(), file.sha256(), table, order, scaling, network.inputType(), labels);
    }

    /** For each of the network's inputs, row-major, its position in a row of the file. */
    private static int[] order(String name, List<Integer> found, Layout layout, List<Integer> input) {
        if (layout == Layout.NHWC && input.size() != 3) {
            throw new InputException(
                    name + ": --layout nhwc is for models whose input is channel, height, width; this one's "
                            + "has shape " + input);
        }
        List<Integer> expected = switch (layout) {
            case NCHW -> input;
            case NHWC -> List.of(input.get(1), input.get(2), input.get(0));
        };
        boolean flat = found.size() < 2 || expected.size() < 2;
        if (size(found) != size(expected) || (!flat && !squeezed(found).equals(squeezed(expected)))) {
            throw new InputException(name + ": rows of shape " + found + " where the model needs " + expected
                    + "; check --label and --layout");
        }
        int channels = layout == Layout.NHWC ? input.getFirst() : 1;
        int pixels = (int) size(input) / channels;
        return IntStream.range(0, channels * pixels)
                .map(i -> i % pixels * channels + i / pixels)
                .toArray();
    }

    private static long size(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    private static List<Integer> squeezed(List<Integer> shape) {
        return shape.stream().filter(axis -> axis != 1).toList();
    }
}
