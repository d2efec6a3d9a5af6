package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads IDX, the format of MNIST: two zero bytes, the element type, the number of axes, the axes and the elements, all
 * big-endian.
 */
final class IdxReader {
    private IdxReader() {}

    static boolean recognises(FileContent file) {
        return file.startsWith(0, 0);
    }

    /** @throws InputException when the element type is unknown or the file's length is wrong */
    static StoredArray read(FileContent file) {
        ByteBuffer buffer = ByteBuffer.wrap(file.bytes());
        int start =
                buffer.limit() < 4 || !recognises(file) ? Integer.MAX_VALUE : 4 + 4 * Byte.toUnsignedInt(buffer.get(3));
        List<Integer> axes = buffer.limit() < start
                ? List.of()
                : IntStream.range(1, start / 4)
                        .mapToObj(axis -> buffer.getInt(4 * axis))
                        .toList();
        if (axes.isEmpty() || axes.stream().anyMatch(axis -> axis < 0)) {
            throw new InputException(file.name() + ": neither an NPY nor an IDX header; is the file truncated?");
        }
        ElementType type = ElementType.ofIdx(buffer.get(2))
                .orElseThrow(() -> new InputException(file.name() + ": IDX element type " + buffer.get(2)
                        + " is none of 8, 9, 11, 12, 13, 14; is this an IDX file?"));
        return StoredArray.of(file, start, type, ByteOrder.BIG_ENDIAN, StoredArray.Order.ROW_MAJOR, axes);
    }
}
