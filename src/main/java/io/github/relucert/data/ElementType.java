package io.github.relucert.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;

/** How an array file stores one number: its code in NPY (kind and number of bytes) and in IDX (0 where IDX has none). */
enum ElementType {
    UINT8("u1", 0x08),
    INT8("i1", 0x09),
    UINT16("u2", 0),
    INT16("i2", 0x0b),
    UINT32("u4", 0),
    INT32("i4", 0x0c),
    UINT64("u8", 0),
    INT64("i8", 0),
    FLOAT16("f2", 0),
    FLOAT32("f4", 0x0d),
    FLOAT64("f8", 0x0e);

    /** Up to 2^53 every integer is a double. */
    private static final long LARGEST = 1L << 53;

    private final String npy;
    private final int idx;

    ElementType(String npy, int idx) {
        this.npy = npy;
        this.idx = idx;
    }

    static Optional<ElementType> ofNpy(String code) {
        return Stream.of(values()).filter(type -> type.npy.equals(code)).findFirst();
    }

    static Optional<ElementType> ofIdx(int code) {
        return Stream.of(values()).filter(type -> type.idx == code && code != 0).findFirst();
    }

    /** Bytes an element takes. */
    int size() {
        return npy.charAt(1) - '0';
    }

    /** The element at a byte position, in the buffer's byte order; NaN for a 64-bit integer beyond 2^53. */
    double read(ByteBuffer buffer, int position) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(buffer.get(position));
            case INT8 -> buffer.get(position);
            case UINT16 -> Short.toUnsignedInt(buffer.getShort(position));
            case INT16 -> buffer.getShort(position);
            case UINT32 -> Integer.toUnsignedLong(buffer.getInt(position));
            case INT32 -> buffer.getInt(position);
            case UINT64 -> within(0, buffer.getLong(position));
            case INT64 -> within(-LARGEST, buffer.getLong(position));
            case FLOAT16 -> Float.float16ToFloat(buffer.getShort(position));
            case FLOAT32 -> buffer.getFloat(position);
            case FLOAT64 -> buffer.getDouble(position);
        };
    }

    private static double within(long least, long value) {
        return least <= value && value <= LARGEST ? value : Double.NaN;
    }
}
