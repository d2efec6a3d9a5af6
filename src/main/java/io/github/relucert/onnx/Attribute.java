package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * An attribute of a node. Exactly one of its parts is meant, as its kind says; a missing number counts as 0.
 *
 * @param kind number of the attribute's type in {@code AttributeProto}
 * @param numbers a float, an integer, or a list of them
 * @param texts a string or a list of them
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
    static Attribute read(ModelFile file, Wire in) {
        String name = "";
        int kind = 0;
        int stored = 0;
        DoubleStream.Builder numbers = DoubleStream.builder();
        List<String> texts = new ArrayList<>();
        Optional<StoredTensor> tensor = Optional.empty();
        while (in.next()) {
            int field = in.field();
            switch (field) {
                case 1 -> name = in.text();
                case 20 -> kind = (int) in.integer();
                case 2, 7 -> in.floats(numbers);
                case 3, 8 -> in.integers(numbers);
                case 4, 9 -> texts.add(in.text());
                case 5 -> tensor = Optional.of(new StoredTensor(file, in.bytes()));
                default -> in.skip();
            }
            // The fields of values follow the numbers of the types they belong to.
            boolean value = field >= 2 && field <= 9;
            if (value && stored != 0 && stored != field - 1) {
                throw file.error("attribute '" + name + "' has values of two types; the file is damaged");
            }
            stored = value ? field - 1 : stored;
        }
        // Before IR version 2 an attribute did not name its type.
        int meant = kind == 0 ? stored : kind;
        if (stored != 0 && stored != meant) {
            throw file.error(
                    "attribute '" + name + "' says it has type " + kind + " and has a value of type " + stored);
        }
        double[] found = numbers.build().toArray();
        if (found.length > 1 && (meant == FLOAT || meant == INTEGER)) {
            throw file.error(
                    "attribute '" + name + "' has " + found.length + " values instead of one; the file is damaged");
        }
        return new Attribute(name, meant, found, List.copyOf(texts), tensor);
    }
}
