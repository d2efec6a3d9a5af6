package io.github.relucert.attack;

import java.util.List;

/**
 * A row of inputs seen as an image, as attacks with windows need it.
 *
 * @param channels one plane after the other
 */
record ImageShape(int channels, int height, int width) {
    /** A vector whose length is a square number is taken for a square image, any other for an image of one line. */
    static ImageShape of(List<Integer> shape) {
        int size = shape.stream().reduce(1, Math::multiplyExact);
        return switch (shape.size()) {
            case 3 -> new ImageShape(shape.get(0), shape.get(1), shape.get(2));
            case 2 -> new ImageShape(1, shape.get(0), shape.get(1));
            default -> {
                int side = (int) Math.round(Math.sqrt(size));
                yield side * side == size ? new ImageShape(1, side, side) : new ImageShape(1, 1, size);
            }
        };
    }

    int plane() {
        return height * width;
    }

    /** A rectangle of rows and columns, in all channels. */
    record Window(int top, int left, int rows, int columns) {}

    int index(int channel, int row, int column) {
        return channel * plane() + row * width + column;
    }
}
