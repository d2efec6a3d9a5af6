package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.List;

/** Refuses what would take more than half of the memory that Java was given, before it is allocated. */
final class Budget {
    /** An entry of a sparse map: column and coefficient, the copy that the map makes, and the selection that led to it. */
    private static final int BYTES_PER_ENTRY = 64;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - Long.BYTES;

    private final String file;
    private long left = Runtime.getRuntime().maxMemory() / 2;

    /** @param file the model file, for messages */
    Budget(String file) {
        this.file = file;
    }

    /**
     * Sets room for numbers aside.
     *
     * @return the count
     * @throws InputException when there is no room for them, or no array can hold them
     */
    int numbers(long count) {
        return reserve(count, Double.BYTES);
    }

    /** Sets room for a tensor of this shape aside and returns its size. */
    int numbers(List<Integer> shape) {
        long size = 1;
        for (int dimension : shape) {
            size = dimension == 0 ? 0 : Math.min(size, Long.MAX_VALUE / dimension) * dimension;
        }
        return numbers(size);
    }

    /** Sets room for entries of a sparse map aside and returns their count. */
    int entries(long count) {
        return reserve(count, BYTES_PER_ENTRY);
    }

    private int reserve(long count, int bytes) {
        if (count < 0 || count > left / bytes || count > LONGEST_ARRAY) {
            throw new InputException(file + ": " + count + " numbers more take more memory than is left of Java's "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; if the model is meant to be that large, raise -Xmx");
        }
        left -= count * bytes;
        return (int) count;
    }
}
