package io.github.relucert.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A {@code TensorProto} as it lies in the file; its elements are decoded only when a node reads it. */
final class StoredTensor {
    private static final int EXTERNAL = 1;
    private static final int HIGHEST_RANK = 64;

    private final ModelFile file;
    private final Message message;
    private final Optional<ByteBuffer> raw;

    /** @throws io.github.relucert.exact.InputException when its external data are refused */
    StoredTensor(ModelFile file, Message message) {
        this.file = file;
        this.message = message;
        this.raw = message.integer(14) == EXTERNAL
                ? Optional.of(external())
                : message.bytes(9).stream().reduce((before, last) -> last);
    }

    String name() {
        return message.text(8);
    }

    private ByteBuffer external() {
        long offset = number("offset").orElse(0L);
        ByteBuffer data = file.dataFile(toString(), entry("location").orElse(""));
        long length = number("length").orElse(data.limit() - offset);
        file.require(
                offset <= data.limit() && length <= data.limit() - offset,
                this + " is said to be the " + length + " bytes from byte " + offset + " of external data, which have "
                        + data.limit() + " bytes");
        return data.slice((int) offset, (int) Math.max(0, length));
    }

    private Optional<Long> number(String key) {
        entry(key)
                .ifPresent(text -> file.require(
                        text.matches("[0-9]{1,18}"),
                        this + ": " + key + " '" + text + "' of its external data is no number of bytes"));
        return entry(key).map(Long::parseLong);
    }

    private Optional<String> entry(String key) {
        return message.messages(13).stream()
                .filter(entry -> entry.text(1).equals(key))
                .map(entry -> entry.text(2))
                .reduce((before, last) -> last);
    }

    /**
     * The tensor with its elements.
     *
     * @throws io.github.relucert.exact.InputException when its type is not read, or shape and data do not fit
     */
    Tensor decode(Budget budget) {
        double[] dimensions = message.integers(1);
        file.require(
                dimensions.length <= HIGHEST_RANK
                        && Arrays.stream(dimensions).allMatch(length -> length >= 0 && length <= Integer.MAX_VALUE),
                this + " has the shape "
                        + Arrays.toString(Arrays.copyOf(dimensions, Math.min(dimensions.length, HIGHEST_RANK))));
        List<Integer> shape =
                Arrays.stream(dimensions).mapToObj(length -> (int) length).toList();
        long code = message.integer(2);
        ElementType type = ElementType.of(code)
                .orElseThrow(() -> file.error(this + " has elements of type " + ElementType.nameOf(code)
                        + "; read are float and double, int32, int64 and bool for shapes, string for labels"));
        int size = budget.numbers(shape);
        List<String> texts = type == ElementType.STRING ? message.texts(6) : List.of();
        double[] numbers = raw.isPresent() ? decodeRaw(type, size) : decodeTyped(type);
        file.require(
                Math.max(numbers.length, texts.size()) == size,
                this + " of shape " + shape + " has " + Math.max(numbers.length, texts.size()) + " elements of type "
                        + type + "; the file is damaged");
        return new Tensor(name(), type, shape, numbers, texts);
    }

    private double[] decodeRaw(ElementType type, int size) {
        ByteBuffer data = raw.orElseThrow().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean typed = message.has(4) || message.has(5) || message.has(6) || message.has(7) || message.has(10);
        file.require(
                !typed && type.bytes() > 0 && data.remaining() == (long) size * type.bytes(),
                this + " with " + size + " elements of type " + type + " has " + data.remaining() + " bytes of raw data"
                        + (typed ? " beside typed data" : "") + "; the file is damaged");
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = switch (type) {
                case FLOAT -> data.getFloat();
                case DOUBLE -> data.getDouble();
                case INT32 -> data.getInt();
                case INT64 -> data.getLong();
                case BOOL, STRING -> data.get();
            };
        }
        return numbers;
    }

    private double[] decodeTyped(ElementType type) {
        return switch (type) {
            case FLOAT -> message.floats(4);
            case DOUBLE -> message.doubles(10);
            case INT32, BOOL -> message.integers(5);
            case INT64 -> message.integers(7);
            case STRING -> new double[0];
        };
    }

    @Override
    public String toString() {
        return "tensor '" + name() + "'";
    }
}
