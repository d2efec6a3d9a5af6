package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * A cursor over the fields of one message in the wire format of protocol buffers: a field is a tag (number and wire type)
 * and a varint, eight bytes, a length with that many bytes, or four bytes. Groups (types 3 and 4) do not occur in ONNX.
 *
 * <p>Every method throws an {@link InputException} where the bytes are not what it reads.
 */
final class Wire {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;

    private final ModelFile file;
    private final ByteBuffer buffer;
    private int field;
    private int type;

    /** A cursor from the buffer's position to its limit. */
    Wire(ModelFile file, ByteBuffer buffer) {
        this.file = file;
        this.buffer = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Moves to the next field; false at the end of the message. */
    boolean next() {
        if (!buffer.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw damaged("no field has the tag " + Long.toUnsignedString(tag));
        }
        return true;
    }

    /** The number of the current field. */
    int field() {
        return field;
    }

    /** The current field as an integer. */
    long integer() {
        require(VARINT);
        return varint();
    }

    /** The bytes of the current field, in little-endian order. */
    ByteBuffer bytes() {
        require(LENGTH);
        long length = varint();
        if (length < 0 || length > buffer.remaining()) {
            throw damaged("field " + field + " says it has " + Long.toUnsignedString(length) + " bytes, "
                    + buffer.remaining() + " are left");
        }
        int end = buffer.position() + (int) length;
        ByteBuffer content = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).limit(end);
        buffer.position(end);
        return content;
    }

    /** The current field as a message. */
    Wire message() {
        return new Wire(file, bytes());
    }

    /** The current field as text. */
    String text() {
        return StandardCharsets.UTF_8.decode(bytes()).toString();
    }

    /** The integers of the current field, packed or a single one; beyond 2^53 the double nearest to each. */
    void integers(DoubleConsumer sink) {
        each(VARINT, wire -> sink.accept((double) wire.varint()));
    }

    /** The float32 numbers of the current field, packed or a single one. */
    void floats(DoubleConsumer sink) {
        each(FOUR_BYTES, wire -> sink.accept(wire.need(Float.BYTES).getFloat()));
    }

    /** The float64 numbers of the current field, packed or a single one. */
    void doubles(DoubleConsumer sink) {
        each(EIGHT_BYTES, wire -> sink.accept(wire.need(Double.BYTES).getDouble()));
    }

    /** Passes over the current field. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case EIGHT_BYTES -> need(Long.BYTES).getLong();
            case LENGTH -> bytes();
            case FOUR_BYTES -> need(Integer.BYTES).getInt();
            default -> throw damaged("field " + field + " has wire type " + type);
        }
    }

    private void each(int single, Consumer<Wire> read) {
        if (type != LENGTH) {
            require(single);
            read.accept(this);
            return;
        }
        Wire packed = message();
        while (packed.buffer.hasRemaining()) {
            read.accept(packed);
        }
    }

    private void require(int expected) {
        if (type != expected) {
            throw damaged("field " + field + " has wire type " + type + " instead of " + expected);
        }
    }

    private ByteBuffer need(int count) {
        if (buffer.remaining() < count) {
            throw damaged(count + " bytes are needed where " + buffer.remaining() + " are left");
        }
        return buffer;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte part = need(1).get();
            value |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw damaged("an integer does not end");
    }

    private InputException damaged(String what) {
        return file.error(
                "byte " + buffer.position() + ": " + what + "; the file is no ONNX model, truncated or damaged");
    }
}
