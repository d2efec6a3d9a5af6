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
    /** The tensor with other numbers. */
    Tensor with(double[] others) {
        return new Tensor(name, type, shape, others, texts);
    }

    /** @throws IllegalArgumentException when the elements are texts */
    @Override
    public double[] numbers() {
        if (type == ElementType.STRING) {
            throw new IllegalArgumentException("texts where numbers are needed");
        }
        return numbers;
    }

    /** The numbers; none when the elements are texts. */
    double[] elements() {
        return numbers;
    }

    int size() {
        return Math.max(numbers.length, texts.size());
    }

    /** The elements in other places; nothing counts as 0. */
    Tensor rearrange(Selection selection) {
        int[] sources = selection.sources();
        boolean text = type == ElementType.STRING;
        double[] moved = new double[text ? 0 : sources.length];
        Arrays.setAll(moved, i -> sources[i] < 0 ? 0 : numbers[sources[i]]);
        List<String> others = text ? Arrays.stream(sources).mapToObj(texts::get).toList() : List.of();
        return new Tensor(name, type, selection.shape(), moved, others);
    }
}
