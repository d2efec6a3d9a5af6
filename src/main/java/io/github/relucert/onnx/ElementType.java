package io.github.relucert.onnx;

import java.util.Arrays;
import java.util.Optional;

/** The element types of tensors that are read; the numbers are those of {@code TensorProto}. */
enum ElementType {
    FLOAT(1, Float.BYTES),
    INT32(6, Integer.BYTES),
    INT64(7, Long.BYTES),
    STRING(8, 0),
    BOOL(9, 1),
    DOUBLE(11, Double.BYTES);

    private final int code;
    private final int bytes;

    ElementType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The type with this number in the format. */
    static Optional<ElementType> of(long code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** Whether the numbers may enter a network. */
    boolean isReal() {
        return this == FLOAT || this == DOUBLE;
    }

    /** Bytes of an element in raw data; 0 where there is no raw form. */
    int bytes() {
        return bytes;
    }

    /** A type's name for messages, also of those that are not read. */
    static String nameOf(long code) {
        String[] names = "undefined float uint8 int8 uint16 int16 int32 int64 string bool float16 double uint32 uint64"
                .split(" ");
        return code >= 0 && code < names.length ? names[(int) code] : "type " + code;
    }
}
