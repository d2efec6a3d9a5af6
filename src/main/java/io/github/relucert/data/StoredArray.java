package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** An array of IDX or NPY numbers, the first axis counting the rows; decoded where it lies, element by element. */
final class StoredArray implements Table {
    /** Which index runs fastest in the file. */
    enum Order {
        ROW_MAJOR,
        COLUMN_MAJOR
    }

    private final String name;
    private final ByteBuffer buffer;
    private final int start;
    private final ElementType type;
    private final List<Integer> axes;
    private final int rowStride;
    private final int[] offsets;

    /**
     * @param start byte position of the first element
     * @param axes not negative
     * @throws InputException when there is no axis, or the file is shorter or longer than its shape asks for
     */
    StoredArray(FileContent file, int start, ElementType type, ByteOrder bytes, Order order, List<Integer> axes) {
        this.name = file.name();
        this.buffer = ByteBuffer.wrap(file.bytes()).order(bytes);
        this.start = start;
        this.type = type;
        this.axes = List.copyOf(axes);
        long elements = 1;
        for (int axis : axes) {
            // Beyond 2^31 elements no file in memory can agree; the product must not wrap around on its way there.
            elements = Math.min(elements * axis, Integer.MAX_VALUE);
        }
        int held = file.bytes().length - start;
        if (axes.isEmpty() || elements == 0 || held != elements * type.size()) {
            throw new InputException(name + ": its header promises an array " + axes + " of " + type + ", but " + held
                    + " bytes follow; is it truncated, or empty?");
        }
        this.offsets = new int[(int) elements / count()];
        this.rowStride = order == Order.ROW_MAJOR ? offsets.length : 1;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = order == Order.ROW_MAJOR ? i : columnMajor(i);
        }
    }

    /** Where the first row has its {@code i}-th number, counted row-major, when the file runs through the first axis first. */
    private int columnMajor(int i) {
        int stride = count() * offsets.length;
        int offset = 0;
        int rest = i;
        for (int axis : shape().reversed()) {
            stride /= axis;
            offset += rest % axis * stride;
            rest /= axis;
        }
        return offset;
    }

    ElementType type() {
        return type;
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
