package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * A {@code TensorProto} as it lies in the file. Its elements are decoded only when a node reads it.
 */
final class StoredTensor {
    private static final int EXTERNAL = 1;
    private static final int HIGHEST_RANK = 64;

    private final ModelFile file;
    private final ByteBuffer message;
    private final List<Integer> shape = new ArrayList<>();
    private final Map<String, String> location = new HashMap<>();
    private String name = "";
    private long code;
    private long storage;
    private boolean typed;
    private Optional<ByteBuffer> raw = Optional.empty();

    /** @throws InputException when the message is no tensor, or its external data is refused */
    StoredTensor(ModelFile file, ByteBuffer message) {
        this.file = file;
        this.message = message;
        Wire in = new Wire(file, message);
        List<Double> dimensions = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> in.integers(dimensions::add);
                case 2 -> code = in.integer();
                case 8 -> name = in.text();
                case 9 -> raw = Optional.of(in.bytes());
                case 13 -> readEntry(in.message());
                case 14 -> storage = in.integer();
                case 4, 5, 6, 7, 10 -> {
                    typed = true;
                    in.skip();
                }
                default -> in.skip();
            }
        }
        if (dimensions.size() > HIGHEST_RANK) {
            throw file.error(this + " has " + dimensions.size() + " dimensions; supported are " + HIGHEST_RANK);
        }
        for (double dimension : dimensions) {
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                throw file.error(this + " has the dimension " + (long) dimension);
            }
            shape.add((int) dimension);
        }
        if (storage == EXTERNAL) {
            raw = Optional.of(external());
        }
    }

    private void readEntry(Wire in) {
        String key = "";
        String value = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.text();
                case 2 -> value = in.text();
                default -> in.skip();
            }
        }
        location.put(key, value);
    }

    private ByteBuffer external() {
        long offset = number("offset", 0);
        long given = number("length", Long.MAX_VALUE);
        ByteBuffer data = file.dataFile(this, location.getOrDefault("location", ""));
        long length = given == Long.MAX_VALUE ? data.limit() - offset : given;
        if (offset > data.limit() || length > data.limit() - offset) {
            throw file.error(this + " is said to be the " + length + " bytes from byte " + offset
                    + " of external data '" + location.get("location") + "', which has " + data.limit() + " bytes");
        }
        return data.slice((int) offset, (int) length);
    }

    private long number(String key, long otherwise) {
        String text = location.getOrDefault(key, "");
        if (!text.matches("[0-9]{0,18}")) {
            throw file.error(this + ": " + key + " '" + text + "' of its external data is no number of bytes");
        }
        return text.isEmpty() ? otherwise : Long.parseLong(text);
    }

    String name() {
        return name;
    }

    /**
     * The tensor with its elements.
     *
     * @throws InputException when its type is not read, or shape and data do not fit
     */
    Tensor decode(Budget budget) {
        ElementType type = ElementType.of(code)
                .orElseThrow(() -> file.error(this + " has elements of type " + ElementType.nameOf(code)
                        + "; read are float and double, int32, int64 and bool for shapes, string for labels"));
        int size = budget.reserve(shape);
        double[] numbers = new double[type == ElementType.STRING ? 0 : size];
        List<String> texts = new ArrayList<>();
        if (raw.isPresent()) {
            decodeRaw(type, size, numbers);
        } else {
            decodeTyped(type, size, numbers, texts);
        }
        return new Tensor(name, type, List.copyOf(shape), numbers, List.copyOf(texts));
    }

    private void decodeRaw(ElementType type, int size, double[] numbers) {
        ByteBuffer data = raw.orElseThrow().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (typed || data.remaining() != (long) size * type.bytes()) {
            throw misfit(type, data.remaining() + " bytes of raw data" + (typed ? " beside typed data" : ""));
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (type) {
                case FLOAT -> data.getFloat();
                case DOUBLE -> data.getDouble();
                case INT32 -> data.getInt();
                case INT64 -> data.getLong();
                case BOOL -> data.get();
                case STRING -> throw misfit(type, "raw data");
            };
        }
    }

    private void decodeTyped(ElementType type, int size, double[] numbers, List<String> texts) {
        int[] count = {0};
        DoubleConsumer sink = number -> {
            if (count[0] < numbers.length) {
                numbers[count[0]] = number;
            }
            count[0]++;
        };
        Wire in = new Wire(file, message);
        while (in.next()) {
            if (in.field() != type.field()) {
                in.skip();
                continue;
            }
            switch (type) {
                case FLOAT -> in.floats(sink);
                case DOUBLE -> in.doubles(sink);
                case INT32, INT64, BOOL -> in.integers(sink);
                case STRING -> texts.add(in.text());
            }
        }
        if (count[0] + texts.size() != size) {
            throw misfit(type, (count[0] + texts.size()) + " elements");
        }
    }

    private InputException misfit(ElementType type, String what) {
        return file.error(this + " of type " + type + " and shape " + shape + " has " + what + "; the file is damaged");
    }

    @Override
    public String toString() {
        return "tensor '" + name + "'";
    }
}
