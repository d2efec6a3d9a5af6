package io.github.relucert.onnx;

import java.util.List;

/**
 * Refuses, before it is allocated, what would take more than half of the memory that Java was given, or far more than a file of this
 * size needs: a pad or a dimension of a few bytes can ask for any number of elements.
 */
final class Budget {
    private static final long BYTES_FOR_ANY_FILE = 1 << 28;

    private static final long BYTES_FOR_A_BYTE = 1 << 10;

    /** An entry of a sparse map: column and coefficient, the copy that the map makes, and the selection that led to it. */
    private static final int BYTES_PER_ENTRY = 64;

    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - Long.BYTES;

    private final ModelFile file;
    private long used;

    Budget(ModelFile file) {
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
        long most = BYTES_FOR_ANY_FILE + BYTES_FOR_A_BYTE * file.size();
        long room = Math.min(Runtime.getRuntime().maxMemory() / 2, most);
        if (count < 0 || count > (room - used) / bytes || count > LONGEST_ARRAY) {
            throw file.error(count + " numbers more take more memory than is left of " + (room >> 20)
                    + " MiB: what is read from " + file.size() + " bytes may take " + (most >> 20)
                    + " MiB, and half of what Java has; if the model is meant to be that large, raise -Xmx");
        }
        used += count * bytes;
        return (int) count;
    }
}
