package io.github.relucert.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An attribute of a node: numbers, texts or a tensor, as its kind says.
 *
 * @param kind number of the attribute's type in {@code AttributeProto}
 * @param numbers a float, an integer, or a list of them; a single one that is missing is 0
 */
record Attribute(String name, int kind, double[] numbers, List<String> texts, Optional<StoredTensor> tensor) {
    static final int FLOAT = 1;
    static final int INTEGER = 2;
    static final int TEXT = 3;
    static final int TENSOR = 4;
    static final int FLOATS = 6;
    static final int INTEGERS = 7;
    static final int TEXTS = 8;

    /** Reads an {@code AttributeProto}; subgraphs and the like are left out. */
    static Attribute read(ModelFile file, Message message) {
        String name = message.text(1);
        // The value of type k is in field k + 1. Before IR version 2 the type was not named.
        int[] present = IntStream.rangeClosed(2, 9).filter(message::has).toArray();
        int kind = message.has(20) || present.length == 0 ? (int) message.integer(20) : present[0] - 1;
        file.require(
                present.length == 0 || (present.length == 1 && present[0] == kind + 1),
                "attribute '" + name + "' of type " + kind + " has a value of another type; the file is damaged");
        double[] numbers = switch (kind) {
            case FLOAT -> single(message.floats(2));
            case INTEGER -> single(message.integers(3));
            case FLOATS -> message.floats(7);
            case INTEGERS -> message.integers(8);
            default -> new double[0];
        };
        Optional<StoredTensor> tensor = message.messages(5).stream()
                .map(found -> new StoredTensor(file, found))
                .reduce((before, last) -> last);
        return new Attribute(name, kind, numbers, message.texts(kind + 1 == 4 ? 4 : 9), tensor);
    }

    private static double[] single(double[] numbers) {
        return new double[] {numbers.length == 0 ? 0 : numbers[numbers.length - 1]};
    }
}
