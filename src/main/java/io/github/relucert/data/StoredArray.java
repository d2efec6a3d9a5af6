package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array of IDX or NPY numbers, the first axis counting the rows; decoded where it lies, element by element.
 *
 * @param name of the file
 * @param start byte position of the first element
 * @param axes their lengths, none zero
 * @param rowStride elements from one row's first number to the next row's
 * @param offsets elements from the first row's first number to its others, row-major
 */
record StoredArray(
        String name, ByteBuffer buffer, int start, ElementType type, List<Integer> axes, int rowStride, int[] offsets)
        implements Table {
    /** Which index runs fastest in the file. */
    enum Order {
        ROW_MAJOR,
        COLUMN_MAJOR
    }

    /**
     * The array in the bytes of a file from {@code start} on.
     *
     * @param axes not negative
     * @throws InputException when there is no axis, or the file is shorter or longer than its shape asks for
     */
    static StoredArray of(
            FileContent file, int start, ElementType type, ByteOrder bytes, Order order, List<Integer> axes) {
        long elements = 1;
        for (int axis : axes) {
            // Beyond 2^31 elements no file in memory can agree; the product must not wrap around on its way there.
            elements = Math.min(elements * axis, Integer.MAX_VALUE);
        }
        int held = file.bytes().length - start;
        if (axes.isEmpty() || elements == 0 || held != elements * type.size()) {
            throw new InputException(file.name() + ": its header promises an array " + axes + " of " + type + ", but "
                    + held + " bytes follow; is it truncated, or empty?");
        }
        int rows = axes.getFirst();
        int rowSize = (int) elements / rows;
        ByteBuffer buffer = ByteBuffer.wrap(file.bytes()).order(bytes);
        return switch (order) {
            case ROW_MAJOR ->
                new StoredArray(
                        file.name(),
                        buffer,
                        start,
                        type,
                        axes,
                        rowSize,
                        IntStream.range(0, rowSize).toArray());
            case COLUMN_MAJOR ->
                new StoredArray(
                        file.name(),
                        buffer,
                        start,
                        type,
                        axes,
                        1,
                        IntStream.range(0, rowSize)
                                .map(i -> columnMajor(i, axes, rows * rowSize))
                                .toArray());
        };
    }

    /** Where the first row has its {@code i}-th number, counted row-major, when the file runs through the first axis first. */
    private static int columnMajor(int i, List<Integer> axes, int elements) {
        int stride = elements;
        int offset = 0;
        int rest = i;
        for (int axis : axes.subList(1, axes.size()).reversed()) {
            stride /= axis;
            offset += rest % axis * stride;
            rest /= axis;
        }
        return offset;
    }

    @Override
    public int count() {
        return axes.getFirst();
    }

    @Override
    public List<Integer> shape() {
        return axes.subList(1, axes.size());
    }

    @Override
    public double[] values(int row) {
        double[] values = new double[offsets.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(buffer, start + (row * rowStride + offsets[i]) * type.size());
        }
        return values;
    }

    @Override
    public String place(int row, int index) {
        return name + ": row " + row + ", number " + index;
    }
}
