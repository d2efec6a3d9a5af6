package io.github.relucert.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * A constant tensor, row-major. Integers and booleans are held as doubles too.
 *
 * @param name the name it has in the graph, or that of the tensor it stems from, for messages
 * @param numbers the elements; empty for strings
 * @param texts the elements of a tensor of strings, else empty
 */
record Tensor(String name, ElementType type, List<Integer> shape, double[] numbers, List<String> texts) {
    /** A tensor of numbers. */
    Tensor(String name, ElementType type, List<Integer> shape, double[] numbers) {
        this(name, type, shape, numbers, List.of());
    }

    /** The tensor under another name. */
    Tensor named(String other) {
        return new Tensor(other, type, shape, numbers, texts);
    }

    /** The tensor with other numbers. */
    Tensor with(double[] others) {
        return new Tensor(name, type, shape, others);
    }

    /** @throws IllegalArgumentException when the elements are texts */
    @Override
    public double[] numbers() {
        if (type == ElementType.STRING) {
            throw new IllegalArgumentException("texts where numbers are needed");
        }
        return numbers;
    }

    int size() {
        return Math.max(numbers.length, texts.size());
    }

    /** The elements in other places; nothing counts as 0. */
    Tensor rearrange(Selection selection) {
        int[] sources = selection.sources();
        if (type == ElementType.STRING) {
            List<String> moved = Arrays.stream(sources).mapToObj(texts::get).toList();
            return new Tensor(name, type, selection.shape(), numbers, moved);
        }
        double[] moved = new double[sources.length];
        Arrays.setAll(moved, i -> sources[i] < 0 ? 0 : numbers[sources[i]]);
        return new Tensor(name, type, selection.shape(), moved);
    }
}
