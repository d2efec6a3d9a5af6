package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.List;

/** Refuses what memory cannot hold before it is allocated: heap bytes / 16 is the count of numbers allowed. */
final class Budget {
    private static final int BYTES_PER_NUMBER = 16;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - Long.BYTES;

    private final String file;
    private long left = Runtime.getRuntime().maxMemory() / BYTES_PER_NUMBER;

    /** @param file the model file, for messages */
    Budget(String file) {
        this.file = file;
    }

    /**
     * Sets room for so many numbers aside.
     *
     * @return the count
     * @throws InputException when there is no room for them, or no array can hold them
     */
    int reserve(long count) {
        if (count < 0 || count > left || count > LONGEST_ARRAY) {
            throw new InputException(
                    file + ": an array of " + count + " numbers takes more memory than is left of Java's "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB; if the model is meant to be that large, raise -Xmx");
        }
        left -= count;
        return (int) count;
    }

    /** Sets room for a tensor of this shape aside and returns its size. */
    int reserve(List<Integer> shape) {
        long size = 1;
        for (int dimension : shape) {
            size = dimension == 0 ? 0 : Math.min(size, Long.MAX_VALUE / dimension) * dimension;
        }
        return reserve(size);
    }
}
