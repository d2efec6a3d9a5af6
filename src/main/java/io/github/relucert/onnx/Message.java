package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A message in the wire format of protocol buffers: a sequence of fields, each a tag (number and wire type) and a varint, eight
 * bytes, a length with that many bytes, or four bytes. Groups (types 3 and 4) do not occur in ONNX.
 *
 * <p>Fields are only told apart here; what they hold is decoded when it is asked for. Every method throws an
 * {@link InputException} where the bytes are not what it reads.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;
    private static final int NUMBERS_PER_FIELD = 16;

    private record Field(int type, ByteBuffer content) {}

    private final ModelFile file;
    private final Map<Integer, List<Field>> fields = new HashMap<>();

    /** Reads from the buffer's position to its limit. */
    Message(ModelFile file, ByteBuffer bytes) {
        this.file = file;
        ByteBuffer in = bytes.duplicate();
        while (in.hasRemaining()) {
            file.budget().numbers(NUMBERS_PER_FIELD);
            long tag = varint(in);
            require(tag >>> 3 != 0 && tag >>> 32 == 0, in, "no field has the tag " + Long.toUnsignedString(tag));
            int type = (int) tag & 7;
            long length = switch (type) {
                case VARINT -> varintLength(in);
                case EIGHT_BYTES -> Long.BYTES;
                case LENGTH -> varint(in);
                case FOUR_BYTES -> Integer.BYTES;
                default -> throw damaged(in, "a field has wire type " + type);
            };
            require(
                    length >= 0 && length <= in.remaining(),
                    in,
                    "a field has " + Long.toUnsignedString(length) + " bytes where " + in.remaining() + " are left");
            int end = in.position() + (int) length;
            fields.computeIfAbsent((int) (tag >>> 3), number -> new ArrayList<>())
                    .add(new Field(type, in.duplicate().limit(end)));
            in.position(end);
        }
    }

    /** Whether a field is there. */
    boolean has(int number) {
        return fields.containsKey(number);
    }

    /** The bytes of every field with this number, little-endian. */
    List<ByteBuffer> bytes(int number) {
        return contents(number, LENGTH);
    }

    /** The messages in every field with this number. */
    List<Message> messages(int number) {
        return bytes(number).stream().map(content -> new Message(file, content)).toList();
    }

    /** The texts in every field with this number. */
    List<String> texts(int number) {
        return bytes(number).stream()
                .map(content -> StandardCharsets.UTF_8.decode(content).toString())
                .toList();
    }

    /** The text of a field, the last one when it is repeated, empty when it is missing. */
    String text(int number) {
        List<String> texts = texts(number);
        return texts.isEmpty() ? "" : texts.getLast();
    }

    /** The integer of a field, the last one when it is repeated, 0 when it is missing. */
    long integer(int number) {
        List<ByteBuffer> contents = contents(number, VARINT);
        return contents.isEmpty() ? 0 : varint(contents.getLast());
    }

    /** The integers of a repeated field, packed or one by one; beyond 2^53 the double nearest to each. */
    double[] integers(int number) {
        return numbers(number, VARINT, content -> (double) varint(content));
    }

    /** The float32 numbers of a repeated field, packed or one by one. */
    double[] floats(int number) {
        return numbers(number, FOUR_BYTES, ByteBuffer::getFloat);
    }

    /** The float64 numbers of a repeated field, packed or one by one. */
    double[] doubles(int number) {
        return numbers(number, EIGHT_BYTES, ByteBuffer::getDouble);
    }

    private double[] numbers(int number, int type, ToDoubleFunction<ByteBuffer> read) {
        List<ByteBuffer> contents = contents(number, type, LENGTH);
        int width = switch (type) {
            case FOUR_BYTES -> Float.BYTES;
            case EIGHT_BYTES -> Double.BYTES;
            default -> 1;
        };
        // A number has at least this many bytes, so there are at most so many numbers.
        long most = contents.stream().mapToLong(ByteBuffer::remaining).sum() / width;
        double[] numbers = new double[file.budget().numbers(most)];
        int count = 0;
        for (ByteBuffer content : contents) {
            int bytes = content.remaining();
            require(bytes % width == 0, content, bytes + " bytes hold no numbers of " + width + " bytes");
            while (content.hasRemaining()) {
                numbers[count++] = read.applyAsDouble(content);
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private List<ByteBuffer> contents(int number, int... types) {
        List<ByteBuffer> contents = new ArrayList<>();
        for (Field field : fields.getOrDefault(number, List.of())) {
            require(
                    Arrays.stream(types).anyMatch(type -> type == field.type()),
                    field.content(),
                    "field " + number + " has wire type " + field.type());
            contents.add(field.content().duplicate().order(ByteOrder.LITTLE_ENDIAN));
        }
        return contents;
    }

    private static int varintLength(ByteBuffer in) {
        int length = 1;
        while (length <= in.remaining() && in.get(in.position() + length - 1) < 0) {
            length++;
        }
        return length;
    }

    private long varint(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && in.hasRemaining(); i++) {
            byte part = in.get();
            value |= (part & 0x7fL) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw damaged(in, "an integer does not end");
    }

    private void require(boolean condition, ByteBuffer place, String otherwise) {
        if (!condition) {
            throw damaged(place, otherwise);
        }
    }

    private InputException damaged(ByteBuffer place, String what) {
        return file.error(
                "byte " + place.position() + ": " + what + "; the file is no ONNX model, truncated or damaged");
    }
}
